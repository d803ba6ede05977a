"""Words for what rounds are in."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext

from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.figures import NoGroups, Share, Sort, Why
from groundswell.propositions.rounds.rules.phases import Ending, Phase, Template, days_of, days_planned, minutes_of
from groundswell.web.words import day_in_words

PHASES = {
    Phase.PREPARE: _later("being prepared"),
    Phase.IDEAS: _later("ideas, alone"),
    Phase.CLARIFY: _later("reveal and clarify"),
    Phase.VOTES: _later("statements and votes"),
    Phase.PROPOSITION: _later("proposition"),
    Phase.SIDES: _later("both sides"),
    Phase.REVIEW: _later("review"),
    Phase.DECISION: _later("decision"),
    Phase.FOLLOW_UP: _later("did it help?"),
    Phase.ENDED: _later("ended"),
    Phase.LATE: _later("late ideas"),
}
TEMPLATES = {
    Template.REVIEW_ONLY: _later("Review only"),
    Template.QUICK_CONSENT: _later("Quick consent in five days"),
    Template.FULL: _later("Full round"),
}
SORTS = {
    Sort.AGREED: _later("What more agree with than disagree"),
    Sort.DISAGREED: _later("What more disagree with than agree"),
    Sort.DIVIDES: _later("What divides us"),
    Sort.UNHEARD: _later("Where we have not heard enough"),
}
NO_GROUPS = {
    NoGroups.NONE_FOUND: _later("The votes do not fall into groups."),
    NoGroups.CHANCE: _later(
        "Votes that were shuffled within each statement look as grouped as these: what looks like groups is chance."
    ),
    NoGroups.UNSTABLE: _later(
        "With other people of the same kind the groups would be others, so they would say more about who happened to "
        "vote than about opinions."
    ),
    NoGroups.SMALL: _later("A group would be so small that it would speak of single people."),
}
MISSING = {
    Missing.STATEMENT: _later("There is no statement to vote on yet."),
    Missing.PROPOSITION: _later("No published proposition is noted here yet."),
    Missing.SENDING: _later("The review of its proposition was not sent yet."),
    Missing.REVIEW: _later("The review of its proposition is open. When it closes, the round goes on by itself."),
    Missing.DECISION: _later("Not every part of its proposition is decided yet."),
}
ENDINGS = {
    Ending.TOO_FEW: _later("Too few people were left to be asked, so nothing was opened: it was destroyed."),
    Ending.KEY_LOST: _later("The key file that closed this phase is missing, so nothing of it can be opened."),
}


def stalled(lacks: Missing | None) -> str:
    """Say that a phase is past its last day, and why it does not go on."""
    words = _("This phase is past its last day.")
    if lacks is not Missing.REVIEW:
        words = _("This phase is past its last day, and waits for the advocates.")
    return f"{words} {MISSING[lacks]}" if lacks else words


def template_about(template: Template) -> str:
    """Say what a template costs."""
    days, minutes = days_of(template), minutes_of(template)
    in_days = ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days}
    return _("%(days)s until the decision; %(minutes)d minutes of each member in all.") % {
        "days": in_days,
        "minutes": minutes,
    }


def template_plan(template: Template, today: date) -> str:
    """Say what a template costs, which phases it has, and when it comes to a decision if it opens today."""
    plan = days_planned(template, Phase.PREPARE, None, today)
    return _("%(about)s %(phases)s. Opened today, it is decided by %(day)s.") % {
        "about": template_about(template),
        "phases": capfirst(" → ".join(str(PHASES[each]) for each in plan if each is not Phase.FOLLOW_UP)),
        "day": day_in_words(plan[Phase.DECISION], today),
    }


def share(shown: Share, seen_by: str) -> str:
    """Say a share: both ends of its scale say that they are ends."""
    end = figures.end_of(shown, seen_by)
    words = {1: _("%(value)d %% or more"), -1: _("%(value)d %% or fewer"), 0: _("about %(value)d %%")}[end]
    return words % {"value": shown.value}


def between(shown: Share) -> str:
    """Say how sure a share is."""
    return _("between %(low)d and %(high)d %%") % {"low": shown.low, "high": shown.high}


def why(reason: Why) -> str:
    """Say why nothing of a statement is shown."""
    if reason is Why.SAME_PEOPLE:
        return _(
            "Nearly the same people, or people of whom nobody knows, voted on these words before: the difference could "
            "be about a few of them."
        )
    return _("So few voted on it that a figure would be about single people.")


# What the log that members read calls these acts.
VERBS = {
    "add_statement": _later("A statement was put to the vote"),
    "close_phase": _later("A silent phase of a round closed"),
    "end_round": _later("A round was ended before its last phase, with a reason"),
    "follow_round": _later("A round was led to its proposition"),
    "keep_elsewhere": _later("What a conversation held elsewhere says was brought in"),
    "keep_reason": _later("A reason on a statement was let in"),
    "keep_suggestion": _later("A suggested statement was let in"),
    "move_round": _later("A round went on to its next phase"),
    "open_late_sheets": _later("Sheets for late ideas were laid out"),
    "open_round": _later("A round opened"),
    "prepare_round": _later("A round was prepared"),
    "publish_opinions": _later("What a round voted was published"),
    "put_off_phase": _later("The last day of a phase was put off"),
    "reject_suggestion": _later("A suggested statement was not let in, with a reason"),
    "reveal_ideas": _later("The ideas of a round were revealed"),
    "show_late_idea": _later("A late idea was shown"),
    "withdraw_statement": _later("A statement was taken out of a vote, with a reason"),
}
