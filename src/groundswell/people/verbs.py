"""What people's verbs are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "add_person": _("Somebody joined"),
    "ask_everybody": _("Everybody was asked for some minutes"),
    "assign_role": _("A role was given to somebody"),
    "be_away": _("Days away were noted"),
    "be_back": _("Days away were taken back, or became fewer"),
    "change_address": _("An address to sign in with was changed"),
    "change_calendar": _("The length of sprints was changed"),
    "change_organisation": _("The organisation's choices were changed"),
    "change_person": _("What is known of somebody was changed"),
    "change_role": _("A role was changed"),
    "end_cell": _("A cell was closed"),
    "end_role": _("A role ended"),
    "found": _("The organisation was founded"),
    "leave": _("Somebody left, or will"),
    "make_role": _("A role was made"),
    "move_to_cell": _("Somebody came into a cell, or left one"),
    "open_cell": _("A cell was opened"),
    "put_cell_into": _("A cell was put into another one"),
    "rejoin": _("Somebody came back"),
    "rename_cell": _("A cell was given another name"),
    "rename_served": _("A community or project was given another name"),
    "serve": _("A community or project was named"),
    "set_milestones": _("The milestones of sprints were changed"),
}


def say() -> None:
    """Tell the log."""
    words.say("people", WORDS)
