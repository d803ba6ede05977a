"""A duty is handed over, with every permission that goes with it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent, tried, who
from groundswell.teaching import actions, policy
from groundswell.teaching.forms.duties import HandOverForm, PermissionForm, TakerForm
from groundswell.teaching.models import HandOver, Permission
from groundswell.teaching.queries import duties as queries
from groundswell.teaching.views.answering import duty_of, page, see
from groundswell.web.access import Access, access


@access(Access.PLANNING, "GET", "POST")
def hand_over(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Let a duty go to somebody else on a day."""
    found = duty_of(duty)
    form = HandOverForm(sent(request))
    made: list[HandOver] = []
    if tried(form, lambda: made.append(actions.hand_over(by=who(request), duty=found, **form.cleaned_data))):
        return see("handing", made[0].id)
    return page(request, "hand_over", {"duty": found}, form)


@access(Access.MEMBER, "GET", "POST")
def handing(request: HttpRequest, hand_over: UUID) -> HttpResponse:
    """Show a hand-over with its permissions, and say what else must be allowed."""
    found, person = _seen(request, hand_over), who(request)
    form = PermissionForm(sent(request))
    if tried(form, lambda: actions.need_permission(by=person, found=found, **form.cleaned_data)):
        return see("handing", found.id)
    shown = {"found": found, "takes": policy.may_take(person, found), "writes": policy.may_write(person)}
    return page(request, "handing", shown, form)


@access(Access.MEMBER, "POST")
def take(request: HttpRequest, hand_over: UUID) -> HttpResponse:
    """Say that I take a duty over, or that I do not."""
    found, person = _seen(request, hand_over), who(request)
    if not policy.may_take(person, found):
        raise Http404
    if request.POST.get("answer") == "yes":
        attempt(request, lambda: actions.take_duty(by=person, found=found, is_taken=True))
    else:
        attempt(request, lambda: actions.decline_duty(by=person, found=found))
    return see("duties")


@access(Access.PLANNING, "GET", "POST")
def taker(request: HttpRequest, hand_over: UUID) -> HttpResponse:
    """Ask somebody else to take a duty over."""
    found = _seen(request, hand_over)
    form = TakerForm(sent(request))
    if tried(form, lambda: actions.name_taker(by=who(request), found=found, **form.cleaned_data)):
        return see("handing", found.id)
    return page(request, "taker", {"found": found}, form)


@access(Access.MEMBER, "POST")
def give(request: HttpRequest, hand_over: UUID, permission: UUID) -> HttpResponse:
    """Note that a permission was given, or that it was not after all."""
    found = _seen(request, hand_over)
    asked = Permission.objects.filter(hand_over=found, id=permission).first()
    if asked is None:
        raise Http404
    is_given = "undo" not in request.POST
    attempt(request, lambda: actions.give_permission(by=who(request), permission=asked, is_given=is_given))
    return see("handing", found.id)


@access(Access.MEMBER, "POST")
def finish(request: HttpRequest, hand_over: UUID) -> HttpResponse:
    """Say that a duty is handed over; not while a permission is pending."""
    found = _seen(request, hand_over)
    attempt(request, lambda: actions.finish_hand_over(by=who(request), found=found))
    return see("handing", found.id)


def _seen(request: HttpRequest, hand_over: UUID) -> HandOver:
    found = queries.hand_over_for(who(request), hand_over)
    if found is None:
        raise Http404
    return found
