"""Each member is asked once, answers with one click, and an objection lives until its end.

Answers leave no line in the log: the log counts acts by day, and so would count live who has answered.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.actions import ask_everybody
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Sprint
from groundswell.propositions.models import EarlierReview, Part, Proposition, Review, ReviewAsk, Round
from groundswell.propositions.proposing import sentences
from groundswell.propositions.proposing.actions.checking import LONGEST_REASON, opened, paragraphs, record
from groundswell.propositions.proposing.closed import hash_of, link_of
from groundswell.propositions.proposing.queries.asked import last_read, may_ask_again, reviews_of
from groundswell.propositions.proposing.queries.reviews import roster_until, standing_objections
from groundswell.propositions.proposing.queries.versions import content_of, newest
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules import reviews as rules
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.reviews import WITH_WORDS, Answer, Ended
from groundswell.propositions.rounds.rules import phases
from groundswell.propositions.rounds.rules.phases import Phase, Template


@transaction.atomic
def send_review(
    *,
    by: Person,
    proposition: Proposition,
    deadline: date,
    minutes: int,
    reason: str = "",
    in_tracker: bool = False,
) -> Review:
    """Ask every member of the sprint's roster once. Sent again, it changes nothing.

    Where words changed since a review, people are asked again, about those. Past the minutes that the organisation
    agreed on it needs a reason, which everybody sees. Raises Refused.
    """
    now = opened(by, proposition)
    known = reviews_of(now)
    if known.newest is not None and not may_ask_again(known):
        return known.newest
    if not known.versions:
        raise Refused(_("Nobody can read it yet. Publish it first."))
    version = known.versions[-1]
    _require_ready(now)
    roster = roster_until(deadline)
    fault = rules.sending_fault(deadline=deadline, today=clock.today(), minutes=minutes, people=len(roster))
    if fault is not None:
        raise Refused(sentences.SENDING_FAULT[fault], sentences.SENDING_FIELD[fault])
    what = _("Review: %(title)s") % {"title": content_of(version).title}
    further = minutes - (0 if known.newest else _counted_with_its_round(now))
    if further > 0:
        ask_everybody(by=by, what=what[:200], minutes=further, reason=reason)
    number = _put_by(known.newest) + 1 if known.newest else 1
    told: dict[str, object] = {
        "number": number,
        "version": version.number,
        "last_version": None,
        "opened_on": clock.today(),
    }
    told |= {"deadline": deadline, "minutes": minutes, "by": by, "in_tracker": in_tracker}
    told |= {"closed_on": None, "looked_on": None, "result": {}}
    review, _made = Review.objects.update_or_create(proposition=now, defaults=told)
    _ask(review, roster, deadline, people.sprint_now())
    record(by, "send_review", now.id, people=len(roster), minutes=minutes)
    return review


@transaction.atomic
def ask_members() -> int:
    """Ask whoever joined, or came back, and was not asked yet, while a proposition is not decided. A sweep."""
    return sum(_ask_latecomers(review) for review in _undecided())


@transaction.atomic
def answer_review(
    *,
    ask: ReviewAsk,
    answer: Answer | None,
    words: str = "",
    part: Part | None = None,
    is_shown: bool = False,
) -> ReviewAsk:
    """Take a member's answer; until the deadline the last one counts. Raises Refused."""
    now = ReviewAsk.objects.select_for_update().select_related("review__proposition").get(id=ask.id)
    if clock.today() > now.deadline:
        raise Refused(_("The deadline of this review is over. Say it in the box, or to the advocate."))
    words = paragraphs(words, "words", longest=LONGEST_REASON)
    fault = rules.answer_fault(answer, words)
    if answer is None or fault is not None:
        raise Refused(
            sentences.ANSWER_FAULT[fault or rules.AnswerFault.CHOICE],
            "answer" if fault is rules.AnswerFault.CHOICE else "words",
        )
    has_words = answer in WITH_WORDS
    version = newest(now.review.proposition)
    now.answer, now.words = answer, words if has_words else ""
    now.part = part if has_words else None
    now.is_shown = is_shown and has_words
    now.version = version.number if version else None
    now.offer, now.ended = "", ""
    now.save(update_fields=["answer", "words", "part", "is_shown", "version", "offer", "ended"])
    now.halves.clear()
    if rules.takes_its_place(answer):
        older = standing_objections(now.review_id).filter(person=now.person_id, number__lt=now.number)
        older.update(ended=Ended.WITHDRAWN, offer="")
    return now


@transaction.atomic
def let_go_of_leaver(*, person: Person) -> None:
    """End what somebody who leaves was asked, and their objections. Called inside the act that ends their access."""
    asks = ReviewAsk.objects.filter(person=person)
    asks.filter(answer="", review__closed_on=None).delete()
    asks.filter(answer=Answer.OBJECTION, ended="").update(ended=Ended.LEFT, offer="")


