"""Our part of the weekly letter: what nobody outside has an answer to, by topic."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.questions.models import Item
from groundswell.questions.queries import queue
from groundswell.questions.rules.lists import Lists, age_in_days

_TOPICS, _EACH = 5, 5
_CONSIDERED = 300
_SHORT = 90


class Unanswered:
    """What waits and all of us may read, by topic: a label, or the source. The same lines for everybody."""

    order = 60

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return the lines; none where nothing waits. Two queries, each after one of what all of us may read."""
        del person, since
        items = list(queue.listed(Lists.UNANSWERED)[:_CONSIDERED])
        if not items:
            return ()
        found = _counted()
        waiting = found.total()
        count = ngettext("%(n)d question from outside waits", "%(n)d questions from outside wait", waiting)
        lines = [_("%(waiting)s for a reply by our people.") % {"waiting": count % {"n": waiting}}]
        for topic, many in found.most_common(_TOPICS):
            oldest = [each for each in items if _topic(each) == topic][:_EACH]
            lines.append(f"  {topic}: {many}")
            lines += [f"    - {_told(each, day)}" for each in oldest]
        return lines


def _counted() -> Counter[str]:
    """Count everything that waits by topic, not only what is looked at for its title."""
    found: Counter[str] = Counter()
    rows = queue.listed(Lists.UNANSWERED).order_by().values_list("labels", "source__name")
    for labels, name, number in rows.annotate(number=Count("id")):
        found[_named(labels, name)] += number
    return found


def _topic(item: Item) -> str:
    return _named(item.labels, item.source.name)


def _named(labels: Sequence[object], source: str) -> str:
    return str(labels[0]) if labels else source


def _told(item: Item, day: date) -> str:
    age = age_in_days(item.opened_at.date() if item.opened_at else day, day)
    title = item.title if len(item.title) <= _SHORT else item.title[: _SHORT - 1] + "…"
    return ngettext("%(title)s (%(n)d day)", "%(title)s (%(n)d days)", age) % {"title": title, "n": age}
