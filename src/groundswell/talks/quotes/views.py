"""The pages of quotes: what is published, one quote with what its keeper or its speaker can do, and drafting one."""

from collections.abc import Callable
from typing import TypedDict
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.talks.models import Quote
from groundswell.talks.quotes import actions, queries, rules
from groundswell.talks.quotes.actions import Answer
from groundswell.talks.quotes.forms import NAMED, UNNAMED, DraftForm, SpeakerForm
from groundswell.talks.quotes.queries import Part
from groundswell.talks.quotes.rules import Act, State
from groundswell.talks.quotes.sentences import READERS, STATE
from groundswell.talks.transcripts import queries as transcripts
from groundswell.talks.transcripts.answering import go_on, kept_room, page, person_of, was_done
from groundswell.web.access import Access, access

A_PAGE = 25


@access(Access.MEMBER)
def quotes(request: HttpRequest) -> HttpResponse:
    """List what was published, and where something was taken down, that it was."""
    shown = Paginator(queries.published(), A_PAGE).get_page(request.GET.get("page"))
    lines = [(quote, queries.may_be_shown(quote)) for quote in shown.object_list]
    return page(request, "quotes", page=shown, lines=lines)


@access(Access.PUBLIC)
def public_quotes(request: HttpRequest) -> HttpResponse:
    """List to everybody what speakers said yes to for everybody; of what was taken down nothing stands here."""
    shown = Paginator(queries.public_quotes(), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "public_quotes", page=shown, lines=[each for each in shown if queries.may_be_shown(each)])


