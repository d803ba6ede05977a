"""What of a proposition an advocate may send outside: the same words that can be taken along by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.propositions.models import Proposition, Review
from groundswell.propositions.proposing import policy, sentences
from groundswell.propositions.proposing.exports import written
from groundswell.propositions.proposing.exports.leaving import Leaving, leaving
from groundswell.propositions.proposing.exports.outside import inside
from groundswell.propositions.proposing.queries.pages import proposition_for


@dataclass(frozen=True)
class Outward:
    """What would leave: a title and plain text or Markdown; or, where nothing may, why, in a sentence."""

    proposition: Proposition
    title: str
    text: str
    kept_inside: str = ""


def to_send(person: Person, proposition: UUID) -> Proposition | None:
    """Return a proposition of which this person may send something outside, or None: the advocates."""
    return proposition_for(person, proposition) if policy.may_write(person) else None


def for_a_forum(person: Person, proposition: Proposition, address: str) -> Outward:
    """Return the brief as a topic; `address` leads back here."""
    told = leaving(person, proposition, outside=True)
    return _outward(proposition, told, lambda found: written.forum_post(found, address))


def for_a_handbook(person: Person, proposition: Proposition, address: str) -> Outward:
    """Return the change of a handbook: what was decided, word for word, and why."""
    told = leaving(person, proposition, outside=True)
    if told is not None and not any(line.decision for line in told.page.parts):
        return Outward(proposition, "", "", _("Nothing of it is decided yet, so there is nothing for a handbook."))
    return _outward(proposition, told, lambda found: written.handbook_change(found, address))


def for_a_chat(person: Person, proposition: Proposition, address: str) -> Outward:
    """Return the ask of an open review: its minutes and its end. Never who is asked, nor who has answered."""
    told = leaving(person, proposition)
    review = Review.objects.filter(proposition=proposition).first()
    if told is None or review is None or review.closed_on is not None:
        return Outward(proposition, "", "", _("No review of it is open, so there is nothing to ask for."))
    lines = (
        _("A review is asked for: %(title)s") % {"title": told.page.content.title},
        ngettext("It takes %(minutes)d minute,", "It takes %(minutes)d minutes,", review.minutes)
        % {"minutes": review.minutes}
        + " "
        + _("until %(day)s.") % {"day": date_format(review.deadline, "l j F")},
        _("Who has answered is shown nowhere."),
        address,
    )
    return Outward(proposition, told.page.content.title, "\n".join(lines))


def _outward(proposition: Proposition, told: Leaving | None, write: Callable[[Leaving], str]) -> Outward:
    if told is None:
        return Outward(proposition, "", "", _("Nobody has read it yet. Publish it first."))
    kept = inside(told)
    if kept is not None:
        return Outward(proposition, "", "", str(sentences.INSIDE[kept]))
    return Outward(proposition, told.page.content.title, write(told))
