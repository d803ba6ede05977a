"""What the verbs of questions are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "begin_source": _("A source of questions was begun"),
    "erase_person": _("Somebody outside was erased"),
    "import_archive": _("An archive of questions was read"),
    "keep_apart": _("It was said that two outside are two people"),
    "link_identity": _("It was said which of us somebody outside is"),
    "merge_identities": _("Two names outside became one person"),
    "undo_merge": _("One person outside became two again"),
    "choose_hours": _("It was said which hours count as working hours"),
    "accept_hand_off": _("A question that was handed on was accepted"),
    "close_gap": _("A gap in the documentation was closed"),
    "decline_hand_off": _("A question that was handed on was declined"),
    "escalate": _("A question from outside went to the advocates"),
    "estimate": _("It was said how long a question takes"),
    "give_back": _("A question from outside was given back"),
    "hand_off": _("A question from outside was handed on"),
    "note_hand_off": _("It was said what is known of a question that was handed on"),
    "note_ticket": _("A question that was handed on became a ticket in a tracker"),
    "link_question": _("It was said of which concern a question is a case"),
    "raise_from": _("Questions from outside became a concern"),
    "say_outcome": _("It was said what became of a question that was handed on"),
    "set_not_ours": _("It was said whether a question is ours"),
    "settle": _("It was said that words after the end of a question need no answer"),
    "snooze": _("A question from outside was put off"),
    "sort_as": _("It was said what a question is to us"),
    "track": _("A thread outside is followed by its link"),
    "tell_turn": _("It was told what happened in a thread outside"),
    "take_back_turn": _("What was told of a thread outside was taken back"),
    "take": _("A question from outside was taken"),
    "undo_hand_off": _("A hand-off was taken back"),
}


def say() -> None:
    """Tell the log."""
    words.say("questions", WORDS)
