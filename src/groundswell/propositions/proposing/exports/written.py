"""The same, as Markdown to paste into a forum or a handbook, as a page, and as a table."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.propositions.models import ReviewAsk
from groundswell.propositions.proposing import sentences
from groundswell.propositions.proposing.exports.leaving import Leaving, as_data
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.web.words import counted

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def forum_post(found: Leaving, address: str) -> str:
    """Return Markdown that pastes into a forum: the need, the parts, what is answered, and the way back."""
    content = found.page.content
    lines = [f"# {_plain(content.title)}", "", _plain(content.need), ""]
    for line in found.page.parts:
        lines += _part_lines(found, line.content.place)
    lines += list(_answers(found))
    lines += ["", _("Say what you think there: nothing said in this thread is lost, it is carried back."), address, ""]
    return "\n".join(lines)


def handbook_change(found: Leaving, address: str) -> str:
    """Return Markdown for a merge request: what was decided, word for word, and why."""
    content = found.page.content
    lines = [f"# {_plain(content.title)}", ""]
    for line in found.page.parts:
        if line.decision is None or line.decision.outcome != Outcome.YES:
            continue
        lines += [f"## {_plain(line.content.title)}", "", line.content.text, "", f"> {_plain(line.decision.reason)}"]
        lines += ["", _decided(line.decision.decider.name, date_format(line.decision.decided_on, "j F Y"))]
        if line.decision.transition_at:
            lines += ["", _("Transition: %(address)s") % {"address": line.decision.transition_at}]
        lines.append("")
    if len(lines) <= 2:  # noqa: PLR2004 - the heading and a blank
        lines += [_("Nothing of it is decided yet, so there is nothing to put into a handbook."), ""]
    return "\n".join([*lines, _("How it came about: %(address)s") % {"address": address}, ""])


def page(found: Leaving) -> str:
    """Return a page of its own, with the method and the hash."""
    return render_to_string("propositions/export.html", {"found": found, "data": as_data(found)})


def table(found: Leaving) -> str:
    """Return the answers as a table."""
    return table_of([_("kind"), _("what was said"), _("answer"), _("reason"), _("part")], _rows(found))


def data(found: Leaving) -> str:
    """Return everything as JSON."""
    return json.dumps(as_data(found), indent=2, ensure_ascii=False) + "\n"


def tickets_csv(asks: Sequence[ReviewAsk], title: str, address: str) -> str:
    """Return one ticket a member, as Jira imports it. The id makes that a second import finds the first."""
    heads = ["Summary", "Assignee", "Description", "Due date", "Original estimate", "Labels", "External id"]
    return table_of(heads, (_ticket(ask, title, address) for ask in asks))


def tickets_list(asks: Sequence[ReviewAsk], title: str, address: str) -> str:
    """Return one line a member, as a Markdown list."""
    lines = (
        f"- [ ] {_plain(ask.person.name)}: {_plain(title)}, {ask.review.minutes} min, "
        f"{ask.deadline.isoformat()} <!-- groundswell {ask.id} -->"
        for ask in asks
    )
    return "\n".join([*lines, "", address, ""])


def _ticket(ask: ReviewAsk, title: str, address: str) -> list[str]:
    return [
        _("Review: %(title)s") % {"title": title},
        ask.person.email,
        address,
        ask.deadline.isoformat(),
        f"{ask.review.minutes}m",
        "groundswell-review",
        f"groundswell-{ask.id}",
    ]


def _rows(found: Leaving) -> Iterator[list[str]]:
    for row in found.rows:
        if row.response is not None:
            fate = str(sentences.FATE[Fate(row.response.fate)])
            yield [row.told.kind.value, row.told.heading, fate, row.response.reason, str(row.response.part.place)]


def table_of(heads: Sequence[str], rows: "Iterator[list[str]]") -> str:
    """Return a table as CSV, in which no spreadsheet finds a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return written.getvalue()


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def _part_lines(found: Leaving, place: int) -> list[str]:
    line = next(each for each in found.page.parts if each.content.place == place)
    cost = f" ({counted(float(line.content.cost_hours), 'hours')})" if line.content.cost_hours else ""
    told = [f"## {place}. {_plain(line.content.title)}{cost}", "", _plain(line.content.text), ""]
    if line.decision is not None:
        outcome = sentences.OUTCOME[Outcome(line.decision.outcome)]
        told += [f"**{_('Decided')}: {outcome}.** {_plain(line.decision.reason)}", ""]
    return told


def _answers(found: Leaving) -> Iterator[str]:
    if found.rows:
        yield f"## {_('What it answers')}"
        yield ""
    for row in found.rows:
        if row.response is not None:
            fate = sentences.FATE[Fate(row.response.fate)]
            yield f"- {_plain(row.told.heading)}: **{fate}**. {_plain(row.response.reason)}"


def _decided(who: str, day: str) -> str:
    return _("Decided by %(who)s on %(day)s.") % {"who": _plain(who), "day": day}


def _plain(text: str) -> str:
    """Return text in which nothing is taken for a mark of Markdown."""
    return _MARKS.sub(r"\\\1", text)
