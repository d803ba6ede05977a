"""What the pages of propositions show: one of them, the list, the pace, the role map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person, Role, RoleAssignment, today_within
from groundswell.propositions.models import (
    About,
    Decision,
    EarlierReview,
    Helped,
    Proposition,
    Review,
    ReviewAsk,
    Side,
    StatementOnBehalf,
    Version,
)
from groundswell.propositions.proposing import policy, sentences
from groundswell.propositions.proposing.closed import tag_of
from groundswell.propositions.proposing.queries import reviews
from groundswell.propositions.proposing.queries.asked import NOT_YET, reviews_of
from groundswell.propositions.proposing.queries.reviews import Said
from groundswell.propositions.proposing.queries.versions import (
    Content,
    PartContent,
    content_now,
    content_of,
    marks_of_answers,
)
from groundswell.propositions.proposing.required import Coverage, Row, coverage_of, coverages_of
from groundswell.propositions.proposing.rules import brief, duties
from groundswell.propositions.proposing.rules import decisions as rules
from groundswell.propositions.proposing.rules.asked import AskedAbout
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.duties import DutyMap
from groundswell.register.queries import bearing
from groundswell.register.queries.bearing import Known, Told
from groundswell.register.rules.items import Kind


@dataclass(frozen=True)
class PartLine:
    """A part with how it was decided."""

    content: PartContent
    decision: Decision | None
    is_blocked: bool
    is_new: bool
    # Whether its day has come and nobody has looked since whether it helped.
    is_to_look_at: bool = False
    # What is to be said before it can be decided: nobody was asked about these words, or about others.
    is_asked: AskedAbout | None = None

    # Whether people are asked about it now: nothing is decided before that is over.
    is_in_review: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision is None or self.decision.outcome == Outcome.LATER

    @property
    def may_be_decided(self) -> bool:
        """Whether it waits for a decision, and for no answer to a review."""
        return self.is_open and not self.is_in_review

    @property
    def waits_for_the_desk(self) -> bool:
        """Whether it was asked about, and somebody at the desk can decide it now."""
        return self.may_be_decided and not self.is_blocked and not self.to_ask

    @property
    def to_ask(self) -> str:
        """Return the sentence that says why people have to be asked before it is decided, or nothing."""
        waits = self.is_open and self.is_asked is not None and self.is_asked.asked in NOT_YET
        return sentences.asked(self.is_asked) if waits and self.is_asked is not None else ""


@dataclass(frozen=True)
class PropositionLine:
    """One proposition in a list."""

    proposition: Proposition
    title: str
    step: str
    is_overdue: bool
    missing: int


@dataclass(frozen=True)
class PropositionPage:
    """A proposition as somebody reads it."""

    proposition: Proposition
    content: Content
    version: Version | None
    parts: Sequence[PartLine]
    rows: Sequence[Row]
    sides: Sequence[Told]
    unheard: frozenset[UUID]
    review: Review | None
    # Reviews that were over when people were asked again, the newest first.
    earlier: Sequence[EarlierReview]
    may_ask_again: bool
    said: Sequence[Said]
    ask: ReviewAsk | None
    # One's own objections that stand, of an earlier review too.
    own_objections: Sequence[ReviewAsk]
    # Of which of them its member can say which part it is about, since its words went into several.
    which: Sequence[tuple[ReviewAsk, Sequence[PartContent]]]
    coverage: Coverage
    notes: Mapping[UUID, Sequence[Side]]
    # What has another answer than went out with this version.
    answered_anew: frozenset[UUID]
    evidence: Sequence[Known]
    step: str
    is_overdue: bool
    writes: bool

    @property
    def is_decided(self) -> bool:
        """Whether each part is decided."""
        return self.step == "decided"

    @property
    def is_short(self) -> bool:
        """Whether all that is proposed fits the screen of its brief."""
        return brief.fits(self.content.need, (part.content.text for part in self.parts))

    @property
    def shows_review(self) -> bool:
        """Whether something of the review waits for this reader."""
        return bool(self.which or self.own_objections) or (self.writes and any(said.stands for said in self.said))

    @property
    def hours(self) -> float:
        """Return the hours that all parts cost together."""
        return sum(float(part.content.cost_hours or 0) for part in self.parts)


@dataclass(frozen=True)
class Pace:
    """How fast things come to a decision."""

    median_days: int | None
    decided: int
    oldest: date | None
    oldest_line: PropositionLine | None
    older: Sequence[PropositionLine]
    sprints: int


def proposition_for(person: Person, proposition: UUID) -> Proposition | None:
    """Return a proposition that somebody may read, or None for any other, there or not."""
    published = Exists(Version.objects.filter(proposition=OuterRef("id")))
    found = Proposition.objects.select_related("decider").annotate(out=published).filter(id=proposition).first()
    return found if found is not None and policy.may_read(person, found, is_published=found.out) else None


def page_for(person: Person, proposition: Proposition) -> PropositionPage:
    """Return the page of a proposition: the newest version, or the draft of what was never published."""
    reviewed = reviews_of(proposition)
    version = reviewed.versions[-1] if reviewed.versions else None
    content = content_of(version) if version else content_now(proposition)
    known = coverage_of(proposition)
    rows = known.rows_for(person)
    review, about = reviewed.newest, reviewed.of_parts(content) if version else {}
    decided = newest_decisions([part.id for part in content.parts])
    writes = policy.may_write(person)
    # That somebody objects is told to members once the review has closed: before, it would count live.
    is_told = writes or (review is not None and review.closed_on is not None)
    asks = reviews.heard_of(review, person)
    own = reviews.own_objections(asks, person)
    blocked = reviews.blocked_parts(asks, [part.id for part in content.parts]) if is_told else set()
    parts = [
        PartLine(
            each,
            decided.get(each.id),
            each.id in blocked,
            is_new=False,
            is_to_look_at=is_to_look_at(decided.get(each.id)),
            is_asked=about.get(each.id),
            is_in_review=reviewed.is_open,
        )
        for each in content.parts
    ]
    is_decided = bool(parts) and not any(part.is_open for part in parts)
    return PropositionPage(
        proposition=proposition,
        content=content,
        version=version,
        parts=parts,
        rows=rows,
        sides=[*(row.told for row in rows if row.told.kind is Kind.PERSPECTIVE), *known.divided_told],
        unheard=known.unheard,
        review=review,
        earlier=list(reversed(reviewed.earlier)),
        may_ask_again=review is not None and not reviewed.is_open and any(part.to_ask for part in parts),
        said=reviews.said_in(asks, person),
        ask=next((ask for ask in asks if ask.person_id == person.id), None),
        own_objections=own,
        which=[(ask, some) for ask in own if (some := reviews.halves_read(ask, content.parts))],
        coverage=known,
        notes=notes_on(known),
        answered_anew=content.answered_anew(marks_of_answers(known.responses.values())),
        evidence=bearing.evidence_for(person, list(proposition.abouts.values_list("concern", flat=True))),
        step=_step(version is not None, known.is_whole, review, decided=is_decided),
        is_overdue=rules.is_overdue(content.decide_by, clock.today(), decided=is_decided),
        writes=writes,
    )


def notes_on(known: Coverage) -> dict[UUID, list[Side]]:
    """Return how each side was heard in exactly its words, once each way: how many hold it is told to nobody."""
    found: dict[UUID, list[Side]] = {}
    for each in known.noted:
        noted = found.setdefault(each.perspective, [])
        if bytes(each.words) == known.marks.get(each.perspective) and each.heard not in {one.heard for one in noted}:
            noted.append(each)
    return found


def held_by(person: Person, known: Coverage, sides: Iterable[Told]) -> set[UUID]:
    """Return which of these perspectives somebody says are theirs too: only they can ask. No query."""
    tags = {each.tag for each in known.noted}
    return {side.id for side in sides if tag_of(side.id, person.id) in tags}


def published(proposition: Proposition) -> Content:
    """Return what everybody reads of a proposition that was published."""
    version = Version.objects.filter(proposition=proposition).order_by("-number").first()
    return content_of(version) if version else content_now(proposition)


def newest_decisions(parts: Iterable[UUID]) -> dict[UUID, Decision]:
    """Return the decision that counts for each part. One query."""
    rows = Decision.objects.filter(part__in=list(parts)).select_related("decider").order_by("number")
    return {each.part_id: each for each in rows}


def lines_for(person: Person) -> list[PropositionLine]:
    """Return the propositions that somebody may read, the newest first. As many queries for one as for fifty."""
    writes = policy.may_write(person)
    rows = Proposition.objects.annotate(last=Max("versions__number")).prefetch_related("versions", "review")
    if not writes:
        rows = rows.exclude(last=None)
    listed = list(rows.order_by("-written_on", "id"))
    known = coverages_of(listed)
    contents = {each.id: _shown(each) for each in listed}
    decided = newest_decisions(part.id for content in contents.values() if content for part in content.parts)
    return [_line(each, contents[each.id], known[each.id], decided) for each in listed]


def pace_for(lines: Sequence[PropositionLine], sprints: int) -> Pace:
    """Return how long things take from first mention to decision, and what is open for more than so many sprints."""
    mentioned = first_mentions([line.proposition.id for line in lines])
    decided = _days_decided([line.proposition.id for line in lines if line.step == "decided"])
    waiting = [line for line in lines if line.proposition.id in mentioned and line.step != "decided"]
    limit = _begin_of_sprints_ago(sprints)
    older = [line for line in waiting if mentioned[line.proposition.id] < limit]
    oldest = min(waiting, key=lambda line: mentioned[line.proposition.id], default=None)
    pairs = [(mentioned[each], day) for each, day in decided.items() if each in mentioned]
    return Pace(
        median_days=rules.days_taken(pairs),
        decided=len(pairs),
        oldest=mentioned[oldest.proposition.id] if oldest else None,
        oldest_line=oldest,
        older=older,
        sprints=sprints,
    )


def first_mentions(propositions: Sequence[UUID]) -> dict[UUID, date]:
    """Return on which day what each proposition is about was first said. Four queries."""
    abouts = list(About.objects.filter(proposition__in=propositions).values_list("proposition_id", "concern"))
    said = bearing.first_mentioned({concern for _, concern in abouts})
    found: dict[UUID, date] = {}
    for proposition, concern in abouts:
        if concern in said:
            found[proposition] = min(found.get(proposition, said[concern]), said[concern])
    return found


def role_map() -> DutyMap:
    """Return the duties under two roles, and those under none that anybody holds today. Three queries."""
    roles = dict(Role.objects.values_list("name", "duties"))
    held = RoleAssignment.objects.filter(today_within(), person__in=people.active_people())
    wanted = (duty for duties_ in _duties_published() for duty in duties_)
    return duties.duty_map(roles, set(held.values_list("role__name", flat=True)), wanted)


def is_to_look_at(decision: Decision | None) -> bool:
    """Tell whether the day of a decision has come and nobody has looked since whether it helped."""
    return decision is not None and rules.is_to_look_at(decision.review_on, decision.looked_on, clock.today())


def to_look_at() -> list[Decision]:
    """Return the decisions whose review date has come, and of which nobody has said since whether they helped."""
    return _to_look_at(today=clock.today())


@prepared
def _to_look_at(given: Given) -> QuerySet[Decision]:
    rows = Decision.objects.filter(review_on__lte=given.today, outcome=Outcome.YES)
    rows = rows.filter(Q(looked_on=None) | Q(looked_on__lt=F("review_on")))
    return rows.select_related("part__proposition").order_by("review_on", "id")


def helped_in_words(decision: Decision) -> tuple[bool, bool]:
    """Return whether somebody who raised it says that it helped, and whether somebody says that it did not.

    Never how many: one that said no is enough to look again.
    """
    said = set(Helped.objects.filter(decision=decision).values_list("helped", flat=True))
    return True in said, False in said


def statements() -> list[StatementOnBehalf]:
    """Return the statements, the newest first."""
    return list(StatementOnBehalf.objects.select_related("written_by", "proposition"))


def _shown(proposition: Proposition) -> Content | None:
    versions = sorted(proposition.versions.all(), key=lambda each: each.number)
    return content_of(versions[-1]) if versions else None


def _line(
    proposition: Proposition, content: Content | None, known: Coverage, decided: dict[UUID, Decision]
) -> PropositionLine:
    parts = content.parts if content else ()
    is_decided = bool(parts) and all(part.id in decided and decided[part.id].outcome != Outcome.LATER for part in parts)
    review = getattr(proposition, "review", None)
    return PropositionLine(
        proposition=proposition,
        title=content.title if content else proposition.title,
        step=_step(content is not None, known.is_whole, review, decided=is_decided),
        is_overdue=rules.is_overdue(content.decide_by if content else None, clock.today(), decided=is_decided),
        missing=len(known.missing),
    )


def _step(is_published: bool, is_whole: bool, review: Review | None, *, decided: bool) -> str:  # noqa: FBT001 - two facts in the order of the way
    if not is_published:
        return "draft"
    if decided:
        return "decided"
    if not is_whole:
        return "needs_an_answer"
    if review is None:
        return "published"
    return "in_review" if review.closed_on is None else "reviewed"


def _days_decided(propositions: Sequence[UUID]) -> dict[UUID, date]:
    rows = Decision.objects.filter(part__proposition__in=propositions).values_list("part__proposition", "decided_on")
    found: dict[UUID, date] = {}
    for proposition, day in rows:
        found[proposition] = max(found.get(proposition, day), day)
    return found


def _begin_of_sprints_ago(sprints: int) -> date:
    calendar = people.calendar()
    sprint = calendar.sprint_of(clock.today())
    for _ in range(sprints):
        sprint = calendar.before(sprint)
    return sprint.first


def _duties_published() -> list[tuple[str, ...]]:
    """Return the duties of each part as everybody reads it: what a draft says since stays in the draft."""
    newer = Version.objects.filter(proposition=OuterRef("proposition"), number__gt=OuterRef("number"))
    return [part.duties for version in Version.objects.filter(~Exists(newer)) for part in content_of(version).parts]
