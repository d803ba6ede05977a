"""What is left for clients, roles with their hours, and wishes."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries
from groundswell.hours.forms import WishForm
from groundswell.hours.rules.roles import Wish
from groundswell.hours.rules.sharing import month_of, next_month
from groundswell.hours.views.answering import month_asked, page
from groundswell.people import queries as people
from groundswell.people.answering import go_on, sent, tried, who
from groundswell.people.models import Role
from groundswell.propositions.proposing.queries import pages
from groundswell.web.access import Access, access

_MONTHS = 3


@access(Access.MEMBER)
def clients(request: HttpRequest) -> HttpResponse:
    """Show what is left for clients: one's own months, and to planners everybody's."""
    person, month = who(request), month_asked(request)
    months = [month]
    while len(months) < _MONTHS:
        months.append(next_month(months[-1]))
    everybody = list(people.active_people()) if policy.may_plan(person) else []
    shown = {
        "own": [queries.client_hours([person], each)[0] for each in months],
        "everybody": queries.client_hours(everybody, month),
        "month": month,
        "before": month_of(month - timedelta(days=1)),
        "after": next_month(month),
        "has_contract": person.weekly_hours is not None,
    }
    return page(request, "clients", shown)


@access(Access.MEMBER)
def roles(request: HttpRequest) -> HttpResponse:
    """Show what roles are allotted and what is logged for them: one's own, and to planners the sums of all."""
    person = who(request)
    plans = policy.may_plan(person)
    shown = {
        "own": queries.ledger(person),
        "all": queries.ledger() if plans else [],
        "plans": plans,
        "map": pages.role_map(),
    }
    return page(request, "roles", shown)


@access(Access.MEMBER, "GET", "POST")
def wishes(request: HttpRequest) -> HttpResponse:
    """Say what one would like of a role; see whose wish fits."""
    person = who(request)
    form = WishForm(sent(request))

    def act() -> None:
        said = form.cleaned_data["wish"]
        actions.wish(person=person, role=form.cleaned_data["role"], wished=Wish(said) if said else None)

    if tried(form, act):
        return go_on(request, _("Kept. Nobody else sees it, until somebody’s wish fits it."), "hours:wishes")
    wished = queries.wishes_of(person)
    named = {role.id: role.name for role in Role.objects.filter(id__in=wished)}
    shown = {
        "wished": [(named[role], wish) for role, wish in wished.items()],
        "fitting": queries.fitting(person),
    }
    return page(request, "wishes", shown, form)
