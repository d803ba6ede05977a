"""What most places have in common: nothing has to be known before, and they say so when it is done."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from groundswell.connectors.sending.letters import Made, Reply, Where, objects

A_PAGE = 100


class Plainly:
    """A writer that is opened by a bearer's token; whatever is otherwise at a place, its own writer says."""

    openly: ClassVar[Mapping[str, str]] = {}

    def headers(self, secret: str) -> dict[str, str]:
        """Return the authorisation."""
        return {"Authorization": f"Bearer {secret}"}

    def before(self, where: Where) -> str:
        """Nothing has to be known before."""
        del where
        return ""

    def is_done(self, answer: Reply) -> bool:
        """Tell whether it was done."""
        return answer.is_good


class PlainIssue(Plainly):
    """An issue of a tracker that lists whole issues, with the marker in a comment that no reader sees."""

    # What the tracker calls the text of an issue, and its address.
    text: ClassVar[str]
    link: ClassVar[str]

    def marked(self, text: str, marker: str) -> str:
        """Return a text with the marker in it."""
        return f"{text}\n\n<!-- {marker} -->"

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the issue."""
        del where
        return made_of(answer.data(), self.link)

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the issues with the marker in them."""
        del where
        said = objects(answer.data())
        if not answer.is_good or said is None:
            return None
        ours = (each for each in said if marker in str(each.get(self.text) or ""))
        found = list(_made_of_each(ours, self.link))
        # A full page may have hidden it behind others.
        return found if found or len(said) < A_PAGE else None


def made_of(said: object, link: str, stands: str = "") -> Made | None:
    """Return what a tracker tells of, by the field that holds its address; None where there is none."""
    address = said.get(link) if isinstance(said, dict) else None
    return Made(address, stands) if isinstance(address, str) and address else None


def _made_of_each(said: Iterator[dict[str, Any]], link: str) -> Iterator[Made]:
    for each in said:
        made = made_of(each, link)
        if made is not None:
            yield made
