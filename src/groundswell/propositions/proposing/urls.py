"""The routes of propositions."""

from django.urls import path

from groundswell.propositions.proposing.views import covering, deciding, link, outside, reading, reviewing, writing

app_name = "propositions"
urlpatterns = [
    path("propositions/", reading.propositions, name="propositions"),
    path("propositions/new/", writing.begin, name="begin"),
    path("propositions/roles/", reading.role_map, name="role_map"),
    path("propositions/<uuid:proposition>/", reading.proposition, name="proposition"),
    path("propositions/<uuid:proposition>/changes/", reading.changes, name="changes"),
    path("propositions/<uuid:proposition>/draft/", reading.draft, name="draft"),
    path("propositions/<uuid:proposition>/edit/", writing.edit, name="edit"),
    path("propositions/<uuid:proposition>/parts/new/", writing.new_part, name="new_part"),
    path("propositions/<uuid:proposition>/concerns/", writing.link_concern, name="link_concern"),
    path("propositions/<uuid:proposition>/concerns/unlink/", writing.unlink_concern, name="unlink_concern"),
    path("propositions/<uuid:proposition>/coverage/", covering.coverage, name="coverage"),
    path("propositions/<uuid:proposition>/coverage/<uuid:item>/", covering.answer_item, name="answer_item"),
    path("propositions/<uuid:proposition>/sides/<uuid:item>/", covering.hold_side, name="hold_side"),
    path("propositions/<uuid:proposition>/sides/<uuid:item>/note/", covering.note_side, name="note_side"),
    path("propositions/<uuid:proposition>/publish/", writing.publish, name="publish"),
    path("propositions/<uuid:proposition>/review/", reviewing.send, name="send"),
    path("propositions/<uuid:proposition>/answer/", reviewing.answer, name="answer"),
    path("propositions/<uuid:proposition>/objection/end/", reviewing.end_objection, name="end_objection"),
    path("propositions/<uuid:proposition>/objection/which/", reviewing.say_which, name="say_which"),
    path("propositions/<uuid:proposition>/tickets/<slug:form>/", reviewing.tickets, name="tickets"),
    path("propositions/<uuid:proposition>/where/", deciding.where, name="where"),
    path("propositions/<uuid:proposition>/outside/", outside.let_out, name="outside"),
    path("propositions/<uuid:proposition>/export/<slug:form>/", reading.export, name="export"),
    path("propositions/parts/<uuid:part>/edit/", writing.edit_part, name="edit_part"),
    path("propositions/parts/<uuid:part>/split/", writing.split, name="split_part"),
    path("propositions/parts/<uuid:part>/remove/", writing.remove_part, name="remove_part"),
    path("propositions/parts/<uuid:part>/decide/", deciding.decide, name="decide"),
    path("propositions/decisions/<uuid:decision>/look/", deciding.look, name="look"),
    path("propositions/asks/<uuid:ask>/offer/", reviewing.offer, name="offer"),
    path("propositions/statements/", deciding.statements, name="statements"),
    path("propositions/statements/new/", deciding.new_statement, name="new_statement"),
    path("propositions/statements/<uuid:statement>/", deciding.stand_behind, name="stand_behind"),
    path("propositions/statements/<uuid:statement>/say/", deciding.speak, name="speak"),
    path("r/<slug:link>/", link.by_link, name="by_link"),
]
