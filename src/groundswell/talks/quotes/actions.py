"""Writes about quotes, one function a use case. Nothing is published without a yes to its exact words.

The speaker's acts write no line in the log: it would say who spoke.
"""

from dataclasses import dataclass, field
from uuid import uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock, search
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.talks import closing
from groundswell.talks.models import Quote
from groundswell.talks.quotes import rules
from groundswell.talks.quotes.queries import Draft, draft_of, mark_of
from groundswell.talks.quotes.rules import Act, State
from groundswell.talks.quotes.taking_down import CONTEXT, take_down
from groundswell.talks.transcripts.queries import SpeakerLine
from groundswell.talks.transcripts.rules import Placed
from groundswell.voices import rules as voices

TITLE_LENGTH = 80


@transaction.atomic
def draft_quote(
    *, by: Person, speaker: SpeakerLine, page: int, cue: Placed, words: str, readers: Audience = Audience.ORGANISATION
) -> Quote:
    """Draft a quote of what somebody said at one place; only its keeper reads it. `readers`: once it is published."""
    if speaker.person is None:
        raise Refused(_("Say first who %(name)s is: nobody can be asked yet.") % {"name": speaker.name})
    quote = Quote(id=uuid4(), speaker_id=speaker.id, readers=readers)
    _write(quote, Draft(cue.text, _checked(words), page, cue.place))
    quote.save()
    audit.record(actor=by.id, verb="draft_quote", context="talks", object_id=quote.id)
    return quote


@transaction.atomic
def redraft(*, by: Person, quote: Quote, words: str, readers: Audience | None = None) -> None:
    """Write other words, or for other readers. What the speaker said before holds for what they were asked alone."""
    found, was = _locked(quote, Act.REDRAFT)
    is_paraphrase = found.is_paraphrase or found.state == State.PARAPHRASE_ONLY
    if is_paraphrase and rules.repeats(words, was.said):
        raise Refused(_("These are the speaker's own words. Say it in words of your own."), "words")
    found.state, found.asked, found.agreed = State.DRAFT, None, None
    found.is_paraphrase, found.readers = is_paraphrase, readers or found.readers
    _write(found, Draft(was.said, _checked(words), was.page, was.place))
    found.save()
    audit.record(actor=by.id, verb="redraft_quote", context="talks", object_id=found.id)


@transaction.atomic
def ask_speaker(*, by: Person, quote: Quote) -> None:
    """Ask the speaker about exactly these words."""
    found, draft = _locked(quote, Act.ASK)
    found.state = State.ASKED
    found.asked = mark_of(found, draft.words, is_named=False)
    found.save()
    audit.record(actor=by.id, verb="ask_speaker", context="talks", object_id=found.id)


@dataclass(frozen=True)
class Answer:
    """What a speaker says about words that they have seen: `seen` is their mark, `words` are theirs where changed."""

    act: Act
    seen: str = ""
    words: str = field(default="", repr=False)
    is_named: bool = False


@transaction.atomic
def answer_quote(*, quote: Quote, answer: Answer) -> None:
    """Take what the speaker says: yes, yes to other words, only in other words, or no.

    It can be changed until the quote is out.

    Raises Refused where the words have changed since they were shown.
    """
    if answer.act not in rules.OF_THE_SPEAKER - {Act.WITHDRAW}:
        raise Refused(_("Choose one of the answers."), "act")
    found, draft = _locked(quote, answer.act)
    if found.asked is None or bytes(found.asked).hex() != answer.seen:
        raise Refused(_("The words have changed since you opened the page. Read them again, then answer."))
    found.agreed = None
    words = _checked(answer.words) if answer.act == Act.APPROVE and answer.words.strip() else draft.words
    found.state = rules.after(answer.act, is_as_said=rules.is_as_said(words, draft.said) and not found.is_paraphrase)
    if answer.act == Act.APPROVE:
        _write(found, Draft(draft.said, words, draft.page, draft.place, is_named=answer.is_named))
        found.asked = mark_of(found, words, is_named=False)
        found.agreed = mark_of(found, words, is_named=answer.is_named)
    found.save()


@transaction.atomic
def publish_quote(*, by: Person, quote: Quote, name: str) -> None:
    """Let a quote's readers read it: exactly the words, and exactly the readers, that its speaker agreed to."""
    found, draft = _locked(quote, Act.PUBLISH)
    agreed = bytes(found.agreed or b"")
    if agreed != mark_of(found, draft.words, is_named=draft.is_named):
        raise Refused(_("The speaker has not agreed to exactly these words."))
    found.state, found.published_on = State.PUBLISHED, clock.today()
    found.words, found.said_by = draft.words, name if draft.is_named else ""
    found.is_edited = not rules.is_as_said(draft.words, draft.said)
    found.save()
    search.index(
        CONTEXT,
        str(found.id),
        title=voices.title_of(found.words, TITLE_LENGTH),
        body=found.words,
        audience=found.readers,
        url=reverse("talks:quote", args=[found.id]),
    )
    audit.record(actor=by.id, verb="publish_quote", context="talks", object_id=found.id)


@transaction.atomic
def withdraw_quote(*, quote: Quote, by: Person | None = None) -> None:
    """Take a quote down everywhere, at once: its speaker may at any time, and its keeper (`by`) too."""
    found, _draft = _locked(quote, Act.WITHDRAW)
    take_down(Quote.objects.filter(id=found.id))
    if by is not None:
        audit.record(actor=by.id, verb="withdraw_quote", context="talks", object_id=found.id)


def _locked(quote: Quote, act: Act) -> tuple[Quote, Draft]:
    """Return a quote as it is now, for this transaction alone; raise Refused where an act is not possible."""
    found = Quote.objects.select_for_update(of=("self",)).get(id=quote.id)
    draft = draft_of(found)
    if not rules.is_allowed(act, State(found.state)) or draft is None:
        raise Refused(_("That is not possible any more: the quote has changed since you opened the page."))
    return found, draft


def _checked(words: str) -> str:
    plain = voices.plain(words).strip()
    if not plain:
        raise Refused(_("Write the words of the quote."), "words")
    if len(plain) > rules.LONGEST:
        raise Refused(_("A quote has at most %(most)d characters.") % {"most": rules.LONGEST}, "words")
    return plain


def _write(quote: Quote, draft: Draft) -> None:
    quote.body = closing.close(quote.id, vars(draft))
