"""What a proposal says: its words, why more people should read them, and what a person decided about each detail."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import uuid4

from groundswell.register.rules.identification import Hit, Mark

LONGEST_EXCERPT = 200


class Outcome(StrEnum):
    """What a person decided about a detail that could tell who said it."""

    WAITING = ""
    KEPT = "kept"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Look:
    """A detail that could tell who said it, and who decided what about it when. Printing it does not show it."""

    id: str
    mark: Mark
    excerpt: str = field(repr=False)
    outcome: Outcome = Outcome.WAITING
    reason: str = field(default="", repr=False)
    by: str = ""
    day: str = ""

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has looked at it."""
        return self.outcome is Outcome.WAITING

    @property
    def decided_on(self) -> date | None:
        """Return the day on which somebody decided."""
        return date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True)
class Content:
    """What a proposal says. All of it lies under one seal, where the words were written because of sealed voices."""

    words: Mapping[str, str] = field(repr=False)
    reason: str = field(default="", repr=False)
    looks: Sequence[Look] = ()
    # Which community or project it is about, by its id; empty for none.
    about: str = ""
    # The voices of which it has five words in a row, from a tidied version that their author agreed to. Shown to more
    # people they are a quote: nobody's silence is a yes to it.
    quoted: Sequence[str] = ()

    @property
    def waiting(self) -> list[Look]:
        """Return the details at which nobody has looked."""
        return [look for look in self.looks if look.is_waiting]

    @property
    def resolved(self) -> list[Look]:
        """Return the details about which a person has decided."""
        return [look for look in self.looks if not look.is_waiting]


def written(content: Content) -> dict[str, object]:
    """Return a proposal's content as it is stored or sealed: plain JSON."""
    looks = [{**vars(look), "mark": look.mark.value, "outcome": look.outcome.value} for look in content.looks]
    return {
        "words": dict(content.words),
        "reason": content.reason,
        "looks": looks,
        "about": content.about,
        "quoted": list(content.quoted),
    }


def read(stored: Mapping[str, object]) -> Content:
    """Return a proposal's content from what `written` gave."""
    words, looks, quoted = stored["words"], stored["looks"], stored.get("quoted", ())
    assert isinstance(words, Mapping)  # noqa: S101 - what `written` gave
    assert isinstance(looks, Sequence)  # noqa: S101 - as above
    assert isinstance(quoted, Sequence)  # noqa: S101 - as above
    looked = tuple(_look(each) for each in looks)
    return Content(dict(words), str(stored["reason"]), looked, str(stored.get("about", "")), tuple(map(str, quoted)))


def held_against(content: Content, hits: Iterable[Hit], *, by: str, day: str) -> Content:
    """Return the content with the details found in it now.

    One that is there no longer was rewritten, by whoever wrote the words; one that came back waits again.
    """
    found = {(hit.mark, hit.excerpt[:LONGEST_EXCERPT]): None for hit in hits}
    known = {(look.mark, look.excerpt): look for look in content.looks}
    fresh = [Look(str(uuid4()), *key) for key in found if key not in known]
    return replace(content, looks=(*(_again(look, key in found, by, day) for key, look in known.items()), *fresh))


def kept(content: Content, looks: Collection[str], *, by: str, reason: str, day: str) -> Content:
    """Return the content with these details let stand, for one reason."""
    return replace(
        content,
        looks=tuple(
            replace(look, outcome=Outcome.KEPT, reason=reason, by=by, day=day) if look.id in looks else look
            for look in content.looks
        ),
    )


def as_published(content: Content) -> Content:
    """Return what is left of a proposal that went out: its words, why, and the kinds of details that were let stand.

    What was rewritten was never let out, why a detail may stay was written for the desk, and a detail may stand in a
    judgement that only the desk reads. Whose words they are stays with the desk, too.
    """
    stood = (look for look in content.looks if look.outcome is Outcome.KEPT)
    return replace(content, looks=tuple(replace(look, excerpt="", reason="") for look in stood), quoted=())


def _again(look: Look, is_found: bool, by: str, day: str) -> Look:  # noqa: FBT001 - said beside its look
    if not is_found and look.is_waiting:
        return replace(look, outcome=Outcome.REWRITTEN, by=by, day=day)
    if is_found and look.outcome is Outcome.REWRITTEN:
        return replace(look, outcome=Outcome.WAITING, by="", day="")
    return look


def _look(stored: Mapping[str, object]) -> Look:
    told = {name: str(stored[name]) for name in ("id", "excerpt", "reason", "by", "day")}
    return Look(mark=Mark(str(stored["mark"])), outcome=Outcome(str(stored["outcome"])), **told)
