"""What the queue says to people: words for what the rules decide."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from groundswell.questions.models import Item
from groundswell.questions.rules.box import Reason, Verdict
from groundswell.questions.rules.figures import What
from groundswell.questions.rules.lists import Lists
from groundswell.questions.rules.states import State

type Words = str | Promise

STATE: dict[State, Words] = {
    State.UNANSWERED: _("nobody replied"),
    State.ON_US: _("waiting on us"),
    State.ON_THEM: _("waiting on them"),
    State.ANSWERED: _("answered"),
}
LIST: dict[Lists, Words] = {
    Lists.UNANSWERED: _("Unanswered"),
    Lists.SILENT: _("Nobody replied"),
    Lists.ON_US: _("Waiting on us"),
    Lists.ON_THEM: _("Waiting on them"),
    Lists.ANSWERED: _("Answered"),
    Lists.RESOLVED: _("Resolved or closed"),
    Lists.AFTERWARDS: _("Wrote again afterwards"),
    Lists.LARGE: _("Large"),
    Lists.ESCALATED: _("Escalated to the advocates"),
    Lists.LEFT_BEHIND: _("Of somebody who is away"),
    Lists.SNOOZED: _("Put off"),
    Lists.HANDED_OFF: _("Handed off"),
    Lists.NOT_OURS: _("Not ours"),
}
ABOUT_LIST: dict[Lists, Words] = {
    Lists.UNANSWERED: _("No reply by our people, and no accepted answer. The oldest first."),
    Lists.SILENT: _("No reply by any person but the one who asks; bots do not count. The oldest first."),
    Lists.ON_US: _("There are replies, and the last voice is not ours. The oldest first."),
    Lists.ON_THEM: _("There are replies, and the last voice is ours. The oldest first."),
    Lists.ANSWERED: _("A reply is marked as the accepted answer. The newest first."),
    Lists.RESOLVED: _("Marked as resolved, or closed, where it was asked. The newest first."),
    Lists.AFTERWARDS: _(
        "It was answered, resolved or closed, and whoever asked wrote again in the last 30 days. The oldest first."
    ),
    Lists.LARGE: _("Estimated above two hours. The oldest first."),
    Lists.ESCALATED: _("Larger than the two hours that a firefighter has in a sprint. The oldest first."),
    Lists.LEFT_BEHIND: _("Somebody took these and is away today: anybody may take them over. The oldest first."),
    Lists.SNOOZED: _("They come back by themselves on the morning of their day."),
    Lists.HANDED_OFF: _("Another team or person has them, or is asked. The newest first."),
    Lists.NOT_OURS: _("Somebody said that these are not for us. The newest first."),
}
WORK: dict[str, Words] = {
    Item.Work.QUESTION.value: _("question"),
    Item.Work.UPSTREAM.value: _("upstream work"),
    Item.Work.OUTSIDE.value: _("outside the core"),
    Item.Work.NEWS.value: _("news, nobody asks"),
}
REASON: dict[Reason, Words] = {
    Reason.AGE: _("days since it was asked (30 at most)"),
    Reason.THEIRS: _("we had answered, and they wrote again"),
    Reason.UNANSWERED: _("our people have said nothing yet"),
    Reason.KNOWN: _("something like it was answered before"),
    Reason.NEWCOMER: _("their first question"),
    Reason.AWAY: _("whoever has it is away"),
    Reason.SIZE: _("a day less for each half hour that it takes"),
}
VERDICT: dict[Verdict, Words] = {
    Verdict.FITS: _("fits"),
    Verdict.LARGE: _("above two hours: a plan of its own"),
    Verdict.NO_ROOM: _("does not fit into what is left"),
}
WHAT: dict[What, Words] = {
    What.FIRST: _("Until the first reply"),
    What.NEXT: _("Until the next reply, after they wrote again"),
    What.RESOLUTION: _("Until it is resolved"),
}
ABOUT_WHAT: dict[What, Words] = {
    What.FIRST: _("From the question to the first reply by another person. Bots and whoever asked do not count."),
    What.NEXT: _("From the first time that they wrote again after a reply, to the next reply by another person."),
    What.RESOLUTION: _("From the question to the moment at which it was marked as resolved where it was asked."),
}
HOURS_FROM: dict[str, Words] = {
    "plan": _("from your plan of the external stream in this sprint, by the working days of this week"),
    "protected": _("from the external hours that are protected in this sprint, by the working days of this week"),
    "limit": _("from your limit of external hours in this sprint, by the working days of this week"),
    "community": _("what a firefighter has for the community in a sprint"),
    "none": _("neither a role of a firefighter nor a plan gives you any"),
}
SELECTION: dict[str, Words] = {
    "asked": _("All questions of the period"),
    "first-done": _("Questions with a reply by another person"),
    "first-still": _("Questions without a reply by another person"),
    "next-all": _("Questions to which they wrote again after a reply"),
    "next-done": _("Questions in which somebody replied again"),
    "next-still": _("Questions in which nobody replied again"),
    "resolution-done": _("Questions that are resolved"),
    "resolution-still": _("Questions that are not resolved"),
    "solved": _("Questions with an accepted answer"),
    "replied": _("Questions with a first reply"),
    "backlog": _("Questions that wait: unanswered, or waiting on us"),
    "compared": _("Questions that were compared with earlier ones"),
    "repeats": _("Questions that are very like an earlier one"),
    "closed-silently": _("Questions that were closed without a reply by another person"),
}


def standing_in_words(item: Item) -> str:
    """Return where a question stands, for whoever takes it over: what is known without asking anybody."""
    lines = [gettext("Nobody replied so far.")]
    if item.replies and item.last_voice_at is not None:
        many = ngettext("%(n)d reply so far", "%(n)d replies so far", item.replies) % {"n": item.replies}
        told = {"replies": many, "day": date_format(timezone.localtime(item.last_voice_at), "j M Y")}
        if item.is_last_ours:
            lines = [gettext("%(replies)s; the last voice, of %(day)s, is ours.") % told]
        else:
            lines = [gettext("%(replies)s; the last voice, of %(day)s, is not ours.") % told]
    if item.estimate_minutes:
        told = {"hours": f"{item.estimate_minutes / 60:g}"}
        lines.append(gettext("Somebody estimated that it takes %(hours)s h.") % told)
    return "\n".join(lines)


def grown_in_words(item: Item) -> str:
    """Return why a question went to the advocates by itself, and where it stands."""
    return "\n".join((gettext("It is more than a firefighter’s two hours."), standing_in_words(item)))


def like_in_words(item: Item) -> str:
    """Return that an earlier question is like another one."""
    where = f" ({item.address})" if item.address else ""
    return gettext("Like it: %(title)s%(where)s") % {"title": item.title, "where": where}
