"""What an author sees and does in a dialogue: the same by receipt and signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.tokens import BadToken
from groundswell.people.refusals import Refused
from groundswell.voices import actions, ports, queries, refusals, sealing, words
from groundswell.voices.forms import ConsentForm, DraftForm, EndForm, WriteForm
from groundswell.voices.models import Consent
from groundswell.voices.queries import Question, Thread
from groundswell.voices.rules import ConsentState, Ending, Verdict


class Unfinished(Exception):
    """What was sent cannot be done as it is: the form named `name` comes back, filled in, with its sentence."""

    def __init__(self, name: str, form: forms.Form) -> None:
        super().__init__(name)
        self.name, self.form = name, form


@dataclass(frozen=True)
class Asked:
    """A question about exact words, with the form that answers it."""

    question: Question
    form: forms.Form = field(repr=False)


def page_of(thread: Thread, unfinished: Unfinished | None = None) -> dict[str, object]:
    """Return what the page of a dialogue shows, with a refused form in its place."""
    entries = queries.dialogue(thread)
    draft = queries.waiting_draft(thread, entries)
    questions = queries.questions_of(thread)
    mine: dict[str, forms.Form] = {unfinished.name: unfinished.form} if unfinished else {}
    shown = {"write": thread.is_open, "draft": draft is not None}
    shown |= {f"consent {each.id}": thread.is_open and each.may_be_reworded for each in questions}
    return {
        "thread": thread,
        "entries": entries,
        "has_answer": any(entry.is_answer for entry in entries),
        "readers": queries.names_of_readers(thread.voice.id),
        "standings": words.of_standings(
            queries.standing_of_readers(thread.voice.id), is_inside=thread.person is not None
        ),
        "outcomes": [outcome for source in ports.outcome_sources for outcome in _of(source, thread)],
        "asked": [Asked(each, mine.get(f"consent {each.id}") or _consent_form(each)) for each in questions],
        "draft": draft,
        "draft_form": mine.get("draft") or DraftForm(initial={"text": draft.text if draft else ""}),
        "write_form": mine.get("write") or WriteForm(),
        "end_form": mine.get("end") or EndForm.of(is_open=thread.is_open),
        "refused": unfinished.form if unfinished else None,
        "not_added": "" if unfinished is None or shown.get(unfinished.name) else _words_in(unfinished.form),
        "token": tokens.new_token(sealing.form_secret()),
    }


def write(thread: Thread, sent: QueryDict) -> None:
    """Add the author's words."""
    form = WriteForm(sent)
    with _finishing("write", form):
        text, now = form.cleaned_data["text"], form.is_ticked("now")
        actions.author_writes(thread=thread, text=text, now=now, nonce=_nonce(sent))


def answer_draft(thread: Thread, sent: QueryDict) -> None:
    """Approve, edit or refuse a tidied version. One that was changed and approved is one that was edited."""
    form = DraftForm(sent)
    with _finishing("draft", form):
        draft = queries.waiting_draft(thread, queries.dialogue(thread))
        if draft is None:
            raise Refused(_("This version has been answered already.")) if thread.is_open else refusals.closed()
        verdict = _chosen(Verdict, form.cleaned_data["verdict"])
        text = form.cleaned_data["text"]
        if verdict == Verdict.APPROVED and text and text != draft.text:
            verdict = Verdict.EDITED
        actions.author_answers_draft(thread=thread, draft=draft.number, verdict=verdict, text=text, nonce=_nonce(sent))


def answer_consent(thread: Thread, sent: QueryDict) -> None:
    """Say yes, no, or yes to other words. Other words that were typed are what counts with a no."""
    form = ConsentForm(sent)
    name = f"consent {sent.get('consent', '')}"
    with _finishing(name, form):
        answer, instead = _chosen(ConsentState, form.cleaned_data["answer"]), form.cleaned_data["instead"]
        if answer == ConsentState.OBJECTED and instead:
            answer = ConsentState.REWORDED
        try:
            actions.answer_consent(
                thread=thread,
                consent_id=form.cleaned_data["consent"],
                answer=answer,
                named=form.is_ticked("named"),
                instead=instead,
            )
        except Consent.DoesNotExist:
            if instead:
                raise refusals.not_asked_any_more() from None
            raise Http404 from None


def confirm(thread: Thread, sent: QueryDict) -> None:
    """Say whether what was done helped."""
    about, helped = _identity(sent.get("about", "")), sent.get("helped")
    if helped not in {"yes", "no"}:
        raise Http404
    for source in ports.outcome_sources:
        if any(outcome.about == about for outcome in _of(source, thread)):
            source.confirm(thread.voice.id, about, helped=helped == "yes")
            return
    raise Http404


def end(thread: Thread, sent: QueryDict) -> Ending:
    """Close an anonymous dialogue, throw its key away, or take everything back."""
    form = EndForm(sent)
    with _finishing("end", form):
        ending = _chosen(Ending, form.cleaned_data["ending"])
        if ending == Ending.WITHDRAW:
            actions.withdraw(thread=thread)
        elif ending == Ending.FORGET:
            actions.author_forgets(thread=thread)
        else:
            actions.author_closes(thread=thread)
    return ending


@contextmanager
def _finishing(name: str, form: forms.Form) -> Iterator[None]:
    """Turn whatever refuses the form into the form with its sentence."""
    if not form.is_valid():
        raise Unfinished(name, form)
    try:
        yield
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        raise Unfinished(name, form) from None


def _nonce(sent: QueryDict) -> bytes | None:
    """Return the nonce of the form, so that a form sent twice counts once."""
    try:
        return tokens.read_token(sent.get("token"), sealing.form_secret(), clock.now())
    except BadToken as bad:
        raise refusals.of_token(bad.reason) from None


def _chosen[Choice: (Verdict, ConsentState, Ending)](kind: type[Choice], value: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        raise Refused(_("Choose one of the buttons.")) from None


def _words_in(form: forms.Form) -> str:
    """Return what was typed into a form, whatever its field of words is called."""
    return next((form[name].value() or "" for name in ("text", "instead") if name in form.fields), "")


def _consent_form(question: Question) -> forms.Form:
    return ConsentForm(initial={"consent": question.id, "named": ["yes"] if question.named else []})


def _of(source: ports.OutcomeSource, thread: Thread) -> list[ports.Outcome]:
    return list(source.outcomes_of([thread.voice.id]).get(thread.voice.id, ()))


def _identity(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
