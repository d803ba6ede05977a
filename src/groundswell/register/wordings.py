"""The words of each kind of item: which fields hold them, and what each field takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.people.refusals import Refused
from groundswell.register.models import Item
from groundswell.register.rules import evidence, items
from groundswell.register.rules.items import Kind
from groundswell.voices import rules as voices


@dataclass(frozen=True)
class Field:
    """A field of words. `empty` is said when nothing stands in a field that needs something."""

    name: str
    longest: int = items.LONGEST_TEXT
    is_line: bool = False
    empty: str | Promise = ""


_TITLE = Field("title", items.LONGEST_TITLE, is_line=True, empty=gettext_lazy("Give it a title: one short sentence."))

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.CONCERN: (_TITLE, Field("text")),
    Kind.IDEA: (_TITLE, Field("text")),
    Kind.PERSPECTIVE: (
        Field("position", empty=gettext_lazy("Write the position: one sentence is enough.")),
        Field("conditions", items.LONGEST_LINE, is_line=True),
        Field("best_case"),
    ),
    Kind.MEASURE: (
        Field("text", empty=gettext_lazy("Say what is being done: one sentence is enough.")),
        Field("carried_by", items.LONGEST_TITLE, is_line=True),
    ),
    Kind.EVIDENCE: (
        Field("source", items.LONGEST_LINE, is_line=True, empty=gettext_lazy("Name the source: title, author, year.")),
        Field("summary", 2_000),
    ),
}


def checked_words(kind: Kind, given: Mapping[str, str]) -> dict[str, str]:
    """Return the words of an item as they are kept, by field. Raises Refused with the field that cannot be taken."""
    words = {field.name: _checked(field, given.get(field.name, "")) for field in FIELDS[kind]}
    if kind is Kind.EVIDENCE and evidence.is_too_long(words["summary"]):
        raise Refused(
            _("Five lines at most, each a sentence: what would you tell somebody who has no time?"), "summary"
        )
    return words


def words_of(item: Item) -> dict[str, str]:
    """Return the words of an item, by field."""
    return {field.name: getattr(item, field.name) for field in FIELDS[item.KIND]}


def put_words(item: Item, words: Mapping[str, str]) -> None:
    """Put checked words on an item, without saving it."""
    for name, text in words.items():
        setattr(item, name, text)


def said_in(kind: Kind, words: Mapping[str, str]) -> str:
    """Return the words of all fields as one text, in the order of the fields: PostgreSQL keeps JSON in another."""
    return items.said(*(words[field.name] for field in FIELDS[kind]))


def line(text: str, field: str, *, longest: int = items.LONGEST_LINE, empty: str | Promise = "") -> str:
    """Return one line of text; raises Refused when it is too long, no text, or missing where `empty` says what is."""
    return _checked(Field(field, longest, is_line=True, empty=empty), text)


def paragraphs(text: str, field: str, *, longest: int = items.LONGEST_TEXT, empty: str | Promise = "") -> str:
    """Return text of any number of lines; raises Refused as `line` does."""
    return _checked(Field(field, longest, empty=empty), text)


def _checked(field: Field, text: str) -> str:
    cleaned = voices.plain(text)
    fault = voices.words_fault(cleaned)
    if cleaned.strip() and fault is voices.WordsFault.NOT_TEXT:
        raise Refused(_("This is not text: it looks like a file. Type or paste the words themselves."), field.name)
    cleaned = " ".join(cleaned.split()) if field.is_line else cleaned.strip()
    if field.empty and fault is voices.WordsFault.EMPTY:
        raise Refused(field.empty, field.name)
    if len(cleaned) > field.longest:
        told = {"is": len(cleaned), "fits": field.longest}
        raise Refused(_("This is too long: %(is)d characters, and %(fits)d fit.") % told, field.name)
    return cleaned
