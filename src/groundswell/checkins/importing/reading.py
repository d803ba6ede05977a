"""How a table of a check-up looks."""

from django.utils.translation import gettext as _

from groundswell.kit import tables
from groundswell.kit.tables import Table
from groundswell.kit.tables.reading import MOST_ROWS


def read(content: bytes | str) -> Table:
    """Return the rows of a file of answers. Raises `Unreadable` with a sentence, and nothing else."""
    return tables.read(content, _shape())


def _shape() -> tables.Shape:
    return tables.Shape(
        columns=("person", "cell", "date", "rating", "scale", "reason"),
        required=("date", "rating", "scale"),
        nobody=_("The file names its columns, but holds no answer. Add one line for each."),
        too_many=_("The file holds more than %(most)s answers. Split it.") % {"most": MOST_ROWS},
        also_called={"name": "person", "who": "person", "email": "person", "day": "date", "score": "rating"},
    )
