"""What worklogs that are read live have in common: what they are called, and whose they are."""

from groundswell.connectors.shape import Opened

LONGEST = 80


def name_of(number: str, host: str) -> str:
    """Return what a worklog is called here: by its number, and by the host, for every tracker counts from one."""
    return f"{number}@{host}"[:LONGEST]


def people_of(opened: Opened) -> dict[str, str]:
    """Return what people are called here, by their accounts: "account = address", one a line."""
    pairs = [line.partition("=") for line in opened.choices.get("people", "").splitlines()]
    return {account.strip(): name.strip() for account, sign, name in pairs if sign}
