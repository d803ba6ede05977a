"""What the voices ask of members who are signed in: yes or no to words, tidied versions, and whether it helped.

An anonymous author is asked on the page that the receipt opens, and nowhere else.
"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.voices import actions, ports, queries
from groundswell.voices.models import Consent
from groundswell.voices.queries import Question, Thread, WaitingDraft
from groundswell.voices.rules import ConsentState, Verdict

YES, NO = "yes", "no"
MINUTES_FOR_WORDS = 1
MINUTES_FOR_A_DRAFT = 3


class OwnVoices:
    """Asks about what somebody said openly or signed."""

    name = "voices"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for this person."""
        voices = queries.threads_of(person)
        identities = [voice.id for voice in voices]
        confirmations = (
            _about_outcome(voice, outcome)
            for source in ports.outcome_sources
            for voice, outcomes in source.outcomes_of(identities).items()
            for outcome in outcomes
            if outcome.may_confirm
        )
        words = (_about_words(question) for question in queries.waiting_questions_of(person, voices))
        drafts = (_about_draft(voice) for voice in queries.waiting_drafts_of(person, voices))
        return [*words, *drafts, *confirmations]

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        kind, voice, about = _parts(key)
        thread = queries.thread_of(person, voice)
        if thread is None or choice not in {YES, NO}:
            raise LookupError
        if kind == "words":
            state = ConsentState.AGREED if choice == YES else ConsentState.OBJECTED
            try:
                actions.answer_consent(thread=thread, consent_id=about, answer=state)
            except Consent.DoesNotExist:
                raise LookupError from None
            return
        if kind == "draft":
            _answer_draft(thread, about, choice)
            return
        source = next((source for source in ports.outcome_sources if _may_confirm(source, voice, about)), None)
        if kind != "helped" or source is None:
            raise LookupError
        source.confirm(voice, about, helped=choice == YES)


def _about_words(question: Question) -> Ask:
    about_readers = question.is_about_readers
    return Ask(
        key=f"words {question.voice} {question.id}",
        question=question.words if about_readers else _("May these words be shown, without your name?"),
        text="" if about_readers else question.words,
        note="" if about_readers else _who_and_when(question),
        choices=((YES, _("Yes") if about_readers else _("Yes, show them")), (NO, _("No"))),
        minutes=MINUTES_FOR_WORDS,
        url=reverse("mine_one", args=[question.voice]),
    )


def _who_and_when(question: Question) -> str:
    who = _("Who would read them: %(where)s.") % {"where": question.where} if question.where else ""
    if question.is_quote:
        silence = _("These are your own words. Without your yes they are not shown.")
    elif question.needs_a_yes:
        silence = _("Without your yes they are not shown.")
    elif question.until:
        silence = _(
            "If you say nothing, they may be shown after %(day)s, and only when at least three people said the same "
            "and nobody objects."
        ) % {"day": date_format(question.until, "j F")}
    else:
        silence = _(
            "If you say nothing, they may be shown a week after the next weekly letter, and only when at least three "
            "people said the same and nobody objects."
        )
    return f"{who} {silence}".strip()


def _about_draft(draft: WaitingDraft) -> Ask:
    return Ask(
        key=f"draft {draft.voice} {draft.id}",
        question=_("Is the tidied version what you mean?"),
        text=draft.entry.text,
        note=_(
            "With your yes these words may stand, as they are, in a concern that only the desk reads. Before anybody "
            "else reads them you are asked again."
        ),
        choices=((YES, _("Yes, this is what I mean")), (NO, _("No, leave it as I wrote it"))),
        minutes=MINUTES_FOR_A_DRAFT,
        url=reverse("mine_one", args=[draft.voice]),
        url_words=_("Change it first"),
    )


def _answer_draft(thread: Thread, about: UUID, choice: str) -> None:
    """Take a yes or no to the version that was shown; one that another has replaced since waits no more."""
    draft = queries.waiting_draft(thread, queries.dialogue(thread))
    if draft is None or draft.id != about:
        raise LookupError
    verdict = Verdict.APPROVED if choice == YES else Verdict.REFUSED
    # The draft is the form's nonce, so that the same answer sent twice at once is one.
    actions.author_answers_draft(thread=thread, draft=draft.number, verdict=verdict, nonce=about.bytes)


def _about_outcome(voice: UUID, outcome: ports.Outcome) -> Ask:
    return Ask(
        key=f"helped {voice} {outcome.about}",
        question=_("“%(title)s” is fixed. Did that help?") % {"title": outcome.title},
        text=outcome.reason,
        choices=((YES, _("Yes, this helped")), (NO, _("Not fixed"))),
        minutes=MINUTES_FOR_WORDS,
        url=reverse("mine_one", args=[voice]),
    )


def _may_confirm(source: ports.OutcomeSource, voice: UUID, about: UUID) -> bool:
    return any(outcome.about == about and outcome.may_confirm for outcome in source.outcomes_of([voice]).get(voice, ()))


def _parts(key: str) -> tuple[str, UUID, UUID]:
    try:
        kind, voice, about = key.split(" ")
        return kind, UUID(voice), UUID(about)
    except ValueError:
        raise LookupError from None
