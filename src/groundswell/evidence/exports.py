"""A period as rows of a table and as JSON, each with how it was made and a hash. What no page shows is not here."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from groundswell.evidence import sentences
from groundswell.evidence.queries.interventions import Shown
from groundswell.evidence.queries.page import Page
from groundswell.evidence.rules.numbers import Estimate, Number, Unit
from groundswell.hours.rules.amounts import hours_of
from groundswell.people import queries as people

# A spreadsheet reads what begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
FIELDS = ("section", "key", "what", "value", "low", "high", "unit", "counted", "source", "note")


def rows(page: Page) -> Iterator[dict[str, object]]:
    """Yield every number, rating and gap of a page as a row."""
    for section in page.sections:
        yield from (_row(section.heading, each) for each in section.numbers)
        for rating in section.ratings:
            known = {"value": rating.mean, "low": rating.low, "high": rating.high, "counted": rating.answers}
            yield _blank(section.heading, f"sprint-{rating.sprint}", sentences.rated(rating)) | known
    for share in page.shares:
        yield _row(_("Who pays"), share.number) | {"note": f"{share.percent} %"}
    for gap in page.unknown:
        row = _blank(_("Not known"), gap.key, gap.words)
        counted = _row("", gap.number) if gap.number else {}
        yield row | {name: counted[name] for name in ("value", "unit", "counted", "source") if counted}


def method(page: Page) -> dict[str, str]:
    """Return how the page was made, as it stands beside its numbers."""
    return {
        "source": _("Groundswell of %(organisation)s") % {"organisation": people.organisation().name},
        "period": f"{page.period.span.first.isoformat()}/{page.until.isoformat()}",
        "counts": _("A count is the number of rows of the list that it opens, a sum is the sum of them."),
        "waits": _("Median waits count what still waits as waiting (Kaplan and Meier, 1958), with 95 % intervals."),
        "ratings": _("Only figures that were released, once, after the close of a check-in."),
        "claims": str(sentences.NO_CLAIM),
        "effects": _(
            "A difference is called one where the step at the registered date, looked at once, is larger than 95 % of "
            "series without a step show: placebo in time, calibrated by simulation. See docs/build/evidence.md."
        ),
    }


def as_data(page: Page) -> dict[str, object]:
    """Return everything for machines, with the hash of it."""
    content = {
        "method": method(page),
        "period": page.period.key,
        "is_over": page.is_over,
        "rows": list(rows(page)),
        "interventions": [_intervention(each) for each in page.interventions],
    }
    return content | {"sha256": hash_of(content)}


def hash_of(content: Mapping[str, object]) -> str:
    """Return the hash of what is exported, without the hash itself."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def as_json(page: Page) -> str:
    """Return everything as JSON."""
    return json.dumps(as_data(page), indent=2, ensure_ascii=False, default=str) + "\n"


def as_csv(page: Page) -> str:
    """Return the rows for a spreadsheet; how they were made, and the hash of the JSON, stand in the last columns."""
    kept = io.StringIO(newline="")
    made = {"period": method(page)["period"], "method": method(page)["waits"], "sha256": str(as_data(page)["sha256"])}
    writer = csv.DictWriter(kept, [*FIELDS, *made])
    writer.writeheader()
    for row in rows(page):
        writer.writerow({name: _plain(value) for name, value in (row | made).items()})
    return kept.getvalue()


def _row(section: str, number: Number | Estimate) -> dict[str, object]:
    told = _blank(section, number.key, number.words) | {
        "unit": str(sentences.UNITS[number.unit]),
        "source": number.source,
        "note": number.note,
        "counted": len(number.rows),
    }
    if isinstance(number, Estimate):
        low, high = number.interval
        return told | {"value": number.median, "low": low, "high": high}
    is_time = number.unit is Unit.MINUTES
    return told | {"value": float(hours_of(number.value)) if is_time else number.value}


def _blank(section: str, key: str, what: str) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(FIELDS, "")
    return empty | {"section": section, "key": key, "what": what}


def _intervention(shown: Shown) -> dict[str, object]:
    told = shown.intervention
    return {
        "name": told.name,
        "on": told.on,
        "measure": told.measure,
        "compares_with": told.compares_with,
        "every": told.every,
        "looks_after": told.looks_after,
        "registered_at": told.registered_at,
        "fingerprint": told.fingerprint,
        "state": shown.state.value,
        "found": dict(shown.said),
    }


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
