"""What everybody may open, as far as they may read it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.register import policy
from groundswell.register.models import Bearing, Evidence, Idea, Item, Perspective, Theme
from groundswell.register.policy import Reading
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.pairs import pair_view
from groundswell.register.queries.publication import open_wording
from groundswell.register.rules import concerns as rules
from groundswell.register.rules.concerns import State
from groundswell.register.views.answering import page, reading_of, see
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
    keeps = policy.may_keep(reading, found)
    shown = {
        "shown": queries.page_of(found, reading),
        "keeps": keeps,
        "wording": open_wording(found) if keeps else None,
        "moves": rules.moves_from(State(found.state)),
    }
    return page(request, "concern", shown)


@access(Access.MEMBER)
def idea(request: HttpRequest, idea: UUID) -> HttpResponse:
    """Show one idea, and what it does to which concerns."""
    reading = reading_of(request)
    found = policy.visible(Idea.objects.select_related("holder", "written_by", "cell"), reading).filter(id=idea).first()
    if found is None:
        raise Http404
    pairs = found.fits.filter(concern__audience_key__in=reading.keys).select_related("concern", "concern__root")
    return page(request, "idea", about(found, reading) | {"pairs": pairs.order_by("day", "concern__title")})


@access(Access.MEMBER)
def perspective(request: HttpRequest, perspective: UUID) -> HttpResponse:
    """Show one view, to those who may read it and to its holder."""
    reading = reading_of(request)
    found = Perspective.objects.select_related("holder", "concern", "written_by", "cell").filter(id=perspective).first()
    if found is None or not policy.may_read_view(reading, found):
        raise Http404
    reads_concern = policy.may_read(reading, found.concern)
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
    bearings = Bearing.objects.filter(evidence=found, concern__audience_key__in=reading.keys)
    return page(request, "evidence", about(found, reading) | {"bearings": bearings.select_related("concern")})


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
    }


def concern_list(request: HttpRequest, reading: Reading) -> dict[str, object]:
    """Return what a list of concerns shows, by the state, the theme and the words that its address asks for."""
    asked = request.GET.get("state", "")
    state = State(asked) if asked in set(State) else None
    words, theme = request.GET.get("words", ""), _theme(request)
    rows = lists.concerns_for(reading, state=state, theme=theme, words=words)
    counted = lists.states_counted(reading)
    known = (counted[state] if state else sum(counted.values())) if theme is None and not words.strip() else None
    numbered, lines = lists.page_of_concerns(rows, reading, request.GET.get("page", 1), total=known)
    return {
        "page": numbered,
        "lines": lines,
        "counted": counted,
        "state": state,
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
