"""How long requests wait for an advocate, and how many cells one suffices for."""

from django.http import HttpRequest, HttpResponse

from groundswell.hours import policy, queries, sentences
from groundswell.hours.forms import ScalingForm
from groundswell.hours.rules.scaling import ENOUGH, SPRINTS, is_beyond
from groundswell.hours.views.answering import page
from groundswell.people.answering import who
from groundswell.people.models import Person
from groundswell.web.access import Access, access


@access(Access.PLANNING)
def scaling(request: HttpRequest) -> HttpResponse:
    """Show what follows from what the address says of a queue, or from what is known; nothing is kept."""
    known, own = _known(who(request))
    asked = request.GET if any(name in ScalingForm.base_fields for name in request.GET) else None
    form = ScalingForm(asked or (known if _is_whole(known) else None), initial=known)
    shown: dict[str, object] = {"own": own, "enough": ENOUGH, "sprints": SPRINTS, "is_typed": asked is not None}
    if form.is_bound and form.is_valid():
        found = queries.scaling_of(form.queue())
        shown |= {
            "found": found,
            "streams": queries.STREAMS,
            "ways": [(sentences.WAYS[way.name], way) for way in found.ways],
            "is_beyond": any(is_beyond(way.utilisation) for way in found.ways),
        }
    return page(request, "scaling", shown, form)


def _known(person: Person) -> tuple[dict[str, object], list[str]]:
    """Return what is known without anybody typing it, and of which streams the own log says enough."""
    known: dict[str, object] = {"cells": max(1, queries.cells_now()), "internal_spread": 1, "external_spread": 1}
    own: list[str] = []
    is_own = policy.is_advocate(person)
    holder = person if is_own else next(iter(queries.holders()), None)
    hours = queries.hours_of_role(holder) if holder is not None else None
    if hours is not None:
        known["hours"] = round(hours, 1)
    if not is_own:
        return known, own
    for stream in queries.STREAMS:
        found = queries.logged_requests(person, stream)
        if found is not None:
            own.append(str(stream))
            known[str(stream)] = round(found.a_sprint, 2)
            known[f"{stream}_hours"] = round(found.hours, 2)
            known[f"{stream}_spread"] = round(found.variation, 2)
    return known, own


def _is_whole(known: dict[str, object]) -> bool:
    return all(name in known for name, field in ScalingForm.base_fields.items() if field.required)
