"""One act at the desk: the answers are opened, and what may be published is."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.checkins import actions, queries
from groundswell.checkins.models import Period
from groundswell.checkins.rules import periods
from groundswell.people.refusals import Refused
from groundswell.voices.desk.session import unlocked
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
def open_answers(request: HttpRequest, sprint: int) -> HttpResponse:
    """Ask once more, then open the answers of a closed check-in and publish what may be published."""
    period = queries.period_ended(sprint)
    if period is None:
        raise Http404
    if request.method != "POST":
        return _page(request, period)
    desk = unlocked(request)
    if desk is None:
        return _page(request, period, _("Your desk is locked, so nothing was opened. Unlock it first."))
    try:
        actions.release_check_in(unlocked=desk, sprint=sprint)
    except Refused as refused:
        return _page(request, period, refused.sentence)
    messages.success(request, _("Published. The answers and their keys are destroyed."))
    answer = HttpResponseRedirect(reverse("checkins:figures"))
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _page(request: HttpRequest, period: Period, refused: str = "") -> HttpResponse:
    shown = {
        "period": period,
        "refused": refused,
        "is_open": unlocked(request) is not None,
        "destroyed_after": periods.destroyed_after(period.closed_on or period.closes_on),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "checkins/open_answers.html", shown, status=status)
