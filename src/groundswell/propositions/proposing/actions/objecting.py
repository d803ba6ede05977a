"""An objection stays on the words that it is about, wherever they go, until its member says otherwise.

As answers do, what a member says here leaves no line in the log.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Part, Proposition, ReviewAsk, Version
from groundswell.propositions.proposing.actions.checking import LONGEST_REASON, opened, paragraphs, record
from groundswell.propositions.proposing.queries.reviews import about, standing_objections
from groundswell.propositions.proposing.queries.versions import Content, content_of, newest
from groundswell.propositions.proposing.rules import reviews as rules
from groundswell.propositions.proposing.rules.reviews import Answer, Ended


@transaction.atomic
def offer_resolution(*, by: Person, ask: ReviewAsk, offer: str) -> None:
    """Offer whoever objects a way to resolve it. Only they say whether it does. Raises Refused."""
    opened(by, ask.review.proposition)
    now = ReviewAsk.objects.select_for_update().get(id=ask.id)
    if now.answer != Answer.OBJECTION or now.ended:
        raise Refused(_("This objection stands no more."))
    now.offer = paragraphs(offer, "offer", longest=LONGEST_REASON, empty=_("Say what you changed, or would change."))
    now.save(update_fields=["offer"])
    record(by, "offer_resolution", ask.review.proposition_id)


@transaction.atomic
def end_objection(*, ask: ReviewAsk, ended: Ended) -> None:
    """Withdraw one's own objections, of an earlier review too, or say that this one is resolved.

    Views let nobody but its member come here.
    """
    standing = standing_objections(ask.review_id).filter(person=ask.person_id)
    (standing if ended is Ended.WITHDRAWN else standing.filter(id=ask.id)).update(ended=ended, offer="")


@transaction.atomic
def let_stand(*, ask: ReviewAsk) -> None:
    """Say that what was offered does not resolve it."""
    standing_objections(ask.review_id).filter(id=ask.id).update(offer="")


@transaction.atomic
def say_which(*, ask: ReviewAsk, part: Part) -> None:
    """Say which of the parts into which its words went one's own objection is about. LookupError for another."""
    now = standing_objections(ask.review_id).select_for_update(of=("self",)).filter(id=ask.id).first()
    if now is None or part.id not in about(now):
        raise LookupError
    version = newest(now.review.proposition)
    # From now on it is about what is read now: words that stood in the part before bring it back nowhere.
    now.part, now.version = part, version.number if version else now.version
    now.save(update_fields=["part", "version"])
    now.halves.clear()


def stand_on_both(*, part: Part, other: Part) -> None:
    """Let objections to a part stand on what was split from it too. Called inside the act that splits."""
    for ask in standing_objections(part.proposition_id):
        if part.id in about(ask):
            ask.halves.add(other)


def follow_words(*, proposition: Proposition, content: Content) -> None:
    """Let objections stand on parts too into which their words went. Called inside the act that publishes."""
    read = {each.number: each for each in Version.objects.filter(proposition=proposition)}
    for ask in standing_objections(proposition.id).exclude(part=None).exclude(version=None):
        then = {part.id: f"{part.title}\n{part.text}" for part in content_of(read[ask.version or 1]).parts}
        now = {part.id: f"{part.title}\n{part.text}" for part in content.parts if part.id not in about(ask)}
        objected = next((text for part, text in then.items() if part == ask.part_id), "")
        ask.halves.add(*Part.objects.filter(id__in=rules.parts_with_words_of(objected, then, now)))
