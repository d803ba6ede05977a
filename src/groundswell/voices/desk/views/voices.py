"""One voice at the desk: its words, its dialogue, and what can be done about it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people.refusals import Refused
from groundswell.voices import actions
from groundswell.voices.desk import queries, session
from groundswell.voices.desk.actions import notes
from groundswell.voices.desk.forms import LeavingForm, PromiseForm, WordsForm
from groundswell.voices.desk.panels import offers_for, outcomes_of
from groundswell.voices.desk.queries import Conversation
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.desk.views.front import count_reading
from groundswell.voices.desk.views.opening import behind_the_door, missing, see_other
from groundswell.voices.models import Voice
from groundswell.voices.queries import request_of, signature_of
from groundswell.voices.rules import Level, MessageKind, VoiceState
from groundswell.web.access import Access, access
from groundswell.web.words import joined

type Page = dict[str, object]


@access(Access.READER)
@behind_the_door
def voice(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Show a voice; its words only when they were opened, and so counted, since the desk was unlocked."""
    return _show(request, unlocked, _found(unlocked, voice_id))


@access(Access.READER, "POST")
@behind_the_door
def read(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Open the words of a voice, and count it."""
    count_reading(request, unlocked, [_found(unlocked, voice_id).mark])
    return see_other("desk_voice", voice_id)


@access(Access.READER, "POST")
@behind_the_door
def answer(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Write to the author."""
    return _write(request, unlocked, voice_id, kind=MessageKind.WORDS)


@access(Access.READER, "POST")
@behind_the_door
def draft(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Send a tidied version for the author's approval."""
    return _write(request, unlocked, voice_id, kind=MessageKind.DRAFT)


@access(Access.READER, "POST")
@behind_the_door
def close(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """End the dialogue, with or without last words."""
    found = _found(unlocked, voice_id)
    try:
        actions.reader_closes(voice_id=voice_id, unlocked=unlocked, text=request.POST.get("text", ""))
    except Refused as refused:
        form = WordsForm(request.POST, auto_id="close_%s")
        form.full_clean()
        form.add_error("text", refused.sentence)
        return _show(request, unlocked, found, close_form=form)
    was_closed = found.voice.state_at_desk == VoiceState.CLOSED
    told = _("It is off the lists of the desk.") if was_closed else _("Closed. Its author can still read it.")
    messages.success(request, told)
    return see_other("desk_voice", voice_id)


@access(Access.READER, "POST")
@behind_the_door
def mute(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Keep a flood off the desk."""
    return _turn(request, unlocked, voice_id, actions.mute, _("Muted: nothing more of it reaches a desk."))


@access(Access.READER, "POST")
@behind_the_door
def unmute(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Let it reach the desk again."""
    return _turn(request, unlocked, voice_id, actions.unmute, _("It reaches the desk again."))


@access(Access.READER, "POST")
@behind_the_door
def tag(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Mark the conversation, for oneself alone, as one with somebody who thinks of leaving."""
    found = _found(unlocked, voice_id)
    form = LeavingForm(request.POST)
    if form.is_valid():
        try:
            notes.tag_leaving(unlocked=unlocked, voice=voice_id, note=form.cleaned_data["note"])
        except Refused as refused:
            form.add_error("note", refused.sentence)
        else:
            return see_other("desk_voice", voice_id, anchor="yours")
    return _show(request, unlocked, found, leaving_form=form)


@access(Access.READER, "POST")
@behind_the_door
def untag(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Take the mark away, also from what its author took back since."""
    del request
    is_there = queries.conversation(unlocked, voice_id) is not None
    if not is_there and queries.leaving_tag(unlocked, voice_id) is None:
        raise missing()
    notes.untag_leaving(unlocked=unlocked, voice=voice_id)
    if not is_there:
        return see_other("desk", anchor="promises")
    return see_other("desk_voice", voice_id, anchor="yours")


@access(Access.READER, "POST")
@behind_the_door
def promise(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Note what was promised to this author."""
    found = _found(unlocked, voice_id)
    form = PromiseForm(request.POST)
    if form.is_valid():
        try:
            notes.promise(unlocked=unlocked, voice=voice_id, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return see_other("desk_voice", voice_id, anchor="yours")
    return _show(request, unlocked, found, promise_form=form)


def _found(unlocked: Unlocked, voice_id: UUID) -> Conversation:
    found = queries.conversation(unlocked, voice_id)
    if found is None:
        raise missing()
    return found


def _show(
    request: HttpRequest, unlocked: Unlocked, found: Conversation, **forms: WordsForm | LeavingForm | PromiseForm
) -> HttpResponse:
    """Show the voice; a form that was refused stands in it, filled in; words whose form is gone, to be copied."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if forms else HTTPStatus.OK
    if not session.is_marked(request, found.mark):
        page: Page = {
            "found": found,
            "typed": [words for form in forms.values() for field in form if (words := field.value())],
        }
        return render(request, "voices/desk/unread.html", page, status=status)
    unsent = [form for form in forms.values() if isinstance(form, WordsForm)]
    page = {**_page(unlocked, queries.opened(unlocked, found)), **forms, "unsent": unsent}
    return render(request, "voices/desk/voice.html", page, status=status)


def _page(unlocked: Unlocked, found: Conversation) -> Page:
    first = found.entries[0] if found.entries else None
    open_notes = queries.notes(unlocked)
    signature = signature_of(first.payload) if first else None
    to = signature.name if signature else ""
    return {
        "found": found,
        **_readers(found),
        "signature": signature,
        "asked": request_of(first.payload) if first else None,
        "outcomes": outcomes_of(found.voice.id),
        "offers": offers_for(found.voice.id),
        "promises": [promise for promise in open_notes.promises if promise.voice == found.voice.id],
        "tag": next((tag for tag in open_notes.tags if tag.voice == found.voice.id), None),
        "answer_form": WordsForm(auto_id="answer_%s"),
        "draft_form": WordsForm(auto_id="draft_%s", initial={"text": first.text if first else ""}),
        "close_form": WordsForm(auto_id="close_%s"),
        "leaving_form": LeavingForm(auto_id="leaving_%s"),
        "promise_form": PromiseForm(auto_id="promise_%s", initial={"to": to}),
    }


def _readers(found: Conversation) -> Page:
    author = _("the author, with the receipt") if found.voice.level == Level.ANONYMOUS else _("the author")
    names = [author, *found.other_readers, _("you")]
    return {"names": names, "who": joined(names)}


def _write(request: HttpRequest, unlocked: Unlocked, voice_id: UUID, *, kind: MessageKind) -> HttpResponse:
    found = _found(unlocked, voice_id)
    name = "draft_form" if kind is MessageKind.DRAFT else "answer_form"
    form = WordsForm(request.POST, auto_id=f"{name.removesuffix('_form')}_%s")
    if form.is_valid():
        try:
            actions.reader_writes(voice_id=voice_id, unlocked=unlocked, text=form.cleaned_data["text"], kind=kind)
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            messages.success(request, _("Sent. Its author finds it in the dialogue."))
            return see_other("desk_voice", voice_id)
    return _show(request, unlocked, found, **{name: form})


def _turn(
    request: HttpRequest, unlocked: Unlocked, voice_id: UUID, act: Callable[..., None], told: str
) -> HttpResponse:
    try:
        act(voice_id=voice_id, unlocked=unlocked)
    except Voice.DoesNotExist:
        raise missing() from None
    messages.success(request, told)
    return see_other("desk_voice", voice_id)
