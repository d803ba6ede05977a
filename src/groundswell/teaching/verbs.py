"""What the verbs of teaching are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "add_point": _("A duty asks for something more"),
    "answer_duty": _("Questions of a duty were answered"),
    "begin_duty": _("A duty was begun"),
    "begin_piece": _("Something that teaches was begun"),
    "bring_events": _("Events were brought in"),
    "change_event": _("An event was changed"),
    "change_piece": _("Something that teaches was changed"),
    "choose_quotes": _("It was chosen which quotes something holds"),
    "count_reach": _("It was noted how many something reached"),
    "decline_duty": _("Somebody said that they do not take a duty over"),
    "end_duty": _("A duty was ended"),
    "finish_hand_over": _("A duty was handed over"),
    "finish_run": _("A duty was done"),
    "follow": _("Somebody follows a call for papers"),
    "give_permission": _("A permission was given"),
    "hand_over": _("A duty is to be handed over"),
    "look": _("Somebody looked whether a person could be known by a story"),
    "move_piece": _("Something that teaches moved on its way"),
    "name_taker": _("Somebody else is asked to take a duty over"),
    "need_permission": _("A hand-over needs a permission"),
    "note_event": _("An event was noted"),
    "publish_piece": _("Something that teaches was published"),
    "remove_point": _("A duty asks for something no more"),
    "revisit": _("It was noted what became of something that teaches"),
    "skip_run": _("A duty was skipped"),
    "take_duty": _("Somebody said whether they take a duty over"),
    "take_down": _("Something that teaches was taken down outside"),
    "take_out_quote": _("A quote was taken out"),
    "unfollow": _("Somebody follows a call for papers no more"),
    "widen": _("A story of a decision was opened to everybody"),
}


def say() -> None:
    """Tell the log."""
    words.say("teaching", WORDS)
