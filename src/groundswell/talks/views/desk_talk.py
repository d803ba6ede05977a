"""One talk, as its reader sees it: who booked it, its points, its notes, and what goes on from it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people.answering import attempt, sent
from groundswell.people.refusals import Refused
from groundswell.register.queries import lists
from groundswell.register.rules.items import Kind
from groundswell.talks import actions, queries, sentences
from groundswell.talks.forms import CarryForm, DeskPointForm, HeldForm, NotesForm, OffForm
from groundswell.talks.models import Point
from groundswell.talks.moments import in_words, zone_of
from groundswell.talks.queries import ShownPoint, TalkLine
from groundswell.talks.rules.points import Outcome
from groundswell.talks.views.answering import invitation_to, new_token, nonce_if_any, outcome_of, page, see, tried
from groundswell.talks.views.desk import count_reading
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk import session
from groundswell.voices.desk.queries import Conversation
from groundswell.voices.desk.views.opening import behind_the_door
from groundswell.voices.queries import signature_of
from groundswell.voices.queries.proposals import Unlocked
from groundswell.web.access import Access, access


@dataclass(frozen=True)
class Place:
    """A talk at an unlocked desk, its dialogue still closed."""

    request: HttpRequest
    unlocked: Unlocked
    line: TalkLine
    closed: Conversation

    @property
    def is_read(self) -> bool:
        """Tell whether the words were opened, and so counted."""
        return session.is_marked(self.request, self.closed.mark)

    def points(self) -> list[ShownPoint]:
        """Return the points of the talk, opened."""
        return queries.points_for_desk(self.unlocked, self.line.talk, self.closed)

    def point(self, wanted: UUID) -> ShownPoint:
        """Return one point of the talk; any other is missing."""
        found = next((each for each in self.points() if each.id == wanted), None)
        if found is None:
            raise Http404
        return found


@access(Access.READER)
@behind_the_door
def one(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Show a talk; its words only when they were opened, and so counted, since the desk was unlocked."""
    return _page(_place(request, unlocked, talk))


