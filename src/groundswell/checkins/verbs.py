"""What the verbs of check-ins are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "add_help": _("A place to turn to was named"),
    "ask_questions": _("A question of check-ins was switched on"),
    "change_check_in_plan": _("When and how check-ins open was changed"),
    "change_help": _("A place to turn to was changed"),
    "choose_conversion": _("Answers on another scale were converted, by somebody's choice"),
    "close_check_in": _("A check-in closed"),
    "destroy_check_in": _("A check-in that nobody opened in time was destroyed"),
    "drop_conversion": _("A conversion of another scale was taken back"),
    "drop_help": _("A place to turn to was taken away"),
    "drop_questions": _("A question of check-ins was switched off"),
    "forget_check_ups": _("Imported answers were deleted"),
    "keep_check_ups": _("Answers of a check-up were brought in, sealed"),
    "list_check_up_again": _("A low answer came back onto the list"),
    "move_questions": _("The order of the questions was changed"),
    "open_check_in": _("A check-in opened"),
    "open_check_ups": _("The list of low answers was opened"),
    "refer": _("Somebody was referred, and reads it first"),
    "release_check_in": _("The figures of a check-in were published"),
    "see_to_check_up": _("A low answer was seen to"),
    "share_check_ups": _("Imported answers were sealed to another reader too"),
    "show_outside": _("A figure of a check-in was shown outside"),
}


def say() -> None:
    """Tell the log."""
    words.say("checkins", WORDS)
