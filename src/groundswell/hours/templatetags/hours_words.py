"""Words of hours in templates. Load them with ``{% load hours_words %}``."""

from django import template

from groundswell.hours import sentences
from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.grants import Certainty
from groundswell.hours.rules.roles import Wish
from groundswell.hours.rules.signals import Reason

register = template.Library()
_WORDS = {
    **{str(each): words for each, words in sentences.STREAM.items()},
    **{str(each): words for each, words in sentences.KIND.items()},
    **{str(each): words for each, words in sentences.CERTAINTY.items()},
    **{str(each): words for each, words in sentences.ACTIVITY.items() if each is not Activity.WORK},
}


@register.filter
def hours(minutes: int | None) -> str:
    """Show minutes as hours; nothing stays nothing."""
    return "" if minutes is None else in_hours(minutes)


@register.filter
def percent(share: float) -> str:
    """Show a share as whole percent."""
    return f"{100 * share:.0f} %"


@register.filter
def in_words(key: Stream | Kind | Activity | Certainty | str) -> str:
    """Show what a stream, kind, activity or certainty is called; a name speaks for itself."""
    return str(_WORDS.get(str(key), key))


@register.filter
def signal_in_words(found: Reason) -> str:
    """Show what a sign is about."""
    return str(sentences.SIGNAL[found.signal])


@register.filter
def says_in_words(found: Reason) -> str:
    """Show what a sign says."""
    return str(sentences.SAYS[found.says])


@register.filter
def reason_in_words(found: Reason) -> str:
    """Show the two numbers that a sign holds against each other."""
    return sentences.reason(found)


@register.filter
def wish_in_words(wish: Wish | str) -> str:
    """Show a wish."""
    return str(sentences.WISH[Wish(wish)])
