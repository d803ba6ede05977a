"""Files of JSON values as a service's interface answers: one value, a list, or one a line; packed by gzip or not."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering, values
from groundswell.connectors.located import Unreadable
from groundswell.connectors.reading import Row
from groundswell.questions.records import Batch

ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")


@dataclass
class Valued(ABC):
    """Reads such an archive. `address` is where people read it, for the way back."""

    archive: Archive
    address: str = ""
    # What the service is called.
    name: ClassVar[str] = ""

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what the files hold, after the value that `since` names; those before it may say who is who."""
        name, _tab, place = since.partition("\t")
        gathered = Gathering()
        for entry in self.archive.ending(*ENDINGS):
            done = int(place) if entry.name == name and place else 0
            for number, row in self._values(entry):
                for batch in self.batches(row):
                    if entry.name > name or (entry.name == name and number > done):
                        gathered.add(*batch.authors, *batch.items, *batch.messages, *batch.gone)
                if gathered.is_full:
                    yield gathered.batch(f"{entry.name}\t{number}")
        yield gathered.batch("")

    @abstractmethod
    def batches(self, row: Row) -> Iterator[Batch]:
        """Yield what one value says."""

    def leave_out(self, what: str) -> None:
        """Count what is left out, by its name."""
        self.archive.left_out[what] += 1

    def _values(self, entry: Entry) -> Iterator[tuple[int, Row]]:
        with self.archive.noting(entry), self.archive.open(entry) as file:
            listed = (value if isinstance(value, list) else [value] for value in values(file, self.archive))
            for number, row in enumerate(chain.from_iterable(listed), start=1):
                if not isinstance(row, dict):
                    words = _("This is JSON, but nothing that %(name)s wrote.")
                    raise Unreadable(words % {"name": self.name})
                yield number, row
