"""Everybody reads: the periods, one of them, what a number counted, what it cost, and the exports."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.evidence import exports, pictures, policy
from groundswell.evidence.queries import cost as costs
from groundswell.evidence.queries import interventions, periods
from groundswell.evidence.queries.page import Page, page_of
from groundswell.evidence.rules.numbers import Estimate
from groundswell.people.answering import who
from groundswell.web.access import Access, access

A_PAGE = 100


@access(Access.MEMBER)
def evidence(request: HttpRequest) -> HttpResponse:
    """List the periods there are, and what was registered."""
    listed = periods.lately()
    kinds = list(dict.fromkeys(each.kind for each in listed))
    shown = {
        "groups": [(kind, [each for each in listed if each.kind is kind]) for kind in kinds],
        "registered": interventions.all_shown(),
        "registers": policy.may_register(who(request)),
    }
    return render(request, "evidence/evidence.html", shown)


@access(Access.MEMBER)
def period(request: HttpRequest, period: str) -> HttpResponse:
    """Show everything that is known of a period, and what is not."""
    page = _page(request, period)
    return render(request, "evidence/period.html", {"page": page, "chart": pictures.ratings(page)})


@access(Access.MEMBER)
def counted(request: HttpRequest, period: str, number: str) -> HttpResponse:
    """Show exactly the list that a number counted."""
    page = _page(request, period)
    found = page.numbers.get(number)
    if found is None:
        raise Http404
    rows = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page", "1"))
    estimate = found if isinstance(found, Estimate) else None
    return render(request, "evidence/counted.html", {"page": page, "number": found, "estimate": estimate, "rows": rows})


@access(Access.MEMBER)
def cost(request: HttpRequest, period: str) -> HttpResponse:
    """Show hours and money beside results, without a claim."""
    page, person = _page(request, period), who(request)
    lines = costs.cost_of(page.hours, page.until) if page.hours is not None else []
    keys = ("raised", "decided", "fixed", "confirmed", "moved", "accepted")
    shown = {
        "page": page,
        "lines": lines,
        "sums": costs.sums_of(lines),
        "without": costs.without_rate(lines),
        "results": [page.numbers[key] for key in keys if key in page.numbers],
        "sets_rates": policy.may_set_rates(person),
    }
    return render(request, "evidence/cost.html", shown)


@access(Access.MEMBER)
def as_csv(request: HttpRequest, period: str) -> HttpResponse:
    """Return the numbers for a spreadsheet."""
    page = _page(request, period)
    return _file(exports.as_csv(page), "text/csv; charset=utf-8", f"evidence-{page.period.key}.csv")


@access(Access.MEMBER)
def as_json(request: HttpRequest, period: str) -> HttpResponse:
    """Return the numbers for machines."""
    page = _page(request, period)
    return _file(exports.as_json(page), "application/json", f"evidence-{page.period.key}.json")


def _page(request: HttpRequest, period: str) -> Page:
    found = periods.period_named(period)
    if found is None:
        raise Http404
    return page_of(who(request), found)


def _file(text: str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=kind, headers=headers, status=HTTPStatus.OK)