@access(Access.PUBLIC)
def public_quote(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Show one of them to everybody. One that was taken down is as if it had never been."""
    found = queries.public_quote(quote)
    if found is None:
        raise Http404
    return page(request, "public_quote", quote=found)


@access(Access.MEMBER)
def quote(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Show one quote, and what I can do with it."""
    return _page(request, *_quote(request, quote))


@access(Access.READER, "GET", "POST")
def new_quote(request: HttpRequest, meeting: UUID, page_number: int, place: int) -> HttpResponse:
    """Draft a quote of what somebody said at one place."""
    room = kept_room(request, meeting)
    found = transcripts.cue_at(room, page_number, place)
    if found is None:
        raise Http404
    speaker, cue = found
    form = DraftForm(request.POST or None, initial={"words": cue.text})
    made: list[Quote] = []

    def act() -> None:
        by = person_of(request)
        made.append(actions.draft_quote(by=by, speaker=speaker, page=page_number, cue=cue, **_drafted(form)))

    if was_done(form, act):
        return go_on(request, _("Drafted. Nobody but you reads it."), "quote", made[0].id)
    return page(request, "new_quote", form, room=room, speaker=speaker, cue=cue)


@access(Access.MEMBER, "POST")
def answer_quote(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Take what the speaker says."""
    found, part = _quote(request, quote)
    if not part.is_speaker:
        raise Http404
    form = SpeakerForm(request.POST)
    if was_done(form, lambda: actions.answer_quote(quote=found, answer=_said(form))):
        return go_on(request, _("Taken. You can change it for as long as nothing is published."), "quote", quote)
    return _page(request, *_quote(request, quote), answering=form)


@access(Access.READER, "POST")
def redraft(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Write other words."""
    found = _kept(request, quote)
    form = DraftForm(request.POST)
    if was_done(form, lambda: actions.redraft(by=person_of(request), quote=found, **_drafted(form))):
        return go_on(request, _("Written anew. Ask the speaker about these words."), "quote", quote)
    return _page(request, *_quote(request, quote), writing=form)


@access(Access.READER, "POST")
def ask(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Ask the speaker."""
    found = _kept(request, quote)
    return _done(
        request, quote, lambda: actions.ask_speaker(by=person_of(request), quote=found), _("The speaker is asked.")
    )


@access(Access.READER, "POST")
def publish(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Publish a quote."""
    found = _kept(request, quote)
    name = _name_of(person_of(request), found)
    return _done(
        request,
        quote,
        lambda: actions.publish_quote(by=person_of(request), quote=found, name=name),
        _("It is published."),
    )


@access(Access.MEMBER, "POST")
def withdraw(request: HttpRequest, quote: UUID) -> HttpResponse:
    """Take a quote down: its speaker, its keeper, or a reader where nobody keeps it."""
    found, part = _quote(request, quote)
    if not part.may_take_down:
        raise Http404
    by = None if part.is_speaker else person_of(request)
    return _done(
        request,
        quote,
        lambda: actions.withdraw_quote(quote=found, by=by),
        _("It is taken down, everywhere."),
        to="quotes",
    )


def _quote(request: HttpRequest, quote: UUID) -> tuple[Quote, Part]:
    found = queries.quote_for(person_of(request), quote)
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, quote: UUID) -> Quote:
    found, part = _quote(request, quote)
    if not part.is_keeper:
        raise Http404
    return found


def _where(person: Person, quote: Quote) -> str:
    """Return the address of the page on which it was said, for those who read the speaker's words there; else none."""
    room = transcripts.room_for(person, quote.speaker.meeting_id)
    draft = queries.draft_of(quote)
    if room is None or draft is None or quote.speaker_id not in {each.id for each in room.readable}:
        return ""
    return f"{reverse('talks:meeting', args=[quote.speaker.meeting_id])}?page={draft.page + 1}"


def _name_of(keeper: Person, quote: Quote) -> str:
    """Return the name of the person who said it, as it is today."""
    room = transcripts.room_kept_by(keeper, quote.speaker.meeting_id)
    people = transcripts.people_in(room) if room else {}
    names = {speaker.id: people[speaker.person].name for speaker in room.speakers if speaker.person} if room else {}
    return names.get(quote.speaker_id, "")


class Drafted(TypedDict):
    """What a keeper writes: the words, and for whom."""

    words: str
    readers: Audience


def _drafted(form: forms.Form) -> Drafted:
    return {
        "words": form.cleaned_data["words"],
        "readers": Audience(form.cleaned_data["readers"] or Audience.ORGANISATION),
    }


def _said(form: SpeakerForm) -> Answer:
    answer = form.cleaned_data["answer"]
    act = Act.APPROVE if answer in {UNNAMED, NAMED} else Act(answer)
    return Answer(act, form.cleaned_data["seen"], form.cleaned_data["words"], is_named=answer == NAMED)


def _done(
    request: HttpRequest, quote: UUID, act: Callable[[], object], said: str, *, to: str = "quote"
) -> HttpResponse:
    """Do what a button asks for; a refusal stands on the page of the quote as it is now."""
    form = forms.Form(request.POST)
    if was_done(form, act):
        return go_on(request, said, to, *([quote] if to == "quote" else []))
    return _page(request, *_quote(request, quote), refused=form)


def _page(request: HttpRequest, quote: Quote, part: Part, **tried: forms.Form) -> HttpResponse:
    draft, state = queries.draft_of(quote), State(quote.state)
    is_close = part.is_keeper or part.is_speaker
    seen = bytes(quote.asked).hex() if quote.asked else ""
    shown = {
        "quote": quote,
        "where": _where(person_of(request), quote),
        "part": part,
        "draft": draft if is_close else None,
        "is_shown": queries.may_be_shown(quote),
        "state_words": STATE[state],
        "can": {act.name.lower(): rules.is_allowed(act, state) for act in Act},
        "answering": tried.get("answering")
        or SpeakerForm(initial={"seen": seen, "words": draft.words if draft else ""}),
        "writing": tried.get("writing")
        or DraftForm(initial={"words": draft.words if draft else "", "readers": quote.readers}),
        "readers": READERS[Audience(quote.readers)],
        "is_public": quote.readers == Audience.PUBLIC,
    }
    return page(request, "quote", next(iter(tried.values()), None), **shown)
