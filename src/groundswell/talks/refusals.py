"""The sentences with which talks refuse: what happened, and what to do next."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.people.refusals import Refused
from groundswell.talks.rules import meetups, slots
from groundswell.talks.rules.meetups import MeetupFault
from groundswell.talks.rules.points import PointFault
from groundswell.talks.rules.slots import SlotsFault

_POINT = {
    PointFault.SETTLED: gettext_lazy("Its end is agreed already, so a suggestion changes nothing."),
    PointFault.CARRIED: gettext_lazy(
        "This point stands in the register already. Its words still need your yes: you are asked about them there."
    ),
    PointFault.UNSETTLED: gettext_lazy("Nobody has agreed yet that this point leaves the room. It waits for that."),
    PointFault.STAYS: gettext_lazy("This point stays in the room: that is what was agreed."),
    PointFault.OVER: gettext_lazy("It was said that there is nothing to publish of this talk, so no point is added."),
}


def of_point(fault: PointFault) -> Refused:
    """Refuse to change a point like this."""
    return Refused(_POINT[fault])


def of_outcome() -> Refused:
    """Refuse an end that is none of the four."""
    return Refused(_("Choose what becomes of this point."), "outcome")


def without_a_concern() -> Refused:
    """Refuse a perspective of nothing."""
    return Refused(_("Choose the concern that this is a perspective of."), "concern")


def one_at_a_time() -> Refused:
    """Refuse a second time for one dialogue."""
    return Refused(_("A time is booked for this dialogue already. Call it off first, or talk then."), "slot")


def one_with_each() -> Refused:
    """Refuse a second time with one reader."""
    return Refused(
        _("You have a talk with them already that is still to come. Call it off first, or talk then."), "slot"
    )


def half_is_kept() -> Refused:
    """Refuse a receipt the other half of the times."""
    return Refused(
        _(
            "Half of the times are kept for those who book by name, and the other half is taken. Write in your "
            "dialogue, or look again later."
        ),
        "slot",
    )


def of_slots(fault: SlotsFault) -> Refused:
    """Refuse times that cannot be offered."""
    sentences = {
        SlotsFault.NONE: (_("There is no time left in it. Choose a longer time, or a shorter talk."), "until"),
        SlotsFault.PAST: (_("This begins in the past. Choose a later time."), "start"),
        SlotsFault.FAR: (_("Offer times of the next three months; later ones can be added later."), "day"),
        SlotsFault.MINUTES: (
            _("A talk takes %(least)d to %(most)d minutes.")
            % {"least": slots.SHORTEST_MINUTES, "most": slots.LONGEST_MINUTES},
            "minutes",
        ),
        SlotsFault.OVERLAP: (_("You offer some of this time already. Choose another."), "start"),
        SlotsFault.MANY: (
            _("%(most)d open times are enough. Take some back first.") % {"most": slots.MOST_SLOTS},
            "",
        ),
    }
    return Refused(*sentences[fault])


def without_a_desk() -> Refused:
    """Refuse to offer times while nothing can be sealed to their reader."""
    return Refused(_("Set up your desk first: who books a talk is sealed to it."))


def slot_gone() -> Refused:
    """Refuse a time that cannot be taken any more."""
    return Refused(_("This time is not free any more. Choose another one; what you wrote is still here."), "slot")


def own_slot() -> Refused:
    """Refuse to talk with oneself."""
    return Refused(_("You offered this time yourself. Choose somebody else’s."), "slot")


def not_a_reader(names: str) -> Refused:
    """Refuse a text talk with somebody who cannot read the dialogue."""
    return Refused(
        _("Your dialogue is read by %(names)s only. Choose a time of theirs, or start a new dialogue.")
        % {"names": names or _("nobody any more")},
        "slot",
    )


def over() -> Refused:
    """Refuse to call off what was held, or is called off."""
    return Refused(_("This talk was held, or was called off, so nothing changed."))


def of_minutes() -> Refused:
    """Refuse a length that no talk has."""
    return Refused(_("Say how many minutes it took: from 1 to 480."), "minutes")


def not_yet() -> Refused:
    """Refuse to note a talk that is still to come."""
    return Refused(_("This talk has not begun yet, or was called off."), "minutes")


def meetup_over() -> Refused:
    """Refuse an answer to what is not held any more."""
    return Refused(_("This meetup is not held any more, so nothing changed."))


def of_meetup(fault: MeetupFault) -> Refused:
    """Refuse a meetup that cannot be like this."""
    sentences = {
        MeetupFault.PURPOSE: (_("Say what it is for. One line is enough."), "purpose"),
        MeetupFault.MINUTES: (
            _("A meetup takes %(least)d to %(most)d minutes.")
            % {"least": meetups.SHORTEST_MINUTES, "most": meetups.LONGEST_MINUTES},
            "minutes",
        ),
        MeetupFault.NOBODY: (_("Choose at least one person to invite."), "people"),
        MeetupFault.MANY: (
            _("%(most)d people are more than a meetup holds. Invite fewer.") % {"most": meetups.MOST_INVITED},
            "people",
        ),
        MeetupFault.PAST: (_("This day is over. Choose a later one."), "first_on"),
    }
    return Refused(*sentences[fault])
