"""Everybody reads: the queue, one question, the box, what was handed on, what no page says."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.kit import clock
from groundswell.people.answering import who
from groundswell.questions import policy, sentences
from groundswell.questions.forms import EstimateForm, SnoozeForm, SortForm, SpendForm
from groundswell.questions.models import HandOff
from groundswell.questions.ports import ways_out
from groundswell.questions.queries import bridging, findings, readers, reading, working
from groundswell.questions.queries import queue as queries
from groundswell.questions.rules.lists import Filters, Lists
from groundswell.questions.views.answering import item_of, page
from groundswell.web.access import Access, access

_LAST_PAGE = 10_000
_LONGEST_WORDS = 200


def filters_of(request: HttpRequest) -> Filters:
    """Return what narrows the list, as the address says it."""
    asked = request.GET
    return Filters(
        source=asked.get("source", "")[:36],
        label=asked.get("label", "")[:100],
        work=asked.get("work", "")[:8],
        words=" ".join(asked.get("words", "")[:_LONGEST_WORDS].split()),
    )


@access(Access.MEMBER)
def queue(request: HttpRequest) -> HttpResponse:
    """Show one list of the queue."""
    which = _list_of(request)
    filters, number = filters_of(request), _number(request)
    items, has_more = queries.page_of(which, filters, number, who(request))
    lines = reading.lines_of(items)
    shown = {
        "which": which.value,
        "heading": sentences.LIST[which],
        "about": sentences.ABOUT_LIST[which],
        "lists": [(each.value, sentences.LIST[each]) for each in Lists],
        "counts": {
            each.value: (sentences.LIST[each], count) for each, count in queries.counts(filters, who(request)).items()
        },
        "filters": filters,
        "sources": queries.sources(who(request)),
        "labels": queries.labels(who(request)),
        "works": sentences.WORK.items(),
        "lines": lines,
        "before": number - 1,
        "after": number + 1 if has_more else 0,
        "is_narrowed": filters != Filters(),
    }
    return page(request, "queue", shown)


@access(Access.MEMBER)
def item(request: HttpRequest, item: int) -> HttpResponse:
    """Show a question: what was said, what is like it, what we did, and what can be done."""
    found, person = item_of(request, item), who(request)
    decides, sorts = policy.may_decide(person, found), policy.may_sort(person)
    past = working.sizes()
    shown = {
        "item": found,
        "line": reading.lines_of([found])[0],
        "messages_of": reading.messages_of(found),
        "beside": findings.beside(found, person),
        "size": working.size_of(found, past),
        "left": working.hours_left(person),
        "efforts": working.efforts_of(person, found),
        "hand_offs": [
            (each, policy.may_accept(person, each), policy.may_undo(person, each), _ways_out(each) if sorts else ())
            for each in working.hand_offs_of(found)
        ],
        "is_handed": working.is_handed(found),
        "wrote_afterwards": queries.wrote_afterwards(found),
        "decides": decides,
        "is_mine": found.assigned_id == person.id,
        "takes": found.assigned_id is None or sorts,
        "who_reads": readers.who_reads(found),
        "concern": bridging.concern_of(person, found),
        "estimate": EstimateForm(initial={"minutes": found.estimate_minutes}),
        "after": working.mark_of_efforts(person, found),
        "spend": SpendForm(),
        "snooze": SnoozeForm(),
        "sort": SortForm(initial={"work": found.work}),
        "clicks": (15, 30, 60),
        "is_snoozed": found.snoozed_until is not None and found.snoozed_until > clock.now(),
    }
    return page(request, "item", shown)


@access(Access.MEMBER)
def box(request: HttpRequest) -> HttpResponse:
    """Show what of the queue fits into one's own hours, in which order, and why."""
    found = working.box_for(who(request))
    shown = {
        "page": found,
        "left": found.left,
        "source": sentences.HOURS_FROM[found.left.source],
        "reasons": sentences.REASON,
        "planned": found.box.planned,
    }
    return page(request, "box", shown)


@access(Access.MEMBER)
def mine(request: HttpRequest) -> HttpResponse:
    """Show what one has taken, what one was handed, and what became of what one handed on."""
    person = who(request)
    shown = {
        "lines": reading.lines_of(queries.mine(person)),
        "asked": working.handed_to(person),
        "given": working.handed_by(person),
        "left": working.hours_left(person),
        "spent": working.spent_by(person),
    }
    return page(request, "mine", shown)


@access(Access.MEMBER)
def handed(request: HttpRequest) -> HttpResponse:
    """Show every hand-off of a year: made, accepted, with its outcome."""
    return page(request, "handed", {"ledger": working.ledger(who(request))})


@access(Access.MEMBER)
def gaps(request: HttpRequest) -> HttpResponse:
    """Show which questions come again and are answered by no page of the documentation."""
    return page(request, "gaps", {"gaps": findings.gaps(who(request)), "has_pages": reading.has_pages()})


def _ways_out(hand_off: HandOff) -> Sequence[tuple[str, str]]:
    return () if hand_off.ticket else [way.way_out(hand_off.id) for way in ways_out]


def _list_of(request: HttpRequest) -> Lists:
    asked = request.GET.get("list", Lists.UNANSWERED.value)
    try:
        return Lists(asked)
    except ValueError:
        raise Http404 from None


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return min(max(int(asked), 1), _LAST_PAGE) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 - digits
