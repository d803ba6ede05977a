"""Bring a meeting in, with its transcript: what is off the record is gone before anything is stored."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.connectors.captions.forms import BringForm
from groundswell.connectors.captions.reading import read
from groundswell.connectors.located import Unreadable
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import queries as talks
from groundswell.talks.transcripts import actions, queries
from groundswell.talks.transcripts.rules import Arriving, Reach, on_the_record, spoken_marks
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
def bring(request: HttpRequest) -> HttpResponse:
    """Keep a meeting; its speakers are named on the page that follows, and asked."""
    keeper = _keeper(request)
    series = {str(row.id): (row, name) for row, name in queries.series_kept_by(keeper)}
    named = [(key, name) for key, (_row, name) in series.items()]
    meetups = [(str(line.meetup.id), line.meetup.purpose) for line in talks.meetups_for(keeper)]
    form = BringForm(named, meetups, *([request.POST, request.FILES] if request.method == "POST" else []))
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    arriving = _arriving(form)
    if arriving is None:
        return _page(request, form)
    kept, said = on_the_record(arriving.cues, form.spans), form.cleaned_data
    follows = series[said["series"]][0] if said["series"] else None
    try:
        meeting = actions.keep_meeting(
            by=keeper,
            title=said["title"],
            held_on=said["held_on"],
            series=follows,
            reach=Reach(said["reach"] or Reach.SPEAKERS),
            cues=kept,
            left_out=len(arriving.cues) - len(kept),
            meetup=UUID(said["meetup"]) if said["meetup"] else None,
        )
    except Refused as refused:
        form.add_error(refused.field or None, refused.sentence)
        return _page(request, form)
    for sentence in _told(arriving, len(kept)):
        messages.success(request, sentence)
    route = "talks:speakers" if kept else "talks:meeting"
    return HttpResponseRedirect(reverse(route, args=[meeting.id]), status=HTTPStatus.SEE_OTHER)


def _arriving(form: BringForm) -> Arriving | None:
    """Return what the file holds (without one, nothing), or None after the form was told what is wrong."""
    content = form.content()
    if content is None:
        return Arriving(())
    try:
        arriving = read(content)
    except Unreadable as fault:
        form.add_error("file", str(fault))
        return None
    open_marks = spoken_marks(on_the_record(arriving.cues, form.spans))
    if open_marks and not form.cleaned_data["nothing_else"]:
        form.ask_about(open_marks)
        return None
    return arriving


def _told(arriving: Arriving, kept: int) -> list[str]:
    """Return what came of it: how much is kept and left out, and what looked odd."""
    if not arriving.cues:
        return [_("The meeting is noted.")]
    left_out = len(arriving.cues) - kept
    counts = ngettext("%(n)d line is kept.", "%(n)d lines are kept.", kept) % {"n": kept}
    off = ngettext("%(n)d was off the record.", "%(n)d were off the record.", left_out) % {"n": left_out}
    return [f"{counts} {off} {_('Nobody but you reads it yet.')}", *arriving.notes]


def _page(request: HttpRequest, form: BringForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "captions/bring.html", {"form": form}, status=status)


def _keeper(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access made sure
    return request.user
