"""Somebody with the role writes a line about a person, who reads it first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.checkins.actions import referring
from groundswell.checkins.follow_up.forms import ReferForm
from groundswell.checkins.rules.referrals import DAYS_TO_ANSWER, MOST_OF_ONE
from groundswell.people import queries as people
from groundswell.people.answering import go_on, status_of, tried, who
from groundswell.web.access import Access, access


@access(Access.REFERRER, "GET", "POST")
def refer(request: HttpRequest) -> HttpResponse:
    """Tell somebody what was noticed, and ask whether the desk may read it."""
    others = people.active_people().exclude(id=who(request).id)
    form = ReferForm(request.POST if request.method == "POST" else None, people=others)
    if tried(form, lambda: referring.refer(by=who(request), **form.cleaned_data)):
        told = _("%(name)s is told, and decides. Whatever the answer is, it is not shown to you.")
        return go_on(request, told % {"name": form.cleaned_data["person"].name}, "checkins:refer")
    return render(
        request,
        "checkins/refer.html",
        {"form": form, "most": MOST_OF_ONE, "days": DAYS_TO_ANSWER},
        status=status_of(form),
    )
