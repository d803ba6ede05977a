"""Advocates prepare rounds and lead them on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people.answering import go_on, status_of, tried, was_done, who
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import actions, alike, sentences
from groundswell.propositions.rounds.forms import ANYWAY, EndForm, FollowForm, MoveForm, PrepareForm, PutOffForm
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.views.rounds import found_for, page_of
from groundswell.web.access import Access, access

MOST_SAME = 5


@access(Access.ADVOCATE, "GET", "POST")
def prepare(request: HttpRequest) -> HttpResponse:
    """Write a round down; it opens with another step."""
    form = PrepareForm(request.POST if request.method == "POST" else None)
    made: list[Round] = []
    same = _about_the_same(form) if request.POST.get("act") != ANYWAY else []
    if not same and tried(form, lambda: made.append(actions.prepare_round(by=who(request), prepared=form.prepared()))):
        return go_on(request, _("Prepared. Only advocates see it until it opens."), "rounds:round", made[0].id)
    shown = {"form": form, "same": same[:MOST_SAME]}
    return render(request, "propositions/rounds/prepare.html", shown, status=status_of(form))


@access(Access.ADVOCATE, "POST")
def move(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Open a round, or let it go on from the phase that the page showed."""
    found, form = found_for(who(request), round_id), MoveForm(request.POST)
    seen = _seen(request)
    if was_done(form, lambda: _move(request, found, seen, form)):
        words = _("The round is in the phase “%(phase)s” now.") % {"phase": sentences.PHASES[Phase(found.phase)]}
        return go_on(request, words, "rounds:round", found.id)
    found.refresh_from_db()
    return page_of(request, found, moving=form)


@access(Access.ADVOCATE, "POST")
def end(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """End a round before its last phase, with a reason that everybody reads."""
    found, form = found_for(who(request), round_id), EndForm(request.POST)
    seen = _seen(request)
    if was_done(
        form,
        lambda: actions.end_round(by=who(request), found=found, seen=seen, reason=form.cleaned_data["reason"]),
    ):
        return go_on(request, _("Ended. Its page says why."), "rounds:round", found.id)
    found.refresh_from_db()
    return page_of(request, found, ending=form)


@access(Access.ADVOCATE, "POST")
def put_off(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Put the last day of a phase off."""
    found, form = found_for(who(request), round_id), PutOffForm(request.POST)
    seen = _seen(request)
    if was_done(
        form,
        lambda: actions.put_off_phase(
            by=who(request), found=found, seen=seen, closes_on=form.cleaned_data["closes_on"]
        ),
    ):
        return go_on(request, _("Put off."), "rounds:round", found.id)
    found.refresh_from_db()
    return page_of(request, found, putting_off=form)


@access(Access.ADVOCATE, "POST")
def follow(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Note which proposition came of a round."""
    found, form = found_for(who(request), round_id), FollowForm(request.POST)
    if was_done(form, lambda: actions.follow_round(by=who(request), found=found, proposition=form.chosen())):
        return go_on(request, _("Noted."), "rounds:round", found.id)
    return page_of(request, found, following=form)


def _about_the_same(form: PrepareForm) -> list[Round]:
    """Return earlier rounds that seem to be about the same, where none of them was chosen."""
    if not form.is_bound or not form.is_valid() or form.cleaned_data["follows"]:
        return []
    said = form.cleaned_data
    return alike.rounds_like(list(form.rounds.values()), said["title"], said["question"])


def _move(request: HttpRequest, found: Round, seen: Phase, form: MoveForm) -> None:
    if seen is Phase.PREPARE:
        actions.open_round(by=who(request), found=found, closes_on=form.day(), reason=form.cleaned_data["reason"])
    else:
        actions.move_round(by=who(request), found=found, seen=seen, closes_on=form.day())


def _seen(request: HttpRequest) -> Phase:
    """Return the phase that the page showed; what is none is one that no round has left."""
    sent = request.POST.get("seen", "")
    return Phase(sent) if sent in set(Phase) else Phase.ENDED
