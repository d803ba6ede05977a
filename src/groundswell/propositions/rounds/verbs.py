"""What the verbs of rounds are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "add_statement": _("A statement was put to the vote"),
    "close_phase": _("A silent phase of a round closed"),
    "follow_round": _("A round was led to its proposition"),
    "keep_suggestion": _("A suggested statement was let in"),
    "move_round": _("A round went on to its next phase"),
    "open_round": _("A round opened"),
    "prepare_round": _("A round was prepared"),
    "publish_opinions": _("What a round voted was published"),
    "put_off_phase": _("The last day of a phase was put off"),
    "reject_suggestion": _("A suggested statement was not let in, with a reason"),
    "reveal_ideas": _("The ideas of a round were revealed"),
    "show_late_idea": _("A late idea was shown"),
    "withdraw_statement": _("A statement was taken out of a vote, with a reason"),
}


def say() -> None:
    """Tell the log."""
    words.say("propositions", WORDS)
