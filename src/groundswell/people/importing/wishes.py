"""What a row asks for, checked as far as the row alone can tell."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from groundswell.kit.tables import Problem, Row
from groundswell.people import rules
from groundswell.people.actions import people as checks
from groundswell.people.actions.names import checked_name
from groundswell.people.refusals import Refused


@dataclass(frozen=True)
class Wish:
    """One person as the file describes them; None or empty where the file says nothing."""

    line: int
    name: str
    email: str
    cell: str
    parent: str
    roles: tuple[str, ...]
    weekly_hours: Decimal | None
    time_zone: str


def wish_of(row: Row) -> tuple[Wish | None, list[Problem]]:
    """Return what a row asks for, or what is wrong with it: every fault of the row at once."""
    problems: list[Problem] = []

    def checked[Value](column: str, check: Callable[[str], Value], otherwise: Value) -> Value:
        try:
            return check(row.text(column))
        except Refused as refused:
            problems.append(Problem(row.line, column, refused.sentence))
            return otherwise

    wish = Wish(
        line=row.line,
        name=checked("name", checked_name, ""),
        email=checked("email", checks.checked_address, ""),
        cell=checked("cell", _title, ""),
        parent=checked("parent", _title, ""),
        roles=checked("roles", _roles, ()),
        weekly_hours=checked("weekly_hours", _hours, None),
        time_zone=checked("time_zone", _zone, ""),
    )
    if wish.parent and not wish.cell:
        problems.append(Problem(row.line, "parent", _("A parent needs a cell beside it.")))
    return (None if problems else wish), problems


def _title(text: str) -> str:
    title = " ".join(text.split())
    if title and not rules.is_name(title):
        raise Refused(_("A name has at most 200 characters, and no control characters."))
    return title


def _roles(text: str) -> tuple[str, ...]:
    names = [_title(name) for name in re.split(r"[;|\n]", text) if name.strip()]
    return tuple(dict.fromkeys(names))


def _hours(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        hours = Decimal(text.replace(",", "."))
    except InvalidOperation as wrong:
        raise Refused(_("“%(text)s” is not a number of hours.") % {"text": text[:40]}) from wrong
    checks.checked_hours(hours)
    return hours.quantize(Decimal("0.1"))


def _zone(text: str) -> str:
    return checks.checked_zone(text) if text else ""
