"""What the verbs of voices and of the desk are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "answer": _("A dialogue was answered from the desk"),
    "ask_about_hand_over": _("Authors were asked whether somebody else may read"),
    "begin_hand_over": _("Handing a desk over was begun"),
    "change_audience": _("Something said openly was shown to more people, or to fewer"),
    "change_passphrase": _("A desk got another passphrase"),
    "close_dialogue": _("A dialogue was closed from the desk"),
    "drop_promise": _("A promise was given up"),
    "end_deputising": _("A deputy's reading ended"),
    "end_desk": _("A desk ended, after its reader left or had the role no more"),
    "finish_hand_over": _("Handing a desk over was finished"),
    "give_up_desk": _("The keys of a desk were destroyed"),
    "hand_over": _("Dialogues went to another reader, by their authors' yes"),
    "keep_promise": _("A promise was kept"),
    "keep_recovery_key": _("A recovery key was put away"),
    "mute": _("A dialogue was muted"),
    "print_recovery_key": _("A recovery key was printed anew"),
    "promise": _("Something was promised"),
    "read": _("A sealed voice was read"),
    "recover_desk": _("A desk was opened with its recovery key"),
    "reopen_promise": _("A promise was opened again"),
    "reseal": _("Dialogues were sealed to a new key"),
    "rotate_key": _("A desk got a new key"),
    "set_up_desk": _("A desk was set up"),
    "speak_openly": _("Something was said openly"),
    "stop_hand_over": _("Handing a desk over was called off"),
    "unlock_desk": _("A desk was unlocked"),
    "unmute": _("A muted dialogue was let in again"),
    "withdraw": _("Something said openly was taken back"),
}


def say() -> None:
    """Tell the log."""
    words.say("voices", WORDS)
