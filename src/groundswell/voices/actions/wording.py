"""Words as they are kept after somebody typed them: a line, or paragraphs."""

from django.utils.translation import gettext as _

from groundswell.people.refusals import Refused
from groundswell.voices import rules

LONGEST_LINE = 200
LONGEST_TEXT = 5_000


def one_line(text: str, field: str, *, longest: int = LONGEST_LINE, empty: str = "") -> str:
    """Return one line of text. Raises Refused as `paragraphs` does."""
    return " ".join(paragraphs(text, field, longest=longest, empty=empty).split())


def paragraphs(text: str, field: str, *, longest: int = LONGEST_TEXT, empty: str = "") -> str:
    """Return text of any number of lines. Raises Refused when it is too long, no text, or missing where it must be.

    `empty` is what to say where nothing was typed; without it nothing is as good as something.
    """
    cleaned = rules.plain(text).strip()
    if cleaned and rules.words_fault(cleaned) is rules.WordsFault.NOT_TEXT:
        raise Refused(_("This is not text: it looks like a file. Type or paste the words themselves."), field)
    if empty and not cleaned:
        raise Refused(empty, field)
    if len(cleaned) > longest:
        told = {"is": len(cleaned), "fits": longest}
        raise Refused(_("This is too long: %(is)d characters, and %(fits)d fit.") % told, field)
    return cleaned
