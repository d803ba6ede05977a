"""What worklogs that are read live have in common: what they are called, of which day they are, and whose."""

from datetime import date

from groundswell.connectors.shape import Opened

LONGEST = 80


def name_of(number: str, host: str) -> str:
    """Return what a worklog is called here: by its number, and by the host, for every tracker counts from one."""
    return f"{number}@{host}"[:LONGEST]


def day_of(started: str) -> date | None:
    """Return the day that stands there, whatever the zone: an export has none either. None where there is no day."""
    try:
        return date.fromisoformat(started[:10])
    except ValueError:
        return None


def people_of(opened: Opened) -> dict[str, str]:
    """Return what people are called here, by their accounts: "account = address", one a line."""
    pairs = [line.partition("=") for line in opened.choices.get("people", "").splitlines()]
    return {account.strip(): name.strip() for account, sign, name in pairs if sign}
