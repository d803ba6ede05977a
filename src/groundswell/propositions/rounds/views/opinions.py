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
from groundswell.propositions.rounds import pictures, queries, sentences
from groundswell.propositions.rounds.published import Groups, Published, Shown
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Figure, Sort
from groundswell.propositions.rounds.views.rounds import found_for
from groundswell.web.access import Access, access

A_PAGE = 20
MOST_REASONS = 5
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
    told = queries.opinions_of(found)
    if told is None:
        raise Http404
    day, result = told
    shown = {
        "round": found,
        "day": day,
        "result": result,
        "participation": _participation(found, result),
        "sections": _sections(result, request.GET, queries.reasons_of(found)),
        "picture": pictures.map_of(result),
        "share_words": pictures.share_words(result.picture.share) if result.picture else "",
        "no_groups": sentences.NO_GROUPS[result.groups.reason] if result.groups.reason else "",
        "tests": _tests(result.groups),
        "groups": _groups(result),
    }
    return render(request, "propositions/rounds/opinions.html", shown)


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


def _participation(found: Round, result: Published) -> str:
    if found.elsewhere_mark:
        return _("It was voted on elsewhere: how many were asked there is not known.")
    if result.participation == 0:
        return _("How many voted is not told: so few did, or were asked, that it would speak of single people.")
    return _("At least %(share)d %% of all who were asked voted.") % {"share": result.participation}


def _tests(groups: Groups) -> str:
    if groups.permutation_p is None:
        return ""
    words = _("Of 100 times that the votes were shuffled, about %(times)d looked as grouped; at most 5 may.") % {
        "times": round(groups.permutation_p * 100)
    }
    if groups.bootstrap_ari is not None:
        words += " " + _("With other people drawn, the groups came back to %(share)d %%; at least 80 are needed.") % {
            "share": max(round(groups.bootstrap_ari * 100), 0)
        }
    return words


def _groups(result: Published) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return each group's name, its size as a band, and what sets it apart, with its share."""
    texts = {each.number: each for each in result.statements}
    found = []
    for place, (size, apart) in enumerate(zip(result.groups.sizes, result.groups.apart, strict=True)):
        lines = [
            (texts[number].text, _apart(texts[number].by_group[place], agrees=agrees))
            for number, agrees in apart
            if number in texts and len(texts[number].by_group) > place
        ]
        found.append((pictures.name_of(place), size.replace("-", "–"), lines))
    return found


def _apart(figure: Figure | None, *, agrees: bool) -> str:
    if figure is None:
        return ""
    words = _("%(share)s agree") if agrees else _("%(share)s disagree")
    return words % {"share": sentences.share(figure.agree if agrees else figure.disagree, figure.seen)}
