"""What pages and exports say of figures: how sure first, then whom they are about, or why nothing can be said."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.checkins.rules.answers import Said
from groundswell.checkins.rules.figures import Change, Shown, Told, Why
from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import ORGANISATION, Word
from groundswell.engines.disclosure import Kind, Reason, Scale
from groundswell.web.words import joined

type Names = Mapping[str, str]

# Nobody's: for readers outside, to whom no cell is named.
OUTSIDE: Names = {}

# Beyond so many, a list of cells is cut where there is no room for all of them.
MOST_NAMED = 5

WHY: dict[Reason | Why, str | Promise] = {
    Reason.NOBODY_ANSWERED: gettext_lazy("cannot be shown, because no answers came this time"),
    Reason.TOO_FEW: gettext_lazy(
        "cannot be shown, because it, or whoever is counted with it, would be fewer than %(k)d people or answers"
    ),
    Reason.SCALES: gettext_lazy("cannot be shown, because its answers were given on different scales"),
    Reason.DIFFERENCE: gettext_lazy(
        "cannot be shown, because together with figures already published it would tell something about fewer than "
        "%(k)d people"
    ),
    Reason.UNPROVEN: gettext_lazy(
        "cannot be shown, because it could not be proven that it tells nothing about fewer than %(k)d people"
    ),
    Why.DESTROYED: gettext_lazy("nothing to show: nobody opened the answers in time, and they were destroyed unopened"),
    Why.ONLY_PARTS: gettext_lazy("cannot be shown for everyone together; what can be shown stands with the cells"),
    Why.NO_FIGURE: gettext_lazy("cannot be shown, because no figure of this check-in speaks for it"),
    Why.NOT_OUTSIDE: gettext_lazy("not shown outside the organisation"),
    Why.OTHER_SCALE: gettext_lazy("not in this picture: it was given on another scale, and scales are never mixed"),
}

BANDS = {
    "4-9": gettext_lazy("4 to 9 answers"),
    "5-9": gettext_lazy("5 to 9 answers"),
    "10-19": gettext_lazy("10 to 19 answers"),
    "20+": gettext_lazy("20 answers or more"),
}

CAUSES = {
    Word.PROCESS: gettext_lazy("mostly how we work"),
    Word.PERSONAL: gettext_lazy("mostly personal"),
    Word.BOTH: gettext_lazy("both"),
}

IN_OWN_NAME = {
    Word.PROCESS: gettext_lazy("It is mostly how we work."),
    Word.PERSONAL: gettext_lazy("It is mostly personal."),
    Word.BOTH: gettext_lazy("It is both: how we work, and personal."),
}

CHANGES = {
    Change.FIRST: gettext_lazy("There is no earlier figure to compare it with."),
    Change.OTHER_CELLS: gettext_lazy(
        "It cannot be compared with sprint %(sprint)d: that figure was about other cells (%(about)s)."
    ),
    Change.OTHER_SCALE: gettext_lazy(
        "It cannot be compared with sprint %(sprint)d: that figure was given on another scale."
    ),
    Change.UNSURE: gettext_lazy(
        "In sprint %(sprint)d it was %(before)s. The difference is smaller than the uncertainty, so it may be chance."
    ),
    Change.HIGHER: gettext_lazy(
        "Higher than in sprint %(sprint)d (%(before)s), by more than the uncertainty of both together."
    ),
    Change.LOWER: gettext_lazy(
        "Lower than in sprint %(sprint)d (%(before)s), by more than the uncertainty of both together."
    ),
}


def how_sure(shown: Shown) -> str:
    """Return "between 5 and 7, most likely 6"."""
    words = {name: half(getattr(shown, name)) for name in ("low", "high", "mean")}
    return _("between %(low)s and %(high)s, most likely %(mean)s") % words


def on_scale(scale: Scale, item: Item | None) -> str:
    """Say from where to where a figure can go, and what both ends mean: of the rating, or of an item."""
    low, high = ends_of(item)
    ends = {"low": scale.low, "high": scale.high, "low_words": low, "high_words": high}
    if not (low and high):
        return _("On a scale from %(low)d to %(high)d.") % ends
    return _("On a scale from %(low)d (%(low_words)s) to %(high)d (%(high_words)s).") % ends


def ends_of(item: Item | None) -> tuple[str, str]:
    """Return what the lowest and the highest number mean: of the rating, or of an item."""
    return item.poles if item else (_("bad"), _("good"))


def half(number: Fraction) -> str:
    """Return a multiple of one half as people write it."""
    return number_format(int(number) if number.denominator == 1 else float(number))


def band(answers: str) -> str:
    """Return in words how many answers there were, as far as that is said."""
    return str(BANDS.get(answers, answers))


def why_not(told: Told) -> str:
    """Return why there is no figure, or none of its own; nothing where there is one."""
    if told.reason is None:
        return ""
    reason = str(WHY[told.reason]) % {"k": told.check_in.k}
    return _("alone it %(reason)s") % {"reason": reason} if told.shown else reason


def about(shown: Shown, names: Names, *, most: int | None = None) -> str:
    """Say whom a figure is about, by cell: nothing where it is the whole organisation's own."""
    if names is OUTSIDE:
        return _("everyone") if shown.kind == Kind.TOTAL and not shown.without else _("most of us")
    if shown.kind == Kind.OWN:
        return "" if shown.cells == (ORGANISATION,) else cells_in_words(shown.cells, names)
    if shown.kind == Kind.ROLLING:
        return _("%(cell)s, over three check-ins together") % {"cell": cells_in_words(shown.cells, names)}
    if shown.kind == Kind.TOTAL and shown.unit == ORGANISATION:
        return _total(shown, names, most)
    return _("%(cells)s together") % {"cells": cells_in_words(shown.cells, names, most)}


