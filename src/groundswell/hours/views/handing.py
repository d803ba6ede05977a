"""What becomes of each role of an advocate on the way out, and what its taker must be allowed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries
from groundswell.hours.forms import AnswerForm, HandOverForm, PermissionForm
from groundswell.hours.models import HandOver, Permission, Transition
from groundswell.hours.rules.transitions import Fate
from groundswell.hours.views.answering import asking
from groundswell.people.answering import go_on, sent, tried, who
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def hand_over(request: HttpRequest, transition: UUID) -> HttpResponse:
    """Name a role to hand over."""
    person = who(request)
    found = Transition.objects.filter(id=transition, person=person).first()
    if found is None:
        raise Http404
    form = HandOverForm(sent(request), transition=found, initial={"role": request.GET.get("role", "")[:36]})
    if tried(form, lambda: actions.hand_over(by=person, transition=found, **form.cleaned_data)):
        return go_on(request, _("Noted. Whoever is asked says whether they take it."), "hours:transition", found.id)
    return asking(request, form, _("Hand a role over"), _("Note it"), back="transitions")


@access(Access.PLANNING, "POST")
def answer(request: HttpRequest, transition: UUID) -> HttpResponse:
    """Say that a role goes along, or that nobody needs it."""
    found = queries.transition_for(who(request), transition)
    if found is None or not policy.may_answer_for_roles(who(request), found):
        raise Http404
    form = AnswerForm(request.POST, transition=found)
    said = form.cleaned_data if form.is_valid() else None
    if said is None:
        words = _("Nothing was noted. Look again which roles are held, then say it.")
        return go_on(request, words, "hours:transition", found.id)
    actions.answer_role(by=who(request), transition=found, role=said["role"], fate=Fate(said["fate"]))
    return go_on(request, _("Noted, with your name."), "hours:transition", found.id)


@access(Access.PLANNING, "POST")
def remove(request: HttpRequest, role: UUID) -> HttpResponse:
    """Take back what was said of a role."""
    found = HandOver.objects.select_related("transition").filter(id=role).first()
    if found is None or not policy.may_answer_for_roles(who(request), found.transition):
        raise Http404
    actions.remove_role(by=who(request), role=found)
    return go_on(request, _("Taken back."), "hours:transition", found.transition_id)


@access(Access.MEMBER, "POST")
def take(request: HttpRequest, role: UUID) -> HttpResponse:
    """Say whether one takes a role."""
    person = who(request)
    found = HandOver.objects.select_related("transition").filter(id=role, taker=person).first()
    if found is None:
        raise Http404
    is_taken = request.POST.get("take") == "yes"
    actions.take_role(by=person, role=found, is_taken=is_taken)
    words = _("You take it.") if is_taken else _("You do not take it. Nobody asks why.")
    return go_on(request, words, "hours:transitions")


@access(Access.ADVOCATE, "GET", "POST")
def permission(request: HttpRequest, role: UUID) -> HttpResponse:
    """Name a permission that a role needs."""
    found = HandOver.objects.select_related("transition").filter(id=role, transition__person=who(request)).first()
    if found is None:
        raise Http404
    form = PermissionForm(sent(request))
    if tried(form, lambda: actions.need_permission(by=who(request), role=found, name=form.cleaned_data["name"])):
        return go_on(request, _("Noted."), "hours:transition", found.transition_id)
    return asking(request, form, _("A permission that it needs"), _("Note it"), back="transitions")


@access(Access.MEMBER, "POST")
def give(request: HttpRequest, permission: UUID) -> HttpResponse:
    """Note that a permission was given."""
    found = Permission.objects.select_related("hand_over__transition").filter(id=permission).first()
    if found is None or not policy.may_see_transition(who(request), found.hand_over.transition):
        raise Http404
    actions.give_permission(by=who(request), permission=found)
    return go_on(request, _("Noted."), "hours:transition", found.hand_over.transition_id)


@access(Access.ADVOCATE, "POST")
def remove_permission(request: HttpRequest, permission: UUID) -> HttpResponse:
    """Take back that a role needs a permission."""
    rows = Permission.objects.select_related("hand_over__transition")
    found = rows.filter(id=permission, hand_over__transition__person=who(request)).first()
    if found is None:
        raise Http404
    transition = found.hand_over.transition_id
    actions.remove_permission(by=who(request), permission=found)
    return go_on(request, _("Taken back."), "hours:transition", transition)
