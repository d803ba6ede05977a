"""The sentences with which check-ins refuse: what happened, and what to do next."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from groundswell.checkins.rules.answers import RatingFault
from groundswell.checkins.rules.check_ups import Fault, Scale
from groundswell.checkins.rules.instruments import MOST_K, KFault
from groundswell.checkins.rules.periods import LEAST_K
from groundswell.checkins.rules.referrals import LineFault
from groundswell.people.refusals import Refused


class NotCounted(Refused):
    """Nothing was counted, because of the link and not because of what was chosen. `is_gone`: it was good once."""

    def __init__(self, sentence: str, *, is_gone: bool) -> None:
        super().__init__(sentence)
        self.is_gone = is_gone


def of_rating(fault: RatingFault, low: int, high: int) -> Refused:
    """Refuse what is no rating."""
    sentence = {
        RatingFault.NONE: _("Choose a number from %(low)d to %(high)d. Nothing was counted yet."),
        RatingFault.NO_NUMBER: _("This is not a number. Choose one from %(low)d to %(high)d; nothing was counted yet."),
        RatingFault.NOT_WHOLE: _("Only whole numbers from %(low)d to %(high)d count. Choose the one that is nearest."),
        RatingFault.OUTSIDE: _("The numbers go from %(low)d to %(high)d. Choose one of them; nothing was counted yet."),
    }[fault]
    return Refused(sentence % {"low": low, "high": high}, "rating")


def mistyped() -> NotCounted:
    """Refuse a link that is not whole."""
    sentence = _(
        "This link is not whole, or was changed on its way. Copy it again from the letter, or open it from the start "
        "page."
    )
    return NotCounted(sentence, is_gone=False)


def used(sprint: int) -> NotCounted:
    """Refuse a ballot whose hash is gone while its check-in is open."""
    sentence = _(
        "This link of sprint %(sprint)d has been used, or was ended: it opens nothing more. Each link counts once, and "
        "nobody can tell whose it was. The links of people who leave end, too; who comes back answers next time."
    )
    return NotCounted(sentence % {"sprint": sprint}, is_gone=True)


def over(sprint: int, closed_on: date, open_sprint: int | None) -> NotCounted:
    """Refuse a ballot of a check-in that has closed."""
    sentence = _("The check-in of sprint %(sprint)d closed on %(day)s, so nothing was counted.") % {
        "sprint": sprint,
        "day": formats.date_format(closed_on, "l j F"),
    }
    if open_sprint is not None:
        sentence += " " + _(
            "The one of sprint %(sprint)d is open: its link is in the letter and on the start page."
        ) % {"sprint": open_sprint}
    return NotCounted(sentence, is_gone=True)


def unknown_sprint(sprint: int) -> NotCounted:
    """Refuse a whole link of a check-in that this installation does not know: it was restored from an older backup."""
    sentence = _("There is no check-in of sprint %(sprint)d here. Open the link from the start page.")
    return NotCounted(sentence % {"sprint": sprint}, is_gone=True)


def released_already(sprint: int) -> Refused:
    """Refuse to open the answers of a period a second time."""
    return Refused(
        _("The answers of sprint %(sprint)d were opened already: what may be shown is published, and they are gone.")
        % {"sprint": sprint}
    )


def not_closed(sprint: int) -> Refused:
    """Refuse to open the answers of a period that is open."""
    return Refused(
        _("The check-in of sprint %(sprint)d is still open. Nobody sees anything before it closes.")
        % {"sprint": sprint}
    )


def no_key(sprint: int) -> Refused:
    """Refuse a reader to whom the answers were not sealed, or when the server's own key is missing."""
    return Refused(
        _("The answers of sprint %(sprint)d do not open here: they were sealed before this desk had its key.")
        % {"sprint": sprint}
    )


def no_outer_key(sprint: int) -> Refused:
    """Refuse when the key file of the outer box is missing."""
    return Refused(
        _(
            "The key file that closed the answers of sprint %(sprint)d is missing. Restore the keys beside the backup, "
            "then open them again."
        )
        % {"sprint": sprint}
    )


def another_first(sprint: int, oldest: int) -> Refused:
    """Refuse to open a period before an older one: what is published is held against everything before it."""
    return Refused(
        _("Open the answers of sprint %(oldest)d first. Those of sprint %(sprint)d are held against its figures.")
        % {"oldest": oldest, "sprint": sprint}
    )


def of_person(found: int) -> str:
    """Say why a word of a check-up names nobody."""
    if found:
        return _("Several people are called so. Write the address instead.")
    return _("Nobody here has this name or address. Leave it empty where no person is meant.")


def of_check_up(fault: Fault, scale: Scale | None) -> str:
    """Say why a line of a check-up cannot be taken."""
    sentence = {
        Fault.NO_SCALE: _("Write the scale as its ends, the worst first: 1-10, or 0-5."),
        Fault.NO_RATING: _("Write the rating as a number."),
        Fault.NOT_WHOLE: _("Only whole numbers are ratings here."),
        Fault.OUTSIDE: _("This rating is not on the scale %(scale)s."),
        Fault.NO_DAY: _("Write the day as year, month and day: 2026-11-24."),
        Fault.TO_COME: _("This day is still to come."),
        Fault.LONG: _("A reason has at most 500 characters."),
        Fault.PERSONAL: _(
            "The word “personal” stands within this reason. Write “personal” alone, of which that word is kept; or "
            "say in other words what of it is how you work."
        ),
    }[fault]
    return sentence % {"scale": scale}


def of_line(fault: LineFault) -> Refused:
    """Refuse a line about somebody."""
    sentence = {
        LineFault.EMPTY: _("Write one line: what you noticed."),
        LineFault.LONG: _("One line has at most 500 characters."),
    }[fault]
    return Refused(sentence, "line")


def of_k(fault: KFault, now: int) -> Refused:
    """Refuse another smallest group."""
    sentence = {
        KFault.FEW: _("Nothing is ever said about fewer than %(least)d people."),
        KFault.LOWERED: _("It is %(now)d, and can only be raised: people have answered under that promise."),
        KFault.MANY: _("From %(most)d people on nothing would be left to show."),
    }[fault]
    return Refused(sentence % {"least": LEAST_K, "now": now, "most": MOST_K}, "k")