def cells_in_words(cells: Sequence[str], names: Names, most: int | None = None) -> str:
    """Return the names of cells in the order of the alphabet, the first few where there is no room for all."""
    ordered = sorted((name_of(each, names) for each in cells), key=str.casefold)
    left = 0 if most is None else max(len(ordered) - most, 0)
    if not left:
        return joined(ordered)
    more = ngettext("%(number)d more cell", "%(number)d more cells", left) % {"number": left}
    return joined([*ordered[:most], more])


def name_of(unit: str, names: Names) -> str:
    """Return what a unit is called; people of the organisation itself are those outside every cell."""
    return _("people outside every cell") if unit == ORGANISATION else names.get(unit, _("a cell that is gone"))


def changed(change: Change, before: Told | None, names: Names) -> str:
    """Say what changed since the figure before."""
    if before is None or before.shown is None:
        return str(CHANGES[Change.FIRST])
    return str(CHANGES[change]) % {
        "sprint": before.check_in.sprint,
        "before": how_sure(before.shown),
        "about": about(before.shown, names, most=MOST_NAMED) or _("everyone"),
    }


def cause_in_words(word: Word, said: str, k: int) -> tuple[str, str]:
    """Return a cause and how often it was said, as far as that can be shown: whatever cannot looks alike."""
    return str(CAUSES[word]), band(said) if said else cause_not_shown(k)


def cause_not_shown(k: int) -> str:
    """Say why a count is not there, without telling which of the three it is."""
    return _("cannot be shown: fewer than %(k)d, nobody, or nearly everybody") % {"k": k}


def causes_not_counted() -> str:
    """Say why no cause of a check-in is counted."""
    return _("not counted, because there is no figure of everyone")


def causes_in_a_line(said: Mapping[Word, str] | None) -> str:
    """Return what was said of the causes of an earlier check-in, in one line."""
    if said is None:
        return causes_not_counted()
    hidden = _("not shown")
    lines = (f"{CAUSES[word]}: {band(answers) if answers else hidden}" for word, answers in said.items())
    return "; ".join(lines)


def in_own_name(sprint: int, said: Said) -> str:
    """Return an answer as its author may sign it: the rating on its scale, the word for the cause, and nothing else."""
    rating = _("My rating of sprint %(sprint)d is %(rating)d, on a scale from %(low)d (bad) to %(high)d (good).") % {
        "sprint": sprint,
        "rating": said.rating,
        "low": said.low,
        "high": said.high,
    }
    return f"{rating} {IN_OWN_NAME[said.cause]}" if said.cause else rating


def _total(shown: Shown, names: Names, most: int | None) -> str:
    if not shown.without:
        return _("everyone")
    return _("everyone without %(cells)s") % {"cells": cells_in_words(shown.without, names, most)}
