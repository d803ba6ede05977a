"""Names: of people, cells, roles, and of what else is shown by its name."""

from django.utils.translation import gettext as _

from groundswell.people import rules
from groundswell.people.refusals import Refused


def checked_name(name: str) -> str:
    """Return a name without blanks around it. Raises Refused."""
    name = " ".join(name.split())
    if not rules.is_name(name):
        raise Refused(_("Give a name of at most 200 characters, without control characters."), "name")
    return name
