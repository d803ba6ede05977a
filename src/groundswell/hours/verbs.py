"""What hours' verbs are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "open_line": _("A funding line was named"),
    "end_line": _("A funding line ended"),
    "grant_hours": _("Hours were granted"),
    "announce_sum": _("The sum of a month was announced"),
    "note_expectation": _("It was noted what was asked for, or warned of"),
    "remove_expectation": _("What was asked for, or warned of, was taken back"),
    "set_limit": _("A limit was set"),
    "override_limit": _("A plan was allowed past a limit"),
    "plan_hours": _("Hours were planned"),
    "fit_plan": _("Planned hours were fitted to the hours there are"),
    "bring_hours": _("Hours were brought in from a file, or read from a tracker"),
    "bring_leave": _("Days away were brought in from a calendar"),
    "propose_dates": _("Dates of a transition were proposed"),
    "confirm_date": _("A date of a transition was confirmed"),
    "look_ahead": _("It was asked what a transition would do to the backlog of the cell"),
    "hand_over": _("A role to hand over was named"),
    "take_role": _("Somebody said that they take a role"),
    "answer_role": _("It was said that a role goes along, or that nobody needs it"),
    "remove_role": _("What was said of a role to hand over was taken back"),
    "reopen_date": _("The confirmation of a date of a transition was taken back"),
    "remove_permission": _("A permission is needed no more"),
    "need_permission": _("A permission that a role needs was named"),
    "give_permission": _("A permission that a role needs was given"),
    "start_pilot": _("A pilot began"),
}


def say() -> None:
    """Tell the log."""
    words.say("hours", WORDS)
