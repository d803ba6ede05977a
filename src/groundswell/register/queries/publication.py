"""Whether words may go out, from what is stored: the proposal, its marks, and what the authors behind it said."""

from uuid import UUID

from django.db.models import Q

from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.models import Fit, Item, Source, Wording
from groundswell.register.queries.marks import people_looked_among
from groundswell.register.rules import items
from groundswell.register.rules.items import Kind
from groundswell.register.rules.publication import Case
from groundswell.register.wordings import said_in as said_in_words
from groundswell.register.wordings import words_of
from groundswell.voices import queries as voices
from groundswell.voices.rules import Refusal


def case_of(wording: Wording) -> Case:
    """Return everything that decides whether proposed words may go out. Words were refused where they copied."""
    behind = voices_behind(wording)
    sealed = sealed_behind(wording)
    return Case(
        audience=Audience(wording.audience),
        marks_left=wording.marks.filter(outcome="").count(),
        has_sealed_sources=bool(sealed),
        was_compared={str(voice) for voice in sealed} <= set(wording.compared),
        has_voices=bool(behind),
        refusal=refusal_of(wording) if behind else None,
    )


def refusal_of(wording: Wording) -> Refusal | None:
    """Return why the authors behind a proposal do not let it out, or None."""
    return _refusal(wording.kind, wording.item, said_in(wording), Audience(wording.audience), wording)


def is_agreed_by_all(wording: Wording) -> bool:
    """Tell whether everybody behind a proposal said yes to exactly these words; nobody is not everybody."""
    said = voices.contributions(
        voices_behind(wording),
        about_kind=wording.kind,
        about_id=wording.item,
        words=said_in(wording),
        audience=Audience(wording.audience),
    )
    return bool(said) and all(each.has_said_yes for each in said)


def has_lost_its_ground(item: Item) -> bool:
    """Tell whether words that are out lack what let them out: an agreement was taken back, or a voice is gone."""
    if not Source.objects.filter(item=item.id, is_voice=True, is_in_words=True).exists():
        return False
    words = said_in_words(item.KIND, words_of(item))
    refusal = _refusal(item.KIND, item.id, words, Audience(item.audience), item)
    return refusal is not None


def voices_behind(wording: Wording) -> list[UUID]:
    """Return the voices whose authors have a say about a proposal: new words draw on everything that is linked."""
    return _voices(Q(item=wording.item))


def sealed_behind(wording: Wording) -> list[UUID]:
    """Return the sealed voices against which a proposal must be held."""
    return _voices(Q(item=wording.item, is_sealed=True))


def said_in(wording: Wording) -> str:
    """Return the proposed words as their authors are asked about them."""
    return said_in_words(Kind(wording.kind), wording.words)


def all_that_shows(wording: Wording) -> str:
    """Return everything that people would read with a proposal: its words, why, and the judgements of its pairs."""
    pairs = Fit.objects.none()
    if wording.kind == Kind.CONCERN:
        pairs = Fit.objects.filter(concern=wording.item)
    elif wording.kind == Kind.IDEA:
        pairs = Fit.objects.filter(idea=wording.item)
    notes = (part for pair in pairs.values_list("condition", "note") for part in pair)
    return items.said(said_in(wording), wording.reason, *notes)


def readers_of(wording: Wording) -> str:
    """Return who would read a proposal, in words."""
    return policy.readers_in_words(Audience(wording.audience), cell=wording.cell)


def open_wording(item: Item) -> Wording | None:
    """Return the proposal of an item that is on its way, or None."""
    waiting = Wording.objects.filter(item=item.id, published_on=None, dropped_on=None)
    return waiting.select_related("cell", "proposed_by").prefetch_related("marks").first()


def _refusal(kind: str, item: UUID, words: str, audience: Audience, of: Wording | Item) -> Refusal | None:
    in_words = Q(item=item) if isinstance(of, Wording) else Q(item=item, is_in_words=True)
    behind = _voices(in_words)
    others = Source.objects.filter(in_words, is_voice=False).count()
    return voices.refusal_to_publish(
        behind,
        about_kind=kind,
        about_id=item,
        words=words,
        audience=audience,
        group_size=people_looked_among(words, of.cell),
        other_sources=others,
    )


def _voices(which: Q) -> list[UUID]:
    return [UUID(voice) for voice in Source.objects.filter(which, is_voice=True).values_list("source_id", flat=True)]
