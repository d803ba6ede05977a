"""The routes of talks."""

from django.urls import URLPattern, URLResolver, include, path

from groundswell.talks.views import desk, desk_talk, meetups, member, receipt

app_name = "talks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thread/talk/", receipt.talk, name="by_receipt"),
    path("talks/", member.talks, name="talks"),
    path("talks/book/", member.book, name="book"),
    path("talks/<uuid:talk>/", member.one, name="talk"),
    path("talks/<uuid:talk>/121.ics", member.calendar, name="calendar"),
    path("talks/<uuid:talk>/note/", member.note, name="note"),
    path("talks/<uuid:talk>/nothing/", member.nothing, name="nothing"),
    path("talks/<uuid:talk>/off/", member.call_off, name="call_off"),
    path("talks/<uuid:talk>/points/<uuid:point>/", member.agree, name="agree"),
    path("desk/talks/", desk.talks, name="desk_talks"),
    path("desk/talks/now/", desk.free_now, name="free_now"),
    path("desk/talks/times/<uuid:slot>/", desk.take_back, name="take_back"),
    path("desk/talks/of/<uuid:voice_id>/", desk.of_voice, name="of_voice"),
    path("desk/talks/<uuid:talk>/", desk_talk.one, name="desk_talk"),
    path("desk/talks/<uuid:talk>/121.ics", desk_talk.calendar, name="desk_calendar"),
    path("desk/talks/<uuid:talk>/read/", desk_talk.read, name="desk_read"),
    path("desk/talks/<uuid:talk>/note/", desk_talk.note, name="desk_note"),
    path("desk/talks/<uuid:talk>/notes/", desk_talk.keep_notes, name="keep_notes"),
    path("desk/talks/<uuid:talk>/held/", desk_talk.held, name="held"),
    path("desk/talks/<uuid:talk>/off/", desk_talk.call_off, name="desk_call_off"),
    path("desk/talks/<uuid:talk>/points/<uuid:point>/suggest/", desk_talk.suggest, name="suggest"),
    path("desk/talks/<uuid:talk>/points/<uuid:point>/carry/", desk_talk.carry, name="carry"),
    path("meetups/", meetups.meetups, name="meetups"),
    path("meetups/new/", meetups.new, name="new_meetup"),
    path("meetups/<uuid:meetup>/", meetups.one, name="meetup"),
    path("meetups/<uuid:meetup>/answer/", meetups.answer, name="answer"),
    path("meetups/<uuid:meetup>/day/", meetups.name_day, name="name_day"),
    path("meetups/<uuid:meetup>/end/", meetups.end, name="end_meetup"),
    path("", include("groundswell.talks.transcripts.urls")),
]
