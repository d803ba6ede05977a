"""True figures, each with the list that it counted."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from groundswell.people.answering import see, sent, tried, who
from groundswell.questions import actions, pictures, sentences
from groundswell.questions.forms import HoursForm
from groundswell.questions.queries import again as asked_again
from groundswell.questions.queries import figures as queries
from groundswell.questions.queries import queue, reading
from groundswell.questions.queries.figures import PERIODS, Asking
from groundswell.questions.rules import figures as rules
from groundswell.questions.rules.figures import AGES
from groundswell.questions.rules.working import days_alike
from groundswell.questions.views.answering import item_of, page
from groundswell.questions.views.reading import filters_of
from groundswell.web import words as wording
from groundswell.web.access import Access, access

_PAGE = 30


def asking_of(request: HttpRequest) -> Asking:
    """Return of which questions the figures are, as the address says it."""
    days = request.GET.get("days", "")
    chosen = int(days) if days.isascii() and days.isdecimal() and len(days) < 5 else 0  # noqa: PLR2004 - digits
    is_working = request.GET.get("clock") == "working"
    # Words narrow a list to look something up; no figure is of them.
    filters = replace(filters_of(request), words="")
    return Asking(chosen if chosen in PERIODS else 90, filters, is_working, who(request))


@access(Access.MEMBER)
def figures(request: HttpRequest) -> HttpResponse:
    """Show how long people outside wait."""
    asking = asking_of(request)
    found, now = queries.figures_of(asking)
    shown = {
        "found": found,
        "now": now,
        "asking": asking,
        "query": asking.query,
        "periods": PERIODS,
        "sources": queue.sources(who(request)),
        "works": sentences.WORK.items(),
        "waits": [(each, sentences.WHAT[each.what], sentences.ABOUT_WHAT[each.what]) for each in found.waits],
        "chart": pictures.waits(found.waits[0]),
        "hours": _in_words(queries.working_week().spans),
        "days_off": len(queries.working_week().off),
        "has_findings": queries.has_findings(),
    }
    return page(request, "figures", shown)


@access(Access.ADVOCATE, "GET", "POST")
def hours(request: HttpRequest) -> HttpResponse:
    """Choose which hours count as working hours."""
    now = queries.working_week()
    begun = {f"day_{number}": line for number, line in enumerate(now.spans)} | {"off": "\n".join(now.off)}
    form = HoursForm(sent(request), initial=begun)
    if tried(form, lambda: actions.choose_hours(by=who(request), spans=form.spans, off=form.cleaned_data["off"])):
        return see(f"{reverse('questions:figures')}?clock=working")
    return page(request, "hours", {}, form)


@access(Access.MEMBER)
def counted(request: HttpRequest, selection: str) -> HttpResponse:
    """Show exactly the questions that a number counted."""
    asking = asking_of(request)
    ids = queries.counted(asking, selection)
    if ids is None:
        raise Http404
    pages = Paginator(ids, _PAGE).get_page(request.GET.get("page", 1))
    shown = {
        "heading": words_of(selection),
        "count": len(ids),
        "lines": reading.lines_of(queries.rows_of(list(pages.object_list))),
        "page": pages,
        "query": asking.query,
        "asking": asking,
    }
    return page(request, "counted", shown)


@access(Access.MEMBER)
def again(request: HttpRequest, item: int) -> HttpResponse:
    """Show exactly the questions that were counted where a piece says whether its question came again."""
    found, since = item_of(request, item), _day(request.GET.get("since", ""))
    count = asked_again.of_gap if request.GET.get("of") == "gap" else asked_again.of_question
    counted = count(found.id, since) if since else None
    shown: dict[str, object] = {"item": found, "counted": counted, "since": since}
    if counted is not None:
        parts = ((_("Before"), counted.before), (_("Since then"), counted.after))
        shown["parts"] = [(words, reading.lines_of(queries.rows_of(ids))) for words, ids in parts]
    return page(request, "again", shown)


@access(Access.MEMBER)
def export(request: HttpRequest) -> HttpResponse:
    """Give the figures as JSON, or as a table of every question (CSV)."""
    asking = asking_of(request)
    if request.GET.get("form") == "csv":
        return _table(asking)
    found, now = queries.figures_of(asking)
    # The day alone: a page that differs with each look could hide that somebody acted in between.
    as_of = timezone.localtime(now).date().isoformat()
    return JsonResponse(
        told(found) | {"days": asking.days, "clock": "working" if asking.is_working else "wall", "as_of": as_of}
    )


def told(found: rules.Figures) -> dict[str, object]:
    """Return figures as plain data: null is what is not known yet: never reached, or not watched for so long."""
    return {
        "waits": {
            each.what.value: {
                "n": each.n,
                "still_waiting": each.still,
                **{
                    f"p{one.percent}": {"hours": one.hours, "low": one.low, "high": one.high}
                    for one in each.percentiles
                },
                "within": {
                    str(one.hours): {"share": one.share, "low": one.low, "high": one.high} for one in each.within
                },
                "naive_median": each.naive,
            }
            for each in found.waits
        },
        "unanswered_older_than_days": {
            str(age): {"unanswered": part.count, "of": part.whole} for age, part in found.by_age
        },
        "backlog": {"questions": found.backlog, "median_days": found.backlog_days},
        "absence_factor": {"first_replies": found.absence_of_repliers, "accepted_answers": found.absence_of_solvers},
        "repeats": {"questions": found.repeats.count, "of": found.repeats.whole},
        "closed_without_reply": {
            str(one.hours): {"share": one.share, "low": one.low, "high": one.high} for one in found.closed_silently
        },
    }


def _in_words(spans: Sequence[str]) -> list[str]:
    """Return the hours of a week as they are told: "Mon to Fri 9:00-17:00"."""
    told = []
    for first, last, line in days_alike(spans):
        days = {"first": WEEKDAYS_ABBR[first], "last": WEEKDAYS_ABBR[last], "hours": line}
        told.append((_("%(first)s to %(last)s %(hours)s") if first != last else "%(first)s %(hours)s") % days)
    return told


def words_of(selection: str) -> str:
    """Return what a selection is called."""
    for age in AGES:
        if selection == f"older-{age}":
            return _("Questions older than %(days)s") % {"days": wording.counted(age, "days")}
        if selection == f"unanswered-{age}":
            return _("Questions older than %(days)s without a reply by another person") % {
                "days": wording.counted(age, "days")
            }
    return str(sentences.SELECTION[selection])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _table(asking: Asking) -> HttpResponse:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["question", "asked_at", "first_reply_at", "closed_at", "resolved_at", "is_waiting", "is_repeat"])
    for each in queries.asked(asking):
        moments = (each.opened_at, each.first_reply_at, each.closed_at, each.resolved_at)
        repeat = "" if each.is_repeat is None else int(each.is_repeat)
        writer.writerow([each.key, *(at.isoformat() if at else "" for at in moments), int(each.is_waiting), repeat])
    name = f'attachment; filename="questions-{asking.days}-days.csv"'
    return HttpResponse(lines.getvalue(), "text/csv; charset=utf-8", headers={"Content-Disposition": name})
