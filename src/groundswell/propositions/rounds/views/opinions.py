"""What a round voted: statements first, each with how sure it is; then the map, and groups only where there are any."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people.answering import who
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import exports, pictures, queries, sentences, told
from groundswell.propositions.rounds.behind import MOST_REASONS
from groundswell.propositions.rounds.published import Published, Shown
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Sort
from groundswell.propositions.rounds.views.rounds import found_for
from groundswell.web.access import Access, access

A_PAGE = 20
type Reasons = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Line:
    """One statement in words."""

    text: str
    agree: str = ""
    agree_between: str = ""
    disagree: str = ""
    disagree_between: str = ""
    seen: str = ""
    matters: str = ""
    why: str = ""
    # Of a statement that divides us: why some agree and others do not, or why that is not shown.
    divides: bool = False
    for_it: tuple[str, ...] = ()
    against_it: tuple[str, ...] = ()
    no_reasons: str = ""


@dataclass(frozen=True)
class Section:
    """One sort of statements: how many there are, and one page of them in words."""

    key: str
    words: str
    count: int
    page: Page[Shown]
    lines: list[Line]


@access(Access.MEMBER)
def opinions(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show what was published of a round."""
    found = found_for(who(request), round_id)
    kept = queries.opinions_of(found)
    if kept is None:
        raise Http404
    day, result = kept
    before = _before(found)
    shown = {
        "round": found,
        "day": day,
        "result": result,
        "participation": told.participation(found, result),
        "sections": _sections(result, request.GET, queries.reasons_of(found)),
        "picture": pictures.map_of(result),
        "share_words": pictures.share_words(result.picture.share) if result.picture else "",
        "no_groups": sentences.NO_GROUPS[result.groups.reason] if result.groups.reason else "",
        "tests": told.tests(result.groups),
        "groups": told.groups(result),
        "agreement": told.agreement(result),
        "agreement_of_groups": told.agreement_of_groups(result),
        "before": told.since_before(result, before) if before else [],
    }
    return render(request, "propositions/rounds/opinions.html", shown)


@access(Access.MEMBER)
def export(request: HttpRequest, round_id: UUID, form: str) -> HttpResponse:
    """Give what the page shows as a table or as data, with how it came about and its hash."""
    found = found_for(who(request), round_id)
    kept = queries.opinions_of(found)
    if kept is None or form not in _FORMS:
        raise Http404
    kind, name, write = _FORMS[form]
    answer = HttpResponse(write(found, *kept, _before(found)), content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


_FORMS = {
    "table": ("text/csv", "opinions.csv", exports.table),
    "data": ("application/json", "opinions.json", exports.data),
}


def _before(found: Round) -> Published | None:
    """Return what was published of the round that this one follows, or None."""
    kept = queries.opinions_of(found.follows) if found.follows else None
    return kept[1] if kept else None


def _sections(result: Published, asked: QueryDict, reasons: Mapping[int, Reasons]) -> list[Section]:
    """Return the four sorts of statements, each with its page: `agreed=2` turns the first one's."""
    by_sort: dict[Sort, list[Shown]] = {each: [] for each in Sort}
    for each in result.statements:
        by_sort[figures.sort_of(each.figure)].append(each)
    found = []
    for sort, some in by_sort.items():
        ordered = sorted(some, key=lambda each: (figures.rank(each.figure), each.number))
        page = Paginator(ordered, A_PAGE).get_page(asked.get(sort.value))
        lines = [_with_reasons(result, each, reasons.get(each.number, ([], []))) for each in page]
        found.append(Section(sort.value, str(sentences.SORTS[sort]), len(some), page, lines))
    return found


def _with_reasons(result: Published, shown: Shown, reasons: Reasons) -> Line:
    """Return a statement in words; where it divides us, with what both sides say for it."""
    line = line_of(shown)
    if shown.figure is None or figures.sort_of(shown.figure) is not Sort.DIVIDES:
        return line
    if not figures.carries_reasons(shown.figure, result.k):
        words = _("Reasons are not shown: on one side there may be fewer than %(k)d people.") % {"k": result.k}
        return replace(line, divides=True, no_reasons=words)
    for_it, against_it = (tuple(each[:MOST_REASONS]) for each in reasons)
    return replace(line, divides=True, for_it=for_it, against_it=against_it)


def line_of(shown: Shown) -> Line:
    """Return a statement in words."""
    if shown.figure is None:
        return Line(shown.text, why=str(sentences.why(shown.why)) if shown.why else "")
    figure = shown.figure
    return Line(
        shown.text,
        sentences.share(figure.agree, figure.seen),
        sentences.between(figure.agree),
        sentences.share(figure.disagree, figure.seen),
        sentences.between(figure.disagree),
        figure.seen.replace("-", "–"),
        figure.matters.replace("-", "–"),
    )
