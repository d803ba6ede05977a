"""A reader's side of talks: times, talks, their points and notes."""

from datetime import datetime, tzinfo
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import clock
from groundswell.people.answering import attempt, sent
from groundswell.talks import actions, calendars, queries
from groundswell.talks.forms import HeldForm, NowForm, OfferForm
from groundswell.talks.moments import in_words, zone_of
from groundswell.talks.rules.slots import Stretch
from groundswell.talks.views.answering import new_token, nonce_if_any, page, person_of, see, tried
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk import session
from groundswell.voices.desk.actions import reading
from groundswell.voices.desk.views.opening import behind_the_door
from groundswell.voices.queries.proposals import Unlocked
from groundswell.voices.rules import Level
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
@behind_the_door
def talks(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show a reader's times and talks, and take new times."""
    form = OfferForm(sent(request), request.FILES if request.method == "POST" else None)
    if tried(form, lambda: _offer(request, form)):
        return see("desk_talks", at="times")
    return _page(request, unlocked, form)


@access(Access.READER, "POST")
@behind_the_door
def free_now(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Be free from this moment on."""
    form = NowForm(request.POST)
    if tried(form, lambda: actions.be_free_now(reader=unlocked.reader, minutes=form.cleaned_data["minutes"])):
        return see("desk_talks", at="times")
    return _page(request, unlocked, OfferForm(), form)


@access(Access.READER, "POST")
@behind_the_door
def take_back(request: HttpRequest, unlocked: Unlocked, slot: UUID) -> HttpResponse:
    """Take back a time that nobody took."""
    if slot not in {each.id for each in queries.slots_of(unlocked.reader)}:
        raise Http404
    attempt(request, lambda: actions.take_back_slot(reader=unlocked.reader, slot=slot))
    return see("desk_talks", at="times")


@access(Access.READER, "GET", "POST")
@behind_the_door
def of_voice(request: HttpRequest, unlocked: Unlocked, voice_id: UUID) -> HttpResponse:
    """Note that a dialogue became a talk."""
    closed = desk.conversation(unlocked, voice_id)
    if closed is None:
        raise Http404
    form = HeldForm(sent(request), initial={"minutes": 30})
    by_receipt = closed.voice.level == Level.ANONYMOUS
    if tried(
        form,
        lambda: actions.talk_without_booking(
            unlocked=unlocked,
            voice=voice_id,
            by_receipt=by_receipt,
            minutes=form.cleaned_data["minutes"],
            nonce=nonce_if_any(request.POST),
        ),
    ):
        return see("desk_talks")
    return page(request, "desk/of_voice", {"form": form, "voice_id": voice_id, "token": new_token()}, form)


def count_reading(request: HttpRequest, unlocked: Unlocked, mark: str) -> None:
    """Count, once since the desk was unlocked, that the words of a dialogue are opened."""
    if not session.is_marked(request, mark):
        reading.read(unlocked=unlocked, count=1)
        session.mark_read(request, [mark])


def _offer(request: HttpRequest, form: OfferForm) -> None:
    said, zone = form.cleaned_data, zone_of(person_of(request))
    within = Stretch(
        datetime.combine(said["day"], said["start"], zone), datetime.combine(said["day"], said["until"], zone)
    )
    busy, left_out = _busy(said["file"], zone)
    made = actions.offer_slots(reader=person_of(request), within=within, minutes=said["minutes"], busy=busy)
    told = ngettext("%(count)d time is offered.", "%(count)d times are offered.", len(made)) % {"count": len(made)}
    messages.success(request, told)
    if left_out:
        sentence = ngettext(
            "%(count)d event of your calendar could not be understood, and was not left out.",
            "%(count)d events of your calendar could not be understood, and were not left out.",
            left_out,
        )
        messages.warning(request, sentence % {"count": left_out})


def _busy(file: UploadedFile[bytes] | None, zone: tzinfo) -> tuple[tuple[Stretch, ...], int]:
    if file is None:
        return (), 0
    found = calendars.busy_times(file.read(calendars.MOST_BYTES + 1), calendars.next_months(), zone)
    return found.times, found.left_out


def _page(request: HttpRequest, unlocked: Unlocked, *asked: OfferForm | NowForm) -> HttpResponse:
    zone = zone_of(unlocked.reader)
    lines = queries.talks_at(unlocked)
    offer = next((form for form in asked if isinstance(form, OfferForm)), OfferForm())
    offer.initial.setdefault("day", clock.today())
    shown = {
        "form": offer,
        "now_form": next((form for form in asked if isinstance(form, NowForm)), NowForm(auto_id="now_%s")),
        "slots": [(slot, in_words(slot.starts_at, zone)) for slot in queries.slots_of(unlocked.reader)],
        "coming": [(line, in_words(line.talk.slot.starts_at, zone)) for line in reversed(lines) if not line.is_over],
        "past": [(line, in_words(line.talk.slot.starts_at, zone)) for line in lines if line.is_over],
        "zone": str(zone),
        "heading": _("Talks"),
    }
    return page(request, "desk/talks", shown, *asked)
