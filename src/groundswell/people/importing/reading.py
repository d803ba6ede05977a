"""How a table of people looks."""

from django.utils.translation import gettext as _

from groundswell.kit import tables
from groundswell.kit.tables import Table
from groundswell.kit.tables.reading import MOST_ROWS


def read(content: bytes | str) -> Table:
    """Return the rows of a file of people. Raises `Unreadable` with a sentence, and nothing else."""
    return tables.read(content, _shape())


def _shape() -> tables.Shape:
    return tables.Shape(
        columns=("name", "email", "cell", "roles", "weekly_hours", "time_zone", "parent"),
        required=("name", "email"),
        nobody=_("The file names its columns, but holds nobody. Add one line for each person."),
        too_many=_("The file holds more than %(most)s people. Split it.") % {"most": MOST_ROWS},
        also_called={
            "e_mail": "email",
            "mail": "email",
            "timezone": "time_zone",
            "role": "roles",
            "hours": "weekly_hours",
        },
    )