@access(Access.READER, "POST")
@behind_the_door
def read(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Open who booked it and its points, and count it."""
    count_reading(request, unlocked, _place(request, unlocked, talk).closed.mark)
    return see("desk_talk", talk)


@access(Access.READER, "POST")
@behind_the_door
def note(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Note a point, with a suggestion or none."""
    place = _place(request, unlocked, talk)
    form = DeskPointForm(request.POST, auto_id="point_%s")

    def deed() -> None:
        suggested = Outcome(form.cleaned_data["suggested"]) if form.cleaned_data["suggested"] else None
        actions.note_point_at_the_desk(
            unlocked=unlocked,
            talk=place.line.talk,
            text=form.cleaned_data["text"],
            suggested=suggested,
            nonce=nonce_if_any(request.POST),
        )

    return _done(place, "point_form", form, deed, at="points")


@access(Access.READER, "POST")
@behind_the_door
def suggest(request: HttpRequest, unlocked: Unlocked, talk: UUID, point: UUID) -> HttpResponse:
    """Suggest how a point could end."""
    found = _place(request, unlocked, talk).point(point)
    attempt(
        request,
        lambda: actions.suggest_outcome(unlocked=unlocked, point=found.point, outcome=outcome_of(request.POST)),
    )
    return see("desk_talk", talk, at="points")


@access(Access.READER, "POST")
@behind_the_door
def held(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Note how long it took."""
    place = _place(request, unlocked, talk)
    form = HeldForm(request.POST, auto_id="held_%s")
    return _done(
        place,
        "held_form",
        form,
        lambda: actions.hold_talk(unlocked=unlocked, talk=place.line.talk, minutes=form.cleaned_data["minutes"]),
    )


@access(Access.READER, "POST")
@behind_the_door
def keep_notes(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Keep the reader's own notes."""
    place = _place(request, unlocked, talk)
    form = NotesForm(request.POST, auto_id="notes_%s")
    return _done(
        place,
        "notes_form",
        form,
        lambda: actions.keep_note(unlocked=unlocked, talk=place.line.talk, text=form.cleaned_data["text"]),
        at="notes",
    )


@access(Access.READER, "POST")
@behind_the_door
def call_off(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Call it off, with a word or none."""
    place = _place(request, unlocked, talk)
    form = OffForm(request.POST, auto_id="off_%s")
    return _done(
        place,
        "off_form",
        form,
        lambda: actions.call_off_from_desk(unlocked=unlocked, talk=place.line.talk, text=form.cleaned_data["text"]),
    )


@access(Access.READER, "GET", "POST")
@behind_the_door
def carry(request: HttpRequest, unlocked: Unlocked, talk: UUID, point: UUID) -> HttpResponse:
    """Write a point that was let out anew, as something of the register."""
    place = _place(request, unlocked, talk)
    shown = place.point(point)
    concerns = [(str(each.id), each.title) for each in lists.concerns_kept_by(unlocked.reader)]
    form = CarryForm(sent(request), concerns=concerns)
    if tried(form, lambda: _carry(unlocked, shown.point, form)):
        messages.success(request, _("It stands at your desk. Its words go out by its author’s yes alone."))
        return see("desk_talk", talk, at="points")
    opened = [shown] if place.is_read else []
    places = sentences.places(queries.served())
    return page(request, "desk/carry", {"form": form, "line": place.line, "opened": opened, "places": places}, form)


@access(Access.READER)
@behind_the_door
def calendar(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> HttpResponse:
    """Hand out the file for the reader's own calendar."""
    return invitation_to(_place(request, unlocked, talk).line.talk, unlocked.reader.id)


def _place(request: HttpRequest, unlocked: Unlocked, talk: UUID) -> Place:
    line = queries.talk_at(unlocked, talk)
    closed = desk.conversation(unlocked, line.talk.voice) if line else None
    if line is None or closed is None:
        raise Http404
    return Place(request, unlocked, line, closed)


def _carry(unlocked: Unlocked, point: Point, form: CarryForm) -> None:
    said = form.cleaned_data
    concern = UUID(said["concern"]) if said["concern"] else None
    if not said["title"].strip():
        raise Refused(_("Write it in one sentence first."), "title")
    actions.carry_point(
        unlocked=unlocked,
        point=point,
        kind=Kind(said["kind"]),
        title=said["title"],
        text=said["text"],
        concern=concern,
    )


def _done(place: Place, name: str, form: forms.Form, deed: Callable[[], None], *, at: str = "") -> HttpResponse:
    if tried(form, deed):
        return see("desk_talk", place.line.talk.id, at=at)
    return _page(place, **{name: form})


def _page(place: Place, **asked: forms.Form) -> HttpResponse:
    line, unlocked = place.line, place.unlocked
    entries = desk.opened(unlocked, place.closed).entries if place.is_read else ()
    kept = desk.talk_note(unlocked, line.talk.id)
    shown = {
        "line": line,
        "when": in_words(line.talk.slot.starts_at, zone_of(unlocked.reader)),
        "is_read": place.is_read,
        "signature": signature_of(entries[0].payload) if entries else None,
        "opening": entries[0] if entries else None,
        "points": place.points() if place.is_read else (),
        "outcomes": list(sentences.OUTCOME.items()),
        "point_form": DeskPointForm(auto_id="point_%s"),
        "held_form": HeldForm(
            auto_id="held_%s", initial={"minutes": line.talk.minutes_taken or line.talk.slot.minutes}
        ),
        "notes_form": NotesForm(auto_id="notes_%s", initial={"text": kept.text if kept else ""}),
        "off_form": OffForm(auto_id="off_%s"),
        "token": new_token(),
    }
    return page(place.request, "desk/talk", {**shown, **asked}, *asked.values())
