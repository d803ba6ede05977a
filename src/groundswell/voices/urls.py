"""The routes of the voices."""

from django.urls import path

from groundswell.voices.views import mine, said, speak, thread

urlpatterns = [
    path("speak/", speak.speak, name="speak"),
    path("thread/", thread.thread, name="thread"),
    path("said/openly/", said.openly, name="said"),
    path("said/new/", said.new, name="said_new"),
    path("said/carried/", said.carried, name="said_carried"),
    path("said/count/", said.count, name="said_count"),
    path("said/talk/", mine.talk, name="said_talk"),
    path("said/<uuid:voice_id>/", said.one_openly, name="said_openly"),
    path("mine/", mine.mine, name="mine"),
    path("mine/<uuid:voice_id>/", mine.one, name="mine_one"),
    path("mine/<uuid:voice_id>/write/", mine.write, name="mine_write"),
    path("mine/<uuid:voice_id>/confirm/", mine.confirm, name="mine_confirm"),
    path("mine/<uuid:voice_id>/consent/", mine.answer_consent, name="mine_consent"),
    path("mine/<uuid:voice_id>/draft/", mine.answer_draft, name="mine_draft"),
    path("mine/<uuid:voice_id>/close/", mine.close, name="mine_close"),
    path("mine/<uuid:voice_id>/withdraw/", mine.withdraw, name="mine_withdraw"),
    path("mine/<uuid:voice_id>/audience/", mine.audience, name="mine_audience"),
]
