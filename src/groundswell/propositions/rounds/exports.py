"""What of a vote may leave: what its page shows, as a table and as data, each with how it came about and a hash.

Reasons stay on the page: they are words of single people, let in for the readers there.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from groundswell.propositions.models import Round
from groundswell.propositions.proposing.exports.leaving import hash_of
from groundswell.propositions.proposing.exports.written import table_of
from groundswell.propositions.rounds import sentences, told
from groundswell.propositions.rounds.published import Published, Shown
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Share


def as_data(found: Round, day: date, result: Published, before: Published | None = None) -> dict[str, Any]:
    """Return what is shown as plain data, with a method card, and the hash of everything else in it.

    `before`: what was published of the round that this one follows.
    """
    content = {
        "title": found.title,
        "question": found.question,
        "held_elsewhere": found.elsewhere,
        "published_on": day.isoformat(),
        "fewest_people": result.k,
        "participation": told.participation(found, result),
        "statements": [_statement(number, each) for number, each in enumerate(result.statements, 1)],
        "agreement": _agreed(told.agreement(result)),
        "agreement_of_groups": _agreed(told.agreement_of_groups(result)),
        "groups": [_group(each) for each in told.groups(result)],
        "no_groups": str(sentences.NO_GROUPS[result.groups.reason]) if result.groups.reason else "",
        "tests_of_groups": told.tests(result.groups),
        "since_the_round_before": _since(found, result, before),
        "method": method_card(found, result),
    }
    return {**content, "sha256": hash_of(content)}


def method_card(found: Round, result: Published) -> list[str]:
    """Return how this came about, in sentences."""
    how = _("Each who was asked had one sealed book of votes. What may be shown was computed once, after the close.")
    if found.elsewhere_mark:
        how = _("It was voted on elsewhere, and brought in from files. What may be shown was computed once.")
    return [
        how,
        _("Nothing is about fewer than %(k)d people; how many voted on a statement is a band.") % {"k": result.k},
        _(
            "Shares are of all who voted on a statement, in steps; the last step on either side also holds the one "
            "before it."
        ),
        _(
            "Low and high are a 90 % interval (Wilson, 1927), widened by what the steps may have moved: in nine of ten "
            "cases the share among all who could have voted lies in it."
        ),
        _("A statement divides us where at least a quarter stands on each side. Else it stands where more are."),
        _("We agree where the interval begins at half or above; across groups, where more than half of each agree."),
        _("Groups are shown only where they stand further apart than chance and come back with other people."),
        _("The hash is SHA-256 of everything else in the JSON file, keys sorted, no blanks."),
    ]


def data(found: Round, day: date, result: Published, before: Published | None = None) -> str:
    """Return everything as JSON."""
    return json.dumps(as_data(found, day, result, before), indent=2, ensure_ascii=False) + "\n"


def table(found: Round, day: date, result: Published, before: Published | None = None) -> str:
    """Return a row for each statement; how it came about, and the hash of the JSON, stand in the last columns."""
    content = as_data(found, day, result, before)
    since = content["since_the_round_before"] or {"title": "", "changed": "", "statements": []}
    then = {each["statement"]: each["before"] for each in since["statements"]}
    heads = [_("number"), _("statement"), _("where it stands")]
    for side in (_("agree"), _("disagree")):
        heads += [side, _("%(side)s, low %%") % {"side": side}, _("%(side)s, high %%") % {"side": side}]
    heads += [_("how many voted"), _("it matters to"), _("why nothing is shown"), _("published on")]
    heads += [_("participation"), _("the round before"), _("what changed since"), _("agree in the round before")]
    made = [day.isoformat(), content["participation"], since["title"], since["changed"]]
    about = [" ".join(content["method"]), content["sha256"]]
    rows = ([*row, *made, then.get(row[1], ""), *about] for row in _rows(content["statements"]))
    return table_of([*heads, _("method"), "sha256"], rows)


def _rows(statements: list[dict[str, Any]]) -> Iterator[list[str]]:
    for each in statements:
        row = [str(each["number"]), each["text"], each["stands"]]
        for side in (each["agree"], each["disagree"]):
            row += [side["words"], str(side["low"]), str(side["high"])] if side else ["", "", ""]
        yield [*row, each["voted"], each["matters_to"], each["not_shown_because"]]


def _since(found: Round, result: Published, before: Published | None) -> dict[str, Any] | None:
    if found.follows is None:
        return None
    lines = told.since_before(result, before) if before else []
    return {
        "title": found.follows.title,
        "changed": found.changed,
        "statements": [{"statement": text, "before": then, "now": now} for text, then, now in lines],
    }


def _statement(number: int, shown: Shown) -> dict[str, Any]:
    figure = shown.figure
    return {
        "number": number,
        "text": shown.text,
        "stands": str(sentences.SORTS[figures.sort_of(figure)]),
        "agree": _share(figure.agree, figure.seen) if figure else None,
        "disagree": _share(figure.disagree, figure.seen) if figure else None,
        "voted": _band(figure.seen) if figure else "",
        "matters_to": _band(figure.matters) if figure else "",
        "not_shown_because": sentences.why(shown.why) if shown.why else "",
    }


def _share(shown: Share, seen: str) -> dict[str, Any]:
    return {"words": sentences.share(shown, seen), "percent": shown.value, "low": shown.low, "high": shown.high}


def _agreed(lines: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"statement": text, "share": words} for text, words in lines]


def _group(group: tuple[str, str, list[tuple[str, str]]]) -> dict[str, Any]:
    name, size, apart = group
    return {"name": name, "people": size, "apart": [{"statement": text, "share": words} for text, words in apart]}


def _band(band: str) -> str:
    """Return a band with a dash that no spreadsheet takes for a day of the year."""
    return band.replace("-", "–")
