"""From the outside to the inside: a pattern of questions becomes a concern."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people.answering import go_on, sent, tried, who
from groundswell.questions import actions
from groundswell.questions.forms import ConcernForm, LinkForm
from groundswell.questions.queries import bridging as queries
from groundswell.questions.views.answering import back_to, item_of, page
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def concern(request: HttpRequest) -> HttpResponse:
    """Raise a concern of the questions that were ticked in a list."""
    keys = request.POST.getlist("items") if request.method == "POST" else request.GET.getlist("items")
    among = queries.chosen(keys)
    form = ConcernForm(sent(request), among=among, initial={"items": among})
    made: list[UUID] = []
    if tried(form, lambda: made.append(actions.raise_from(by=who(request), **form.cleaned_data))):
        words = _("The concern is at your desk. Each of these questions leads to it.")
        return go_on(request, words, "register:concern", made[0])
    return page(request, "concern", {"among": among}, form)


@access(Access.ADVOCATE, "GET", "POST")
def case_of(request: HttpRequest, item: int) -> HttpResponse:
    """Say of which concern a question is a case."""
    found = item_of(request, item)
    initial = {"concern": str(found.concern or "")}
    form = LinkForm(sent(request), concerns=queries.concerns_to_link(who(request)), initial=initial)
    if tried(
        form, lambda: actions.link_concern(by=who(request), item=found, concern=_key(form.cleaned_data["concern"]))
    ):
        return back_to(request, found, _("Kept."))
    shown = {"item": found, "heading": _("Of which concern is it a case?"), "button": _("Keep it")}
    return page(request, "act", shown, form)


def _key(typed: str) -> UUID | None:
    return UUID(typed) if typed else None
