"""The tables of what is asked outside."""

from groundswell.questions.models.findings import DocPage, Finding, Gap
from groundswell.questions.models.hours import WorkingWeek
from groundswell.questions.models.items import Gone, Item, Message
from groundswell.questions.models.sources import Progress, Source
from groundswell.questions.models.voices import Apart, Author, Identity, Merge, Tombstone
from groundswell.questions.models.work import Effort, HandOff

__all__ = [
    "Apart",
    "Author",
    "DocPage",
    "Effort",
    "Finding",
    "Gap",
    "Gone",
    "HandOff",
    "Identity",
    "Item",
    "Merge",
    "Message",
    "Progress",
    "Source",
    "Tombstone",
    "WorkingWeek",
]
