"""What the verbs of epics and plans are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "answer_offer": _("An offer was answered"),
    "ask_for_plan": _("A plan was asked for"),
    "ask_whether_it_helped": _("Those who raised a concern were asked whether an epic helped"),
    "choose": _("It was chosen which tickets go to cells first"),
    "begin_epic": _("An epic was begun"),
    "change_epic": _("An epic was changed"),
    "change_ticket": _("A ticket was changed"),
    "end_epic": _("An epic ended"),
    "finish_ticket": _("A ticket was done"),
    "go_on": _("An epic went on after a hold"),
    "hold": _("An epic was put on hold"),
    "let_go_of_concern": _("An epic let go of a concern"),
    "link_concern": _("An epic took up a concern"),
    "not_me": _("A member said which work is not for them"),
    "note_reference": _("It was noted where a ticket stands outside"),
    "offer": _("A ticket was offered"),
    "pin": _("A line of a plan was pinned"),
    "publish_plan": _("A plan was published as offers"),
    "say_spare": _("A member said what hours they have"),
    "set_help": _("It was noted which cells help with an epic"),
    "stop_plan": _("The computation of a plan was stopped"),
    "take_back_offer": _("An offer was taken back"),
    "tell": _("It was said how an epic stands"),
    "unpin": _("A pin of a plan was taken out"),
    "write_ticket": _("A ticket was written"),
}


def say() -> None:
    """Tell the log."""
    words.say("epics", WORDS)
