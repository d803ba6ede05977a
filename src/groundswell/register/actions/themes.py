"""The organisation's own list of what concerns are about."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import is_name
from groundswell.register.actions.checking import record
from groundswell.register.models import Theme
from groundswell.register.wordings import line

_LONGEST = 80


@transaction.atomic
def add_theme(*, by: Person, name: str) -> Theme:
    """Add a theme. Raises Refused for a name that is there."""
    theme = Theme.objects.create(name=_free(name, None))
    record(by, "add_theme", theme.id)
    return theme


@transaction.atomic
def rename_theme(*, by: Person, theme: Theme, name: str) -> None:
    """Give a theme another name, wherever it was given."""
    theme.name = _free(name, theme)
    theme.save(update_fields=["name"])
    record(by, "rename_theme", theme.id)


@transaction.atomic
def retire_theme(*, by: Person, theme: Theme) -> None:
    """Offer a theme no longer; it stays where it was given."""
    theme.retired_on = clock.today()
    theme.save(update_fields=["retired_on"])
    record(by, "retire_theme", theme.id)


@transaction.atomic
def offer_theme(*, by: Person, theme: Theme) -> None:
    """Offer a retired theme again."""
    theme.retired_on = None
    theme.save(update_fields=["retired_on"])
    record(by, "offer_theme", theme.id)


@transaction.atomic
def remove_theme(*, by: Person, theme: Theme) -> None:
    """Remove a theme that no concern has. Raises Refused for one that is used: retire it instead."""
    if theme.given.exists():
        raise Refused(_("Concerns have this theme. Retire it instead: it stays where it was given."))
    gone = theme.id
    theme.delete()
    record(by, "remove_theme", gone)


def _free(name: str, own: Theme | None) -> str:
    wanted = line(name, "name", longest=_LONGEST, empty=_("Give the theme a name."))
    if not is_name(wanted):
        raise Refused(_("Give the theme a name without control characters."), "name")
    others = Theme.objects.filter(name__iexact=wanted)
    if (others.exclude(id=own.id) if own else others).exists():
        raise Refused(_("There is a theme of that name already."), "name")
    return wanted
