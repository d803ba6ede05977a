"""Looking ahead at what a move does to the backlog of the cell."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries
from groundswell.hours.forms import AheadForm
from groundswell.hours.views.answering import asking
from groundswell.people.answering import go_on, sent, tried, who
from groundswell.web.access import Access, access


@access(Access.PLANNING, "GET", "POST")
def ahead(request: HttpRequest, transition: UUID) -> HttpResponse:
    """Ask what the two dates do to the cell."""
    person = who(request)
    found = queries.transition_for(person, transition)
    if found is None or not policy.may_look_ahead(person, found):
        raise Http404
    before = queries.look_ahead_of(found)
    form = AheadForm(sent(request), initial=before.asked["typed"] if before else {})
    if tried(form, lambda: actions.look_ahead(by=person, transition=found, typed=form.typed())):
        return go_on(request, _("Asked. It takes some seconds."), "hours:transition", found.id, anchor="ahead")
    lead = _("The hours of the cell are taken from this sprint. It proposes; only a planner confirms dates.")
    return asking(request, form, _("Look ahead"), _("Look ahead"), lead=lead, back="transitions")
