"""The routes of the outward queue."""

from django.urls import path

from groundswell.questions.views import bridging, figures, handing, identities, reading, tracking, working

app_name = "questions"
urlpatterns = [
    path("questions/", reading.queue, name="queue"),
    path("questions/box/", reading.box, name="box"),
    path("questions/by-link/", tracking.track, name="track"),
    path("questions/mine/", reading.mine, name="mine"),
    path("questions/handed/", reading.handed, name="handed"),
    path("questions/gaps/", reading.gaps, name="gaps"),
    path("questions/gaps/<int:gap>/close/", working.close_gap, name="close_gap"),
    path("questions/concern/", bridging.concern, name="concern"),
    path("questions/figures/", figures.figures, name="figures"),
    path("questions/figures/export/", figures.export, name="export"),
    path("questions/hours/", figures.hours, name="hours"),
    path("questions/figures/<slug:selection>/", figures.counted, name="counted"),
    path("questions/people/", identities.identities, name="identities"),
    path("questions/people/<int:identity>/", identities.identity, name="identity"),
    path("questions/people/<int:identity>/all.json", identities.everything_of, name="everything_of"),
    path("questions/people/<int:identity>/erase/", identities.erase, name="erase"),
    path("questions/people/<int:identity>/with/<int:other>/merge/", identities.merge, name="merge"),
    path("questions/people/<int:identity>/with/<int:other>/apart/", identities.keep_apart, name="keep_apart"),
    path("questions/people/<int:identity>/is/<uuid:person>/", identities.is_ours, name="is_ours"),
    path("questions/merges/<int:merge>/undo/", identities.undo, name="undo_merge"),
    path("questions/efforts/<uuid:effort>/remove/", working.take_back_effort, name="take_back_effort"),
    path("questions/hand-offs/<uuid:hand_off>/accept/", handing.accept, name="accept"),
    path("questions/hand-offs/<uuid:hand_off>/decline/", handing.decline, name="decline"),
    path("questions/hand-offs/<uuid:hand_off>/outcome/", handing.outcome, name="outcome"),
    path("questions/hand-offs/<uuid:hand_off>/note/", handing.note, name="note"),
    path("questions/hand-offs/<uuid:hand_off>/undo/", handing.undo, name="undo"),
    path("questions/<int:item>/", reading.item, name="item"),
    path("questions/<int:item>/again/", figures.again, name="again"),
    path("questions/<int:item>/turn/", tracking.tell_turn, name="tell_turn"),
    path("questions/<int:item>/take/", working.take, name="take"),
    path("questions/<int:item>/back/", working.give_back, name="give_back"),
    path("questions/<int:item>/estimate/", working.estimate, name="estimate"),
    path("questions/<int:item>/spend/", working.spend, name="spend"),
    path("questions/<int:item>/snooze/", working.snooze, name="snooze"),
    path("questions/<int:item>/not-ours/", working.not_ours, name="not_ours"),
    path("questions/<int:item>/settle/", working.settle, name="settle"),
    path("questions/<int:item>/sort/", working.sort, name="sort"),
    path("questions/<int:item>/hand-off/", handing.hand_off, name="hand_off"),
    path("questions/<int:item>/escalate/", handing.escalate, name="escalate"),
    path("questions/<int:item>/case-of/", bridging.case_of, name="case_of"),
]
