"""The routes of hours."""

from django.urls import path

from groundswell.hours.views import agreed, handing, looking, own, people, planned, scaling, transitions

app_name = "hours"
urlpatterns = [
    path("hours/", own.mine, name="mine"),
    path("hours/log/", own.log, name="log"),
    path("hours/entries/<uuid:entry>/", own.entry, name="entry"),
    path("hours/entries/<uuid:entry>/remove/", own.remove, name="remove"),
    path("hours/signals/", own.signals, name="signals"),
    path("hours/clients/", people.clients, name="clients"),
    path("hours/roles/", people.roles, name="roles"),
    path("hours/wishes/", people.wishes, name="wishes"),
    path("hours/agreed/", agreed.agreed, name="agreed"),
    path("hours/agreed/lines/new/", agreed.open_line, name="open_line"),
    path("hours/agreed/lines/<uuid:line>/end/", agreed.end_line, name="end_line"),
    path("hours/agreed/grant/", agreed.grant, name="grant"),
    path("hours/agreed/announce/", agreed.announce, name="announce"),
    path("hours/agreed/expect/", agreed.expect, name="expect"),
    path("hours/agreed/expect/<uuid:said>/remove/", agreed.remove_expectation, name="remove_expectation"),
    path("hours/agreed/limit/", agreed.limit, name="limit"),
    path("hours/agreed/override/", agreed.override, name="override"),
    path("hours/scaling/", scaling.scaling, name="scaling"),
    path("hours/plan/<uuid:person>/", planned.plan, name="plan"),
    path("hours/plan/<uuid:person>/fit/", planned.fit, name="fit"),
    path("hours/transitions/", transitions.transitions, name="transitions"),
    path("hours/transitions/propose/", transitions.propose, name="propose"),
    path("hours/transitions/<uuid:transition>/", transitions.transition, name="transition"),
    path("hours/transitions/<uuid:transition>/confirm/", transitions.confirm, name="confirm"),
    path("hours/transitions/<uuid:transition>/take-back/", transitions.take_back, name="take_back"),
    path("hours/transitions/<uuid:transition>/answers/", handing.answer, name="answer_role"),
    path("hours/transitions/<uuid:transition>/ahead/", looking.ahead, name="ahead"),
    path("hours/transitions/<uuid:transition>/roles/", handing.hand_over, name="hand_over"),
    path("hours/hand-overs/<uuid:role>/take/", handing.take, name="take"),
    path("hours/hand-overs/<uuid:role>/permissions/", handing.permission, name="permission"),
    path("hours/hand-overs/<uuid:role>/remove/", handing.remove, name="remove_role"),
    path("hours/permissions/<uuid:permission>/give/", handing.give, name="give"),
    path("hours/permissions/<uuid:permission>/remove/", handing.remove_permission, name="remove_permission"),
    path("hours/pilots/", transitions.pilots, name="pilots"),
    path("hours/pilots/start/", transitions.start_pilot, name="start_pilot"),
]
