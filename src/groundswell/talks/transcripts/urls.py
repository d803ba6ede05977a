"""The routes of meetings: transcripts, recordings, action items and quotes."""

from django.urls import path

from groundswell.talks.action_items import views as action_items
from groundswell.talks.quotes import views as quotes
from groundswell.talks.recordings import views as recordings
from groundswell.talks.transcripts import left, views

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/left/", left.meetings, name="left_meetings"),
    path("meetings/<uuid:meeting>/left/", left.meeting, name="left_meeting"),
    path("meetings/<uuid:meeting>/left/destroy/", left.destroy, name="destroy_left"),
    path("meetings/<uuid:meeting>/", views.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/mine/", views.own_words, name="own_words"),
    path("meetings/<uuid:meeting>/speakers/", views.speakers, name="speakers"),
    path("meetings/<uuid:meeting>/speakers/add/", views.add_speaker, name="add_speaker"),
    path("meetings/<uuid:meeting>/destroy/", views.destroy, name="destroy_words"),
    path("meetings/<uuid:meeting>/recording/", recordings.recording, name="recording"),
    path("meetings/<uuid:meeting>/recording/unlink/", recordings.unlink, name="unlink_recording"),
    path("meetings/<uuid:meeting>/items/", action_items.items, name="items"),
    path("meetings/items/<uuid:item>/", action_items.item, name="item"),
    path("meetings/items/<uuid:item>/ask/", action_items.ask, name="ask_item"),
    path("meetings/items/<uuid:item>/decline/", action_items.decline, name="decline_item"),
    path("meetings/items/<uuid:item>/rewrite/", action_items.rewrite, name="rewrite_item"),
    path("meetings/<uuid:meeting>/quote/<int:page_number>/<int:place>/", quotes.new_quote, name="new_quote"),
    path("quotes/", quotes.quotes, name="quotes"),
    path("public/quotes/", quotes.public_quotes, name="public_quotes"),
    path("public/quotes/<uuid:quote>/", quotes.public_quote, name="public_quote"),
    path("quotes/<uuid:quote>/", quotes.quote, name="quote"),
    path("quotes/<uuid:quote>/answer/", quotes.answer_quote, name="answer_quote"),
    path("quotes/<uuid:quote>/redraft/", quotes.redraft, name="redraft_quote"),
    path("quotes/<uuid:quote>/ask/", quotes.ask, name="ask_speaker"),
    path("quotes/<uuid:quote>/publish/", quotes.publish, name="publish_quote"),
    path("quotes/<uuid:quote>/withdraw/", quotes.withdraw, name="withdraw_quote"),
]
