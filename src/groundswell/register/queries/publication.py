"""Whether words may go out, from what is stored: the proposal, its marks, and what the authors behind it said."""

from uuid import UUID

from django.db.models import Q

from groundswell.people.models import Served
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.models import Fit, Item, Source, Wording
from groundswell.register.queries.ground import Groups
from groundswell.register.queries.items import is_by_its_holder, item_of
from groundswell.register.rules import audience, items
from groundswell.register.rules.identification import Names
from groundswell.register.rules.items import Kind
from groundswell.register.rules.proposals import Content
from groundswell.register.rules.publication import Case
from groundswell.register.wordings import said_in as said_in_words
from groundswell.register.wordings import words_of
from groundswell.voices import queries as voices
from groundswell.voices.rules import ConsentState, Refusal, covers

NO = frozenset({ConsentState.OBJECTED, ConsentState.REWORDED})


def case_of(wording: Wording, content: Content) -> Case:
    """Return everything that decides whether proposed words may go out. Words were refused where they copied."""
    behind = voices_behind(wording)
    sealed = sealed_behind(wording)
    return Case(
        audience=Audience(wording.audience),
        marks_left=len(content.waiting),
        has_sealed_sources=bool(sealed),
        was_compared={str(voice) for voice in sealed} <= set(wording.compared),
        has_voices=bool(behind),
        refusal=refusal_of(wording, content) if behind else None,
        said_to_fewer=len(_reaches_of_others(wording)) - said_there(wording),
    )


def refusal_of(wording: Wording, content: Content) -> Refusal | None:
    """Return why the authors behind a proposal do not let it out, or None."""
    said = said_in(wording, content)
    return voices.refusal_to_publish(
        voices_behind(wording),
        about_kind=wording.kind,
        about_id=wording.item,
        words=said,
        audience=Audience(wording.audience),
        readers=key_of(wording),
        group_size=Groups().smallest(said, wording.cell_id, _reaches_of_others(wording)),
        other_sources=said_there(wording),
        replaces_own=replaces_own(wording, content),
    )


def replaces_own(wording: Wording, content: Content) -> bool:
    """Tell whether other words would take the place of what somebody wrote there with their own hand."""
    item = item_of(wording.kind, wording.item)
    is_anothers = is_by_its_holder(item) and item.written_by_id != wording.proposed_by_id
    return is_anothers and content.words != words_of(item)


def is_agreed_by_all(wording: Wording, content: Content) -> bool:
    """Tell whether everybody behind a proposal said yes to exactly these words, when asked; nobody is not everybody."""
    said = voices.contributions(
        voices_behind(wording),
        about_kind=wording.kind,
        about_id=wording.item,
        words=said_in(wording, content),
        audience=Audience(wording.audience),
        readers=key_of(wording),
    )
    return bool(said) and all(each.consent == ConsentState.AGREED for each in said)


def said_there(wording: Wording) -> int:
    """Return how much of what stands behind a proposal was said elsewhere, to everybody who would read it."""
    readers = key_of(wording)
    return sum(covers(reach, readers) for reach in _reaches_of_others(wording))


def voices_behind(wording: Wording) -> list[UUID]:
    """Return the voices whose authors have a say about a proposal: new words draw on everything that is linked."""
    return _voices(Q(item=wording.item))


def sealed_behind(wording: Wording) -> list[UUID]:
    """Return the sealed voices against which a proposal must be held."""
    return _voices(Q(item=wording.item, is_sealed=True))


def said_in(wording: Wording, content: Content) -> str:
    """Return the proposed words as their authors are asked about them."""
    return said_in_words(Kind(wording.kind), content.words)


def all_that_shows(wording: Wording, content: Content) -> str:
    """Return everything that people would read with a proposal: its words, why, and the judgements of its pairs."""
    pairs = Fit.objects.none()
    if wording.kind == Kind.CONCERN:
        pairs = Fit.objects.filter(concern=wording.item)
    elif wording.kind == Kind.IDEA:
        pairs = Fit.objects.filter(idea=wording.item)
    notes = (part for pair in pairs.values_list("condition", "note") for part in pair)
    return items.said(said_in(wording, content), content.reason, *notes)


def served_by(content: Content) -> Served | None:
    """Return the community or project that a proposal is about, or None."""
    return Served.objects.filter(id=content.about).first() if content.about else None


def served_in(text: str) -> Served | None:
    """Return the one community or project whose name stands in a text, or None."""
    served = {each: each.name for each in Served.objects.all()}
    named = Names(served).standing_in(text)
    return named.pop() if len(named) == 1 else None


def key_of(wording: Wording) -> str:
    """Return the key of the audience of a proposal: what its authors are asked about."""
    return audience.key_of(Audience(wording.audience), person=wording.proposed_by_id, cell=wording.cell_id)


def readers_of(wording: Wording) -> str:
    """Return who would read a proposal, in words."""
    return policy.readers_in_words(Audience(wording.audience), cell=wording.cell)


def open_wording(item: Item, *, lock: bool = False) -> Wording | None:
    """Return the proposal of an item that is on its way, or None; `lock` keeps it from changing meanwhile."""
    waiting = Wording.objects.filter(item=item.id, published_on=None, dropped_on=None)
    if lock:
        waiting = waiting.select_for_update(of=("self",))
    return waiting.select_related("cell", "proposed_by").first()


def refused_wording(voice: UUID, about_id: UUID) -> Wording | None:
    """Return the proposal on its way whose exact words the author of a voice does not agree to, or None."""
    wording = Wording.objects.filter(item=about_id, published_on=None, dropped_on=None).first()
    if wording is None:
        return None
    said = voices.consents_about(wording.kind, about_id)
    no = any(each.voice_id == voice and each.state in NO and bytes(each.words) == bytes(wording.mark) for each in said)
    return wording if no else None


def _reaches_of_others(wording: Wording) -> list[str]:
    return list(Source.objects.filter(item=wording.item, is_voice=False).values_list("reach", flat=True))


def _voices(which: Q) -> list[UUID]:
    return [UUID(voice) for voice in Source.objects.filter(which, is_voice=True).values_list("source_id", flat=True)]
