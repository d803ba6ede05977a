"""The desk's routes."""

from django.urls import path

from groundswell.voices.desk.views import door, front, hand_over, keys, promises, voices

urlpatterns = [
    path("", door.desk, name="desk"),
    path("setup/", door.setup, name="desk_setup"),
    path("unlock/", door.unlock, name="desk_unlock"),
    path("recover/", door.recover, name="desk_recover"),
    path("recovery-key/", door.keep_recovery, name="desk_keep_recovery"),
    path("lock/", door.lock, name="desk_lock"),
    path("read/", front.read_page, name="desk_read"),
    path("lists/<slug:queue>/", front.voices, name="desk_list"),
    path("voices/<uuid:voice_id>/", voices.voice, name="desk_voice"),
    path("voices/<uuid:voice_id>/read/", voices.read, name="desk_voice_read"),
    path("voices/<uuid:voice_id>/answer/", voices.answer, name="desk_voice_answer"),
    path("voices/<uuid:voice_id>/draft/", voices.draft, name="desk_voice_draft"),
    path("voices/<uuid:voice_id>/close/", voices.close, name="desk_voice_close"),
    path("voices/<uuid:voice_id>/mute/", voices.mute, name="desk_voice_mute"),
    path("voices/<uuid:voice_id>/unmute/", voices.unmute, name="desk_voice_unmute"),
    path("voices/<uuid:voice_id>/leaving/", voices.tag, name="desk_voice_tag"),
    path("voices/<uuid:voice_id>/leaving/remove/", voices.untag, name="desk_voice_untag"),
    path("voices/<uuid:voice_id>/promise/", voices.promise, name="desk_voice_promise"),
    path("promises/", promises.promises, name="desk_promises"),
    path("promises/<uuid:note_id>/keep/", promises.keep, name="desk_promise_keep"),
    path("promises/<uuid:note_id>/reopen/", promises.reopen, name="desk_promise_reopen"),
    path("promises/<uuid:note_id>/drop/", promises.drop, name="desk_promise_drop"),
    path("keys/", keys.overview, name="desk_keys"),
    path("keys/passphrase/", keys.change_passphrase, name="desk_change_passphrase"),
    path("keys/recovery-key/", keys.print_recovery, name="desk_print_recovery"),
    path("keys/rotate/", keys.rotate, name="desk_rotate"),
    path("keys/reseal/", keys.reseal, name="desk_reseal"),
    path("keys/lost/", keys.lost, name="desk_lost"),
    path("hand-over/", hand_over.hand_over, name="desk_hand_over"),
    path("hand-over/ask/", hand_over.ask, name="desk_hand_over_ask"),
    path("hand-over/move/", hand_over.move, name="desk_hand_over_move"),
    path("hand-over/finish/", hand_over.finish, name="desk_hand_over_finish"),
    path("hand-over/deputy/end/", hand_over.end_deputising, name="desk_end_deputising"),
    path("hand-over/stop/", hand_over.stop, name="desk_hand_over_stop"),
]