@transaction.atomic
def close_reviews() -> int:
    """Close what is due, and write down once what may be shown of it. A sweep: call it as often as wanted."""
    return sum(_close(review) for review in Review.objects.select_for_update().filter(closed_on=None))


@transaction.atomic
def make_tickets(*, by: Person, proposition: Proposition, again: bool = False) -> list[ReviewAsk]:
    """Return the asks that the tracker has no ticket of yet, and note that it has. Asked twice, the second is empty.

    `again`: all of them, for whoever has lost the file. Each keeps the id under which a tracker knows it.
    """
    now = opened(by, proposition)
    review = Review.objects.filter(proposition=now, in_tracker=True).first()
    if review is None:
        raise Refused(_("This review goes without tickets. That is chosen when it is sent."))
    rows = ReviewAsk.objects.filter(review=review, number=review.number, person__in=people.active_people())
    asks = list((rows if again else rows.filter(is_ticketed=False)).select_related("person"))
    ReviewAsk.objects.filter(id__in=[ask.id for ask in asks]).update(is_ticketed=True)
    record(by, "make_tickets", now.id, tickets=len(asks))
    return sorted(asks, key=lambda ask: ask.person.name)


def _put_by(review: Review) -> int:
    """Keep a review that is over as it was, and let nobody answer it any more. Returns which one it was."""
    if review.closed_on is None:
        _close(review)
    EarlierReview.objects.create(
        proposition=review.proposition,
        number=review.number,
        version=review.version,
        last_version=review.last_version or review.version,
        opened_on=review.opened_on,
        closed_on=review.closed_on or clock.today(),
        result=review.result,
    )
    yesterday = clock.today() - timedelta(days=1)
    _asks_of(review).filter(deadline__gte=clock.today()).update(deadline=yesterday)
    return review.number


def _asks_of(review: Review) -> QuerySet[ReviewAsk]:
    """Return what members were asked in the newest review of a proposition."""
    return ReviewAsk.objects.filter(review=review, number=review.number)


def _counted_with_its_round(proposition: Proposition) -> int:
    """Return the minutes of this review that were counted already, when the round that it came of was opened."""
    rounds = Round.objects.filter(proposition=proposition.id).exclude(phase__in=[Phase.PREPARE, Phase.ENDED])
    templates = rounds.values_list("template", flat=True)
    return max((phases.planned(Template(each), Phase.REVIEW).minutes for each in templates), default=0)


def _require_ready(proposition: Proposition) -> None:
    known = coverage_of(proposition)
    if not known.is_whole:
        raise Refused(_("Something that was said has no answer. Answer it first: the coverage says what."))
    if known.unheard & {each.id for each in known.divided}:
        raise Refused(
            _(
                "A statement divides us, and nobody has confirmed one of its sides. Ask whoever stands there, or note "
                "that nobody did: the coverage lists each."
            )
        )
    if known.unheard:
        raise Refused(
            _("Nobody has confirmed one of the sides. Ask whoever holds it, or note that nobody did (coverage).")
        )


def _ask(review: Review, asked: Iterable[Person], deadline: date, sprint: Sprint) -> int:
    rows = [_row(review, person, deadline, sprint.number) for person in asked]
    return len(ReviewAsk.objects.bulk_create(rows, ignore_conflicts=True))


def _row(review: Review, person: Person, deadline: date, sprint: int) -> ReviewAsk:
    identity: UUID = uuid4()
    return ReviewAsk(
        id=identity,
        review=review,
        number=review.number,
        person=person,
        sprint=sprint,
        asked_on=clock.today(),
        deadline=deadline,
        link_hash=hash_of(link_of(identity)),
    )


def _undecided() -> list[Review]:
    """Return the reviews of what still waits for a decision."""
    waits = Q(proposition__parts__decisions=None) | Q(proposition__parts__decisions__outcome=Outcome.LATER)
    return list(Review.objects.filter(waits).distinct())


def _ask_latecomers(review: Review) -> int:
    sprint = people.sprint_now()
    deadline = max(review.deadline, sprint.last)
    asked = set(_asks_of(review).values_list("person_id", flat=True))
    late = [person for person in roster_until(deadline) if person.id not in asked]
    if not late:
        return 0
    count = _ask(review, late, deadline, sprint)
    record(None, "ask_members", review.proposition_id, people=count)
    return count


def _close(review: Review) -> bool:
    today = clock.today()
    if today <= review.deadline:
        if today in {review.looked_on, review.opened_on}:
            return False
        review.looked_on = today
        review.save(update_fields=["looked_on"])
    answers = [Answer(each) if each else None for each in _asks_of(review).values_list("answer", flat=True)]
    given = sum(each is not None for each in answers)
    if not rules.is_over(deadline=review.deadline, today=today, answered=given, asked=len(answers)):
        return False
    review.closed_on = today
    review.last_version = last_read(review.proposition.versions.all(), review)
    review.result = vars(rules.result_of(answers))
    review.save(update_fields=["closed_on", "last_version", "result"])
    record(None, "close_review", review.proposition_id)
    return True
