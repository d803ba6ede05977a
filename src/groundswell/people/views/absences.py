"""Days away: the person's own page, and what it shares with the one of administrators."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import actions
from groundswell.people.answering import go_on, status_of, was_done, who
from groundswell.people.forms import BackForm
from groundswell.people.models import Leave, Person
from groundswell.web.access import Access, access


@dataclass(frozen=True)
class Absence:
    """Days away that are not over, and the form that makes them fewer."""

    days: Leave
    form: BackForm


@access(Access.MEMBER)
def absences(request: HttpRequest) -> HttpResponse:
    """Show me when I am away."""
    return _page(request)


@access(Access.MEMBER, "POST")
def back(request: HttpRequest, leave_id: int) -> HttpResponse:
    """Let my days away end earlier, or take them back."""
    days = get_object_or_404(Leave, id=leave_id, person=who(request))
    form = come_back(request, days)
    return go_on(request, _("Saved."), "away") if form is None else _page(request, tried={days.id: form})


def come_back(request: HttpRequest, days: Leave) -> BackForm | None:
    """Do what one of the two buttons says; return the form where it was refused."""
    takes_back = request.POST.get("act") == "take-back"
    form = BackForm(QueryDict(f"to_on={days.to_on.isoformat()}") if takes_back else request.POST)

    def act() -> None:
        to_on = None if takes_back else form.cleaned_data["to_on"]
        actions.be_back(by=who(request), leave_days=days, to_on=to_on)

    return None if was_done(form, act) else form


def absences_of(person: Person, tried: Mapping[int, BackForm]) -> list[Absence]:
    """Return what is not over, the first first; a form that was refused comes back as it was sent."""
    found = person.leave.filter(to_on__gte=clock.today()).order_by("from_on")
    lines = [Absence(days, tried.get(days.id) or BackForm(initial={"to_on": days.to_on})) for days in found]
    for each in lines:
        each.form.auto_id = f"back_{each.days.id}_%s"
    return lines


def _page(request: HttpRequest, tried: Mapping[int, BackForm] | None = None) -> HttpResponse:
    refused = tried or {}
    words = {"absences": absences_of(who(request), refused), "tried": next(iter(refused.values()), None)}
    return render(request, "people/away.html", words, status=status_of(*refused.values()))
