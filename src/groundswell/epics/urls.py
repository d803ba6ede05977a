"""The routes of epics, tickets, offers and the plan."""

from django.urls import path

from groundswell.epics.views import planning, reading, tickets, writing

app_name = "epics"
urlpatterns = [
    path("epics/", reading.epics, name="epics"),
    path("epics/new/", writing.begin, name="begin"),
    path("epics/held/", reading.held, name="held"),
    path("epics/offers/", tickets.offers, name="offers"),
    path("epics/offers/<uuid:offer>/answer/", tickets.answer, name="answer"),
    path("epics/offers/<uuid:offer>/back/", tickets.take_back, name="take_back"),
    path("epics/spare/", tickets.spare, name="spare"),
    path("epics/holds/<uuid:hold>/end/", writing.go_on, name="go_on"),
    path("epics/tickets/new/", tickets.new_tool, name="new_tool"),
    path("epics/tickets/<uuid:ticket>/", tickets.ticket, name="ticket"),
    path("epics/tickets/<uuid:ticket>/edit/", tickets.edit_ticket, name="edit_ticket"),
    path("epics/tickets/<uuid:ticket>/offer/", tickets.offer, name="offer"),
    path("epics/tickets/<uuid:ticket>/done/", tickets.finish, name="finish"),
    path("epics/tickets/<uuid:ticket>/not-me/", tickets.not_me_for_ticket, name="not_me_for_ticket"),
    path("epics/<uuid:epic>/", reading.epic, name="epic"),
    path("epics/<uuid:epic>/edit/", writing.edit, name="edit"),
    path("epics/<uuid:epic>/tell/", writing.tell, name="tell"),
    path("epics/<uuid:epic>/hold/", writing.hold, name="hold"),
    path("epics/<uuid:epic>/concerns/", writing.concerns, name="concerns"),
    path("epics/<uuid:epic>/concerns/unlink/", writing.unlink, name="unlink"),
    path("epics/<uuid:epic>/tickets/new/", tickets.new_ticket, name="new_ticket"),
    path("epics/<uuid:epic>/not-me/", tickets.not_me_for_epic, name="not_me_for_epic"),
    path("epics/<uuid:epic>/end/", writing.end, name="end"),
    path("plan/", planning.plan, name="plan"),
    path("plan/ask/", planning.ask, name="ask"),
    path("plan/what-if/", planning.what_if, name="what_if"),
    path("plan/pins/", planning.pins, name="pins"),
    path("plan/pins/<uuid:pin>/remove/", planning.unpin, name="unpin"),
    path("plan/choices/", planning.chosen, name="choices"),
    path("plan/<uuid:plan>/", planning.one, name="one_plan"),
    path("plan/<uuid:plan>/stop/", planning.stop, name="stop"),
    path("plan/<uuid:plan>/publish/", planning.publish, name="publish"),
]
