"""What talks ask of members: what becomes of their own talk, and whether they come to a meetup."""

from collections.abc import Iterator, Sequence
from itertools import chain
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.talks import actions, queries, sentences
from groundswell.talks.rules.meetups import Answer

NOTHING, MISSED = "nothing", "missed"


class Talks:
    """Asks about a member's own talks, for two weeks and without a reminder, and about invitations."""

    name = "talks"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for this person."""
        return list(chain(_talks(person), _invitations(person)))

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        kind, _space, about = key.partition(" ")
        try:
            wanted = UUID(about)
        except ValueError:
            raise LookupError from None
        if kind == "talk":
            _answer_talk(person, wanted, choice)
        elif kind == "meetup":
            _answer_invitation(person, wanted, choice)
        else:
            raise LookupError


def _talks(person: Person) -> Iterator[Ask]:
    for line in queries.talks_of(person):
        if line.waits_for_member:
            yield Ask(
                key=f"talk {line.talk.id}",
                question=_("Your 121 of %(day)s: is there anything to publish?")
                % {"day": date_format(line.day, "j F")},
                note=_("If you say nothing, nothing is published, and after two weeks nobody asks."),
                choices=(
                    (NOTHING, _("Nothing to publish")),
                    *(((MISSED, _("It did not take place")),) if line.may_have_been_missed else ()),
                ),
                minutes=1,
                url=reverse("talks:talk", args=[line.talk.id]),
                url_words=_("Go through its points"),
            )


def _invitations(person: Person) -> Iterator[Ask]:
    for invitation, day in queries.waiting_invitations(person):
        yield Ask(
            key=f"meetup {invitation.id}",
            question=_("Do you come to this meetup?"),
            text=invitation.meetup.purpose,
            note=_("%(day)s, %(minutes)d minutes. A no needs no reason.")
            % {"day": date_format(day, "j F"), "minutes": invitation.meetup.minutes},
            choices=tuple((each.value, str(sentences.ANSWER[each])) for each in (Answer.ACCEPTED, Answer.DECLINED)),
            minutes=1,
            url=reverse("talks:meetup", args=[invitation.meetup_id]),
        )


def _answer_talk(person: Person, talk: UUID, choice: str) -> None:
    found = queries.talk_of(person, talk)
    if found is None or choice not in {NOTHING, MISSED} or (choice == MISSED and not found[0].may_have_been_missed):
        raise LookupError
    line, thread = found
    if choice == MISSED:
        actions.call_off(thread=thread, talk=line.talk)
        return
    actions.say_nothing_to_publish(thread=thread, talk=line.talk)


def _answer_invitation(person: Person, invitation: UUID, choice: str) -> None:
    found = next((each for each, _day in queries.waiting_invitations(person) if each.id == invitation), None)
    if found is None or choice not in {Answer.ACCEPTED, Answer.DECLINED}:
        raise LookupError
    actions.answer_invitation(invitation=found, answer=Answer(choice))
