"""The organisation, what waits for me, and the log."""

from django.urls import path

from groundswell.people.views import absences, choices, importing, log, overview, persons, shape
from groundswell.people.waiting.views import waiting

urlpatterns = [
    path("waiting/", waiting, name="waiting"),
    path("log/", log.log, name="log"),
    path("away/", absences.absences, name="away"),
    path("away/<int:leave_id>/", absences.back, name="back_myself"),
    path("organisation/", overview.organisation, name="organisation"),
    path("organisation/choices/", choices.choices, name="choices"),
    path("organisation/choices/organisation/", choices.change_organisation, name="change_organisation"),
    path("organisation/choices/calendar/", choices.change_calendar, name="change_calendar"),
    path("organisation/choices/milestones/", choices.set_milestones, name="set_milestones"),
    path("organisation/import/", importing.bring_people_in, name="import_people"),
    path("organisation/people/add/", persons.add, name="add_person"),
    path("organisation/people/<uuid:person_id>/", persons.one, name="person"),
    path("organisation/people/<uuid:person_id>/change/", persons.change, name="change_person"),
    path("organisation/people/<uuid:person_id>/address/", persons.change_address, name="change_address"),
    path("organisation/people/<uuid:person_id>/move/", persons.move, name="move_person"),
    path("organisation/people/<uuid:person_id>/assign/", persons.assign, name="assign_role"),
    path("organisation/people/<uuid:person_id>/away/", persons.away, name="be_away"),
    path("organisation/people/<uuid:person_id>/away/<int:leave_id>/", persons.back, name="be_back"),
    path("organisation/people/<uuid:person_id>/leave/", persons.leave, name="leave"),
    path("organisation/people/<uuid:person_id>/rejoin/", persons.rejoin, name="rejoin"),
    path("organisation/assignments/<uuid:assignment_id>/end/", persons.end_role, name="end_role"),
    path("organisation/cells/open/", shape.open_cell, name="open_cell"),
    path("organisation/cells/<uuid:cell_id>/", shape.cell, name="cell"),
    path("organisation/cells/<uuid:cell_id>/name/", shape.rename_cell, name="rename_cell"),
    path("organisation/cells/<uuid:cell_id>/parent/", shape.put_cell_into, name="put_cell_into"),
    path("organisation/cells/<uuid:cell_id>/end/", shape.end_cell, name="end_cell"),
    path("organisation/served/add/", shape.serve, name="serve"),
    path("organisation/served/<uuid:served_id>/", shape.rename_served, name="rename_served"),
    path("organisation/roles/make/", shape.make_role, name="make_role"),
    path("organisation/roles/<uuid:role_id>/", shape.change_role, name="change_role"),
]
