"""One person, as an administrator keeps them: details, cell, roles, days away, leaving, coming back."""

from uuid import UUID

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import actions, queries
from groundswell.people.answering import go_on, status_of, was_done, who
from groundswell.people.forms import (
    AddForm,
    AddressForm,
    AssignForm,
    AwayForm,
    BackForm,
    DetailsForm,
    LastDayForm,
    MoveForm,
)
from groundswell.people.models import Leave, Person, RoleAssignment
from groundswell.people.ports import farewells
from groundswell.people.views.absences import absences_of, come_back
from groundswell.web.access import Access, access


@access(Access.ADMINISTRATOR, "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """Let somebody belong to the organisation."""
    form = AddForm(request.POST or None)
    if was_done(form, lambda: _add(request, form)):
        return go_on(request, _("%(name)s belongs here now.") % form.cleaned_data, "organisation")
    return render(request, "people/add.html", {"form": form}, status=status_of(form))


@transaction.atomic
def _add(request: HttpRequest, form: forms.Form) -> None:
    given = dict(form.cleaned_data)
    cell = given.pop("cell")
    person = actions.add_person(by=who(request), **given)
    if cell is not None:
        actions.move_to_cell(by=who(request), person=person, cell=cell)


@access(Access.ADMINISTRATOR)
def one(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a person, with everything that an administrator can change."""
    return _page(request, get_object_or_404(Person, id=person_id))


@access(Access.ADMINISTRATOR, "POST")
def change(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change name, hours and time zone."""
    person = get_object_or_404(Person, id=person_id)
    form = DetailsForm(request.POST)
    if was_done(form, lambda: actions.change_person(by=who(request), person=person, **form.cleaned_data)):
        return go_on(request, _("Saved."), "person", person.id)
    return _page(request, Person.objects.get(id=person.id), details=form)


@access(Access.ADMINISTRATOR, "POST")
def change_address(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change the address that somebody signs in with."""
    person = get_object_or_404(Person, id=person_id)
    form = AddressForm(request.POST)
    if was_done(form, lambda: actions.change_address(by=who(request), person=person, **form.cleaned_data)):
        return go_on(request, _("%(name)s signs in with the new address from now on.") % {"name": person.name},
                     "person", person.id)  # fmt: skip
    return _page(request, Person.objects.get(id=person.id), address=form)


@access(Access.ADMINISTRATOR, "POST")
def move(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let a person belong to another cell, or to none."""
    person = get_object_or_404(Person, id=person_id)
    form = MoveForm(request.POST)
    if was_done(form, lambda: actions.move_to_cell(by=who(request), person=person, **form.cleaned_data)):
        return go_on(request, _("Moved."), "person", person.id)
    return _page(request, person, moving=form)


@access(Access.ADMINISTRATOR, "POST")
def assign(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let a person hold a role."""
    person = get_object_or_404(Person, id=person_id)
    form = AssignForm(request.POST)

    def act() -> None:
        actions.assign_role(
            by=who(request),
            person=person,
            role=form.cleaned_data["role"],
            from_on=form.cleaned_data["from_on"],
            until_on=form.cleaned_data["until_on"],
            cells=form.chosen_cells(),
            served=form.chosen_served(),
        )

    if was_done(form, act):
        return go_on(request, _("%(name)s holds the role.") % {"name": person.name}, "person", person.id)
    return _page(request, person, assigning=form)


@access(Access.ADMINISTRATOR, "POST")
def away(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note days away."""
    person = get_object_or_404(Person, id=person_id)
    form = AwayForm(request.POST)
    if was_done(form, lambda: actions.be_away(by=who(request), person=person, **form.cleaned_data)):
        return go_on(request, _("Noted."), "person", person.id)
    return _page(request, person, absence=form)


@access(Access.ADMINISTRATOR, "POST")
def back(request: HttpRequest, person_id: UUID, leave_id: int) -> HttpResponse:
    """Let days away end earlier, or take them back."""
    days = get_object_or_404(Leave.objects.select_related("person"), id=leave_id, person=person_id)
    form = come_back(request, days)
    if form is None:
        return go_on(request, _("Saved."), "person", days.person_id)
    return _page(request, days.person, backs={days.id: form})


@access(Access.ADMINISTRATOR, "GET", "POST")
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say what is lost when somebody leaves; let them leave."""
    person = get_object_or_404(Person, id=person_id)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if was_done(form, lambda: actions.leave(by=who(request), person=person, **form.cleaned_data)):
        return go_on(request, _leaving(person), "organisation")
    words = {
        "person": person,
        "form": form,
        "cell": queries.cell_of(person),
        "held": _held(person),
        "lost": _lost_with(person),
    }
    return render(request, "people/leave.html", words, status=status_of(form))


@access(Access.ADMINISTRATOR, "POST")
def rejoin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let somebody who left belong again."""
    person = get_object_or_404(Person, id=person_id)
    form = LastDayForm(request.POST)
    if was_done(form, lambda: actions.rejoin(by=who(request), person=person, **form.cleaned_data)):
        return go_on(request, _("%(name)s belongs here again.") % {"name": person.name}, "person", person.id)
    return _page(request, Person.objects.get(id=person.id), returning=form)


@access(Access.ADMINISTRATOR, "GET", "POST")
def end_role(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Say what is lost when a role ends; end it."""
    held = get_object_or_404(RoleAssignment.objects.select_related("person", "role"), id=assignment_id)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if was_done(form, lambda: actions.end_role(by=who(request), assignment=held, **form.cleaned_data)):
        return go_on(request, _("The role ends."), "person", held.person_id)
    words = {"held": held, "form": form, "lost": _lost_with(held.person)}
    return render(request, "people/end_role.html", words, status=status_of(form))


def _leaving(person: Person) -> str:
    if person.left_on is not None and person.left_on > clock.today():
        return _("%(name)s leaves on %(day)s.") % {"name": person.name, "day": person.left_on.isoformat()}
    return _("%(name)s has left. Nothing is open to them any more.") % {"name": person.name}


def _lost_with(person: Person) -> list[str]:
    return [sentence for farewell in farewells for sentence in farewell.lost_with(person)]


def _held(person: Person) -> list[RoleAssignment]:
    not_over = Q(until_on=None) | Q(until_on__gt=clock.today())
    held = person.role_assignments.filter(not_over).select_related("role")
    return list(held.prefetch_related("cells", "served"))


def _page(
    request: HttpRequest, person: Person, *, backs: dict[int, BackForm] | None = None, **tried: forms.Form
) -> HttpResponse:
    """Show the page of a person; the form that was refused comes back filled in, the others are as they were."""
    cell, refused = queries.cell_of(person), [*tried.values(), *(backs or {}).values()]
    known = {"name": person.name, "weekly_hours": person.weekly_hours, "time_zone": person.time_zone}
    shown: dict[str, forms.Form] = {
        "details": DetailsForm(initial=known),
        "address": AddressForm(initial={"email": person.email}),
        "moving": MoveForm(initial={"cell": cell}),
        "assigning": AssignForm(),
        "absence": AwayForm(),
        "returning": LastDayForm(),
    } | tried
    for name, form in shown.items():
        # Several forms stand on this page: each needs ids of its own.
        form.auto_id = f"{name}_%s"
    words = {
        "person": person,
        "cell": cell,
        "held": _held(person),
        "absences": absences_of(person, backs or {}),
        "has_left": person.left_on is not None and person.left_on <= clock.today(),
        "tried": next(iter(refused), None),
    }
    return render(request, "people/person.html", words | shown, status=status_of(*refused))
