"""What everybody may open, as far as they may read it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.register import policy, sentences
from groundswell.register.models import Bearing, Evidence, Idea, Item, Perspective, Theme
from groundswell.register.policy import Reading
from groundswell.register.ports import cases_outside
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.ground import as_shown, without_ground
from groundswell.register.queries.pairs import pair_view
from groundswell.register.queries.proposals import was_refused
from groundswell.register.queries.publication import open_wording
from groundswell.register.rules import concerns as rules
from groundswell.register.rules.concerns import State
from groundswell.register.sentences import Words
from groundswell.register.views.answering import page, person_of, reading_of, see
from groundswell.web.access import Access, access


@access(Access.MEMBER)
def concerns(request: HttpRequest) -> HttpResponse:
    """List the concerns that this person may read, what moved last first."""
    return page(request, "concerns", concern_list(request, reading_of(request)))


@access(Access.MEMBER)
def concern(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Show one concern, or the one that stands for it."""
    reading = reading_of(request)
    found = queries.concern_for(reading, concern)
    if found is None:
        raise Http404
    if found.root is not None and policy.may_read(reading, found.root):
        return see("concern", found.root.id)
    if policy.not_given(reading, [found]):
        return page(request, "not_given", {"item": found})
    keeps = policy.may_keep(reading, found)
    shown = {
        "shown": queries.page_of(found, reading),
        "keeps": keeps,
        "wording": open_wording(found) if keeps else None,
        "was_refused": keeps and was_refused(found),
        "why_withheld": why_withheld(found) if keeps else "",
        "moves": rules.moves_from(State(found.state)),
        "cases": [case for port in cases_outside for case in port.cases_of(found.id, person_of(request))],
    }
    return page(request, "concern", shown)


@access(Access.MEMBER)
def idea(request: HttpRequest, idea: UUID) -> HttpResponse:
    """Show one idea, and what it does to which concerns."""
    reading = reading_of(request)
    found = policy.visible(Idea.objects.select_related("holder", "written_by", "cell"), reading).filter(id=idea).first()
    if found is None:
        raise Http404
    if policy.not_given(reading, [found]):
        return page(request, "not_given", {"item": found})
    pairs = found.fits.filter(concern__audience_key__in=reading.keys).select_related("concern", "concern__root")
    as_shown([found, *(each.concern for each in pairs)], reading)
    ordered = sorted(pairs, key=lambda fit: (fit.day, fit.concern.title))
    return page(request, "idea", about(found, reading) | {"pairs": ordered})


@access(Access.MEMBER)
def perspective(request: HttpRequest, perspective: UUID) -> HttpResponse:
    """Show one view, to those who may read it and to its holder."""
    reading = reading_of(request)
    found = Perspective.objects.select_related("holder", "concern", "written_by", "cell").filter(id=perspective).first()
    if found is None or not policy.may_read_view(reading, found):
        raise Http404
    if policy.not_given(reading, [found]):
        return page(request, "not_given", {"item": found})
    reads_concern = policy.may_read(reading, found.concern)
    as_shown([found, found.concern], reading)
    return page(request, "perspective", about(found, reading) | {"reads_concern": reads_concern})


@access(Access.MEMBER)
def shelf(request: HttpRequest) -> HttpResponse:
    """Show the evidence shelf."""
    reading = reading_of(request)
    numbered, lines = lists.page_of_evidence(reading, request.GET.get("page", 1))
    return page(request, "shelf", {"page": numbered, "lines": lines, "at_the_desk": reading.at_the_desk})


@access(Access.MEMBER)
def evidence(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """Show one entry of the shelf."""
    reading = reading_of(request)
    found = policy.visible(Evidence.objects.select_related("written_by", "cell"), reading).filter(id=evidence).first()
    if found is None:
        raise Http404
    if policy.not_given(reading, [found]):
        return page(request, "not_given", {"item": found})
    rows = Bearing.objects.filter(evidence=found, concern__audience_key__in=reading.keys)
    bearings = list(rows.select_related("concern"))
    as_shown([found, *(each.concern for each in bearings)], reading)
    return page(request, "evidence", about(found, reading) | {"bearings": bearings})


@access(Access.MEMBER)
def pairs(request: HttpRequest) -> HttpResponse:
    """Show ideas against concerns, with the blanks."""
    reading = reading_of(request)
    theme = _theme(request)
    seen = pair_view(
        reading,
        theme=theme,
        concerns_page=request.GET.get("concerns", "1"),
        ideas_page=request.GET.get("page", "1"),
    )
    shown = {"seen": seen, "themes": lists.themes_offered(), "theme": theme, "at_the_desk": reading.at_the_desk}
    return page(request, "pairs", shown)


def about(item: Item, reading: Reading) -> dict[str, object]:
    """Return what the page of any item shows beside its words."""
    keeps = policy.may_keep(reading, item)
    return {
        "item": item,
        "readers": queries.readers_of(item),
        "sources": queries.sources_of([item.id], item, reading),
        "history": queries.history_of([item.id], reading),
        "keeps": keeps,
        "wording": open_wording(item) if keeps else None,
        "was_refused": keeps and was_refused(item),
        "why_withheld": why_withheld(item) if keeps else "",
    }


def why_withheld(item: Item) -> Words:
    """Return why nobody beyond the desk reads an item's words now, to those who keep it; nothing where they may."""
    refusal = without_ground([item]).get(item.id)
    return sentences.MISSING[refusal] if refusal else ""


def concern_list(request: HttpRequest, reading: Reading) -> dict[str, object]:
    """Return what a list of concerns shows, by the state, the theme and the words that its address asks for."""
    asked = request.GET.get("state", "")
    states = rules.states_asked_for(asked)
    words, theme = request.GET.get("words", ""), _theme(request)
    rows = lists.concerns_for(reading, states=states, theme=theme, words=words)
    counted = lists.states_counted(reading)
    known = sum(counted[state] for state in states or State) if theme is None and not words.strip() else None
    numbered, lines = lists.page_of_concerns(rows, reading, request.GET.get("page", 1), total=known)
    return {
        "page": numbered,
        "lines": lines,
        "counted": counted,
        "headline": rules.headline(counted),
        "state": asked,
        "theme": theme,
        "words": words,
        "themes": Theme.objects.all(),
        "total": sum(counted.values()),
        "at_the_desk": reading.at_the_desk,
    }


def _theme(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("theme", ""))
    except ValueError:
        return None
