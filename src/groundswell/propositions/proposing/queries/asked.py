"""How far people were asked about the words of parts, as they are read now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from groundswell.kit import clock
from groundswell.propositions.models import Decision, EarlierReview, Part, Proposition, Review, Version
from groundswell.propositions.proposing.queries.versions import Content, PartContent, content_of
from groundswell.propositions.proposing.rules import asked as rules
from groundswell.propositions.proposing.rules.asked import Asked, AskedAbout, Held
from groundswell.propositions.proposing.rules.decisions import Outcome

# Of these, people have to be asked before something is done.
NOT_YET = frozenset({Asked.NEVER, Asked.MIXED, Asked.OTHERS})


@dataclass(frozen=True)
class Reviews:
    """Everything that a proposition was reviewed with."""

    versions: Sequence[Version]
    earlier: Sequence[EarlierReview]
    newest: Review | None

    @property
    def is_open(self) -> bool:
        """Whether people are asked now."""
        return self.newest is not None and not is_over(self.newest)

    def about(self, part: UUID, words: str) -> AskedAbout:
        """Return how far people were asked about these words of a part."""
        return rules.asked_about(words, (self._held(part, each) for each in self._all()))

    def of_parts(self, content: Content) -> dict[UUID, AskedAbout]:
        """Return how far people were asked about each part of what everybody reads."""
        return {part.id: self.about(part.id, part.asked_words) for part in content.parts}

    def _all(self) -> Iterable[EarlierReview | Review]:
        return [*self.earlier, *([self.newest] if self.newest else [])]

    def _held(self, part: UUID, review: EarlierReview | Review) -> Held:
        last = review.last_version or last_read(self.versions, review)
        read = (each for each in self.versions if review.version <= each.number <= last)
        words = tuple(
            next((one.asked_words for one in content_of(each).parts if one.id == part), None) for each in read
        )
        until = review.closed_on or (review.deadline if isinstance(review, Review) else None)
        over = isinstance(review, EarlierReview) or is_over(review)
        return Held(until or clock.today(), review.version, over, words)


def is_over(review: Review) -> bool:
    """Tell whether people are asked no more in a review, closed or not."""
    return review.closed_on is not None or review.deadline < clock.today()


def parts_since(review: Review) -> list[PartContent]:
    """Return the parts that came in while people were asked. The same for everybody. One query."""
    versions = list(Version.objects.filter(proposition=review.proposition_id, number__gte=review.version))
    read = [content_of(each) for each in sorted(versions, key=lambda one: one.number)]
    before = {part.id for part in read[0].parts} if read else set()
    return [part for part in read[-1].parts if part.id not in before] if read else []


def last_read(versions: Iterable[Version], review: Review | EarlierReview) -> int:
    """Return the newest version that was there until the deadline of a review."""
    last = review.deadline if isinstance(review, Review) else review.closed_on
    return max((each.number for each in versions if each.day <= last), default=review.version)


def may_ask_again(known: Reviews) -> bool:
    """Tell whether a review is over, and some part that is not decided has words that nobody was asked about."""
    return known.newest is not None and bool(_to_ask({known.newest.proposition_id: known}))


def to_ask() -> list[tuple[Proposition, Content, AskedAbout]]:
    """Return what was published and waits for a review of its words, the oldest first. Five queries at most."""
    for_good = Decision.objects.filter(part=OuterRef("id")).exclude(outcome=Outcome.LATER)
    waits = Exists(Part.objects.filter(~Exists(for_good), proposition=OuterRef("id")))
    read = Exists(Version.objects.filter(proposition=OuterRef("id")))
    found = list(Proposition.objects.filter(waits, read).order_by("written_on", "id"))
    known = reviews_of_some([each.id for each in found])
    about = _to_ask(known)
    return [(each, content_of(known[each.id].versions[-1]), about[each.id]) for each in found if each.id in about]


def _to_ask(known: Mapping[UUID, Reviews]) -> dict[UUID, AskedAbout]:
    """Return of each that is in no review how far people were asked, where it is too little for a part."""
    waiting = {
        proposition: each.of_parts(content_of(each.versions[-1]))
        for proposition, each in known.items()
        if each.versions and not each.is_open
    }
    settled = Decision.objects.filter(part__proposition__in=list(waiting)).exclude(outcome=Outcome.LATER)
    decided = set(settled.values_list("part_id", flat=True)) if waiting else set()
    return {
        proposition: lacking[0]
        for proposition, parts in waiting.items()
        if (lacking := [each for part, each in parts.items() if each.asked in NOT_YET and part not in decided])
    }


def reviews_of(proposition: Proposition) -> Reviews:
    """Return with what a proposition was reviewed. Three queries."""
    return reviews_of_some([proposition.id])[proposition.id]


def reviews_of_some(propositions: Collection[UUID]) -> dict[UUID, Reviews]:
    """Return with what each of these was reviewed. Three queries."""
    versions = list(Version.objects.filter(proposition__in=propositions).order_by("number"))
    earlier = list(EarlierReview.objects.filter(proposition__in=propositions))
    newest = {each.proposition_id: each for each in Review.objects.filter(proposition__in=propositions)}
    return {
        wanted: Reviews(
            [each for each in versions if each.proposition_id == wanted],
            [each for each in earlier if each.proposition_id == wanted],
            newest.get(wanted),
        )
        for wanted in propositions
    }
