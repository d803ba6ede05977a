"""What the columns of an export are called: in English, as tools write them in other languages, or as somebody says."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from groundswell.kit.tables import Unreadable
from groundswell.kit.tables.wide import Columns, plain

# Our name of a column, with what it is called in German, French and Spanish.
type Names = Mapping[str, Sequence[str]]


class Named:
    """The columns of a file by our names. What somebody says a column is called goes before what we know."""

    def __init__(self, columns: Columns, names: Names, said: Mapping[str, str] | None = None) -> None:
        """Look where each column stands; a name that we never read, or that the file has not, raises `Unreadable`."""
        self._columns, self._names = columns, names
        ours = {plain(name): name for name in names}
        self._said = {ours.get(plain(name), ""): theirs for name, theirs in (said or {}).items()}
        if "" in self._said:
            wrong = next(name for name in said or {} if plain(name) not in ours)
            raise Unreadable(
                _("No column “%(name)s” is read from such a file. These are: %(all)s.")
                % {"name": wrong[:80], "all": ", ".join(names)}
            )
        for name, theirs in self._said.items():
            if not columns.of(theirs):
                raise Unreadable(
                    _("The file has no column “%(theirs)s”, which you named as “%(name)s”.")
                    % {"theirs": theirs[:80], "name": name}
                )

    def of(self, name: str) -> Sequence[int]:
        """Return every place of a column; none where it is not there."""
        if name in self._said:
            return self._columns.of(self._said[name])
        return self._columns.of(name, *self._names[name])

    def at(self, name: str) -> int | None:
        """Return the first place of a column."""
        return next(iter(self.of(name)), None)


def all_of(names: Names, said: Mapping[str, str] | None = None) -> list[str]:
    """Return every name by which a column may be known: by them it is seen what parts the values of a line."""
    return [each for name, others in names.items() for each in (name, *others)] + list((said or {}).values())


def missing(name: str) -> str:
    """Say which column is missing, and how to name it."""
    told = {"name": name}
    return (
        _(
            "There is no column “%(name)s”. Export in English, or say what it is called there: "
            "--columns “%(name)s=its name in the file”."
        )
        % told
    )
