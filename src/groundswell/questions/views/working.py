"""A question is taken, estimated, put off, sorted, and time is spent on it: one click each."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.questions import actions
from groundswell.questions.forms import EstimateForm, SnoozeForm, SortForm, SpendForm
from groundswell.questions.models import Effort, Gap, Item
from groundswell.questions.queries import working
from groundswell.questions.views.answering import back_to, item_of, item_to_decide, page, see
from groundswell.web.access import Access, access


@access(Access.MEMBER, "POST")
def take(request: HttpRequest, item: int) -> HttpResponse:
    """Take a question."""
    found = item_of(request, item)
    if attempt(request, lambda: actions.take(by=who(request), item=found)):
        return back_to(request, found, _("It is yours. You can give it back at any time, without a reason."))
    return see(found)


@access(Access.MEMBER, "POST")
def give_back(request: HttpRequest, item: int) -> HttpResponse:
    """Give a question back."""
    found = item_to_decide(request, item)
    attempt(request, lambda: actions.give_back(by=who(request), item=found))
    return back_to(request, found, _("It is in the queue again."))


@access(Access.MEMBER, "GET", "POST")
def estimate(request: HttpRequest, item: int) -> HttpResponse:
    """Say how long a question takes."""
    found, form = item_of(request, item), EstimateForm(sent(request))
    made: list[Item] = []
    if tried(form, lambda: made.append(actions.estimate(by=who(request), item=found, **form.cleaned_data))):
        grown = made[0].is_escalated and not found.is_escalated
        told = _("Kept. It is larger than two hours, so the advocates have it now: tell them what you found out.")
        return back_to(request, found, told if grown else _("Kept."), "handed" if grown else "")
    return page(request, "act", {"item": found, "heading": _("How long does it take?"), "button": _("Keep it")}, form)


@access(Access.MEMBER, "GET", "POST")
def spend(request: HttpRequest, item: int) -> HttpResponse:
    """Keep minutes that went into a question: one click, or one line."""
    found = item_of(request, item)
    form = SpendForm(sent(request), initial={"after": working.mark_of_efforts(who(request), found)})
    made: list[Effort] = []
    if tried(form, lambda: made.append(actions.spend(by=who(request), item=found, **form.cleaned_data))):
        count = made[0].minutes
        told = ngettext("%(minutes)d minute is in your hours.", "%(minutes)d minutes are in your hours.", count)
        words = [told % {"minutes": count}]
        if made[0].item.is_escalated and not found.is_escalated:
            words.append(_("It is larger than two hours, so the advocates have it now: tell them what you found out."))
        return back_to(request, found, " ".join(words), "handed" if len(words) > 1 else "time")
    return page(request, "act", {"item": found, "heading": _("How long did it take?"), "button": _("Keep it")}, form)


@access(Access.MEMBER, "POST")
def take_back_effort(request: HttpRequest, effort: UUID) -> HttpResponse:
    """Take back minutes of one's own."""
    found = Effort.objects.select_related("item").filter(id=effort, person=who(request)).first()
    if found is None:
        raise Http404
    actions.take_back_effort(by=who(request), effort=found)
    return back_to(request, found.item, _("Taken back, in your hours too."), "time")


@access(Access.MEMBER, "GET", "POST")
def snooze(request: HttpRequest, item: int) -> HttpResponse:
    """Put a question off until a day."""
    found, form = item_to_decide(request, item), SnoozeForm(sent(request))
    if tried(form, lambda: actions.snooze(by=who(request), item=found, **form.cleaned_data)):
        is_off = form.cleaned_data["until"] is not None
        return back_to(
            request, found, _("Put off. It comes back by itself.") if is_off else _("It is in the queue again.")
        )
    return page(request, "act", {"item": found, "heading": _("Put it off"), "button": _("Put it off")}, form)


@access(Access.MEMBER, "POST")
def not_ours(request: HttpRequest, item: int) -> HttpResponse:
    """Say that a question is not ours; sent again with `undo`, that it is."""
    found, undo = item_to_decide(request, item), "undo" in request.POST
    attempt(request, lambda: actions.set_not_ours(by=who(request), item=found, is_not_ours=not undo))
    return back_to(
        request, found, _("It is in the queue again.") if undo else _("It is out of the queue, and can come back.")
    )


@access(Access.MEMBER, "POST")
def settle(request: HttpRequest, item: int) -> HttpResponse:
    """Say that what was written after its end needs no answer."""
    found = item_of(request, item)
    if attempt(request, lambda: actions.settle(by=who(request), item=found)):
        return back_to(request, found, _("It waits for nobody, until somebody writes again."))
    return see(found)


@access(Access.MEMBER, "GET", "POST")
def sort(request: HttpRequest, item: int) -> HttpResponse:
    """Say what an item is to us."""
    found = item_to_decide(request, item)
    form = SortForm(sent(request), initial={"work": found.work})
    if tried(form, lambda: actions.sort_as(by=who(request), item=found, work=Item.Work(form.cleaned_data["work"]))):
        return back_to(request, found, _("Kept."))
    return page(request, "act", {"item": found, "heading": _("What is it?"), "button": _("Keep it")}, form)


@access(Access.ADVOCATE, "POST")
def close_gap(request: HttpRequest, gap: int) -> HttpResponse:
    """Say that a page answers these questions now, or that none is needed."""
    found = Gap.objects.filter(first=gap).first()
    if found is None:
        raise Http404
    actions.close_gap(by=who(request), gap=found)
    return go_on(request, _("Closed. It opens again if the question keeps coming."), "questions:gaps")
