"""Cells, communities, projects and roles, as an administrator shapes them."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from groundswell.people import actions, queries
from groundswell.people.answering import go_on, status_of, was_done, who
from groundswell.people.forms import CellForm, LastDayForm, NameForm, NewRoleForm, ParentForm, RoleForm, ServedForm
from groundswell.people.models import Cell, Role, Served
from groundswell.people.rules import Audience, Grant
from groundswell.web.access import Access, access


@access(Access.ADMINISTRATOR, "GET", "POST")
def open_cell(request: HttpRequest) -> HttpResponse:
    """Open a cell."""
    form = CellForm(request.POST or None)
    if was_done(form, lambda: actions.open_cell(by=who(request), **form.cleaned_data)):
        return go_on(request, _("“%(name)s” is open.") % form.cleaned_data, "organisation")
    return render(request, "people/open_cell.html", {"form": form}, status=status_of(form))


@access(Access.ADMINISTRATOR)
def cell(request: HttpRequest, cell_id: UUID) -> HttpResponse:
    """Show a cell, with what an administrator can change."""
    return _cell_page(request, get_object_or_404(Cell, id=cell_id))


@access(Access.ADMINISTRATOR, "POST")
def rename_cell(request: HttpRequest, cell_id: UUID) -> HttpResponse:
    """Give a cell another name."""
    shown = get_object_or_404(Cell, id=cell_id)
    form = NameForm(request.POST)
    if was_done(form, lambda: actions.rename_cell(by=who(request), cell=shown, **form.cleaned_data)):
        return go_on(request, _("Saved."), "cell", shown.id)
    return _cell_page(request, Cell.objects.get(id=shown.id), naming=form)


@access(Access.ADMINISTRATOR, "POST")
def put_cell_into(request: HttpRequest, cell_id: UUID) -> HttpResponse:
    """Put a cell into another one, or into none."""
    shown = get_object_or_404(Cell, id=cell_id)
    form = ParentForm(request.POST)
    if was_done(form, lambda: actions.put_cell_into(by=who(request), cell=shown, **form.cleaned_data)):
        return go_on(request, _("Saved."), "cell", shown.id)
    return _cell_page(request, Cell.objects.get(id=shown.id), parent=form)


@access(Access.ADMINISTRATOR, "POST")
def end_cell(request: HttpRequest, cell_id: UUID) -> HttpResponse:
    """Close a cell."""
    shown = get_object_or_404(Cell, id=cell_id)
    form = LastDayForm(request.POST)
    if was_done(form, lambda: actions.end_cell(by=who(request), cell=shown, **form.cleaned_data)):
        return go_on(request, _("“%(name)s” is closed.") % {"name": shown.name}, "organisation")
    return _cell_page(request, Cell.objects.get(id=shown.id), ending=form)


@access(Access.ADMINISTRATOR, "GET", "POST")
def serve(request: HttpRequest) -> HttpResponse:
    """Name a community or a project that an advocate may serve."""
    form = ServedForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.serve(
            by=who(request),
            kind=Served.Kind(given["kind"]),
            name=given["name"],
            default_audience=Audience(given["default_audience"]),
            channels=tuple(line.strip() for line in given["channels"].splitlines() if line.strip()),
        )

    if was_done(form, act):
        return go_on(request, _("“%(name)s” can be served now.") % form.cleaned_data, "organisation")
    return render(request, "people/serve.html", {"form": form}, status=status_of(form))


@access(Access.ADMINISTRATOR, "GET", "POST")
def rename_served(request: HttpRequest, served_id: UUID) -> HttpResponse:
    """Give a community or a project another name."""
    served = get_object_or_404(Served, id=served_id)
    old = served.name
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": old})
    if was_done(form, lambda: actions.rename_served(by=who(request), served=served, **form.cleaned_data)):
        return go_on(request, _("Saved."), "organisation")
    return render(request, "people/served.html", {"form": form, "name": old}, status=status_of(form))


@access(Access.ADMINISTRATOR, "GET", "POST")
def make_role(request: HttpRequest) -> HttpResponse:
    """Make a role."""
    form = NewRoleForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.make_role(
            by=who(request),
            name=given["name"],
            grant=Grant(given["grant"]),
            duties=given["duties"].splitlines(),
            hours_per_sprint=given["hours_per_sprint"],
        )

    if was_done(form, act):
        return go_on(request, _("The role “%(name)s” is there.") % form.cleaned_data, "organisation")
    return render(request, "people/role.html", {"form": form}, status=status_of(form))


@access(Access.ADMINISTRATOR, "GET", "POST")
def change_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Change the name, duties and hours of a role."""
    role = get_object_or_404(Role, id=role_id)
    known = {"name": role.name, "duties": "\n".join(role.duties), "hours_per_sprint": role.hours_per_sprint}
    form = RoleForm(request.POST or None, initial=known)

    def act() -> None:
        given = form.cleaned_data | {"duties": form.cleaned_data["duties"].splitlines()}
        actions.change_role(by=who(request), role=role, **given)

    if was_done(form, act):
        return go_on(request, _("Saved."), "organisation")
    return render(request, "people/role.html", {"form": form, "role": role}, status=status_of(form))


def _cell_page(request: HttpRequest, shown: Cell, **tried: forms.Form) -> HttpResponse:
    fresh: dict[str, forms.Form] = {
        "naming": NameForm(initial={"name": shown.name}),
        "parent": ParentForm(initial={"parent": shown.parent_id}),
        "ending": LastDayForm(),
    }
    words = {
        "cell": shown,
        "members": queries.members_of(shown),
        "tried": next(iter(tried.values()), None),
    }
    return render(request, "people/cell.html", words | fresh | tried, status=status_of(*tried.values()))
