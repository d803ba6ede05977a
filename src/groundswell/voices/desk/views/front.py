"""The unlocked desk's first page, and the lists behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from groundswell.kit import clock
from groundswell.voices.desk import queries, rules, session
from groundswell.voices.desk.actions import handing_over, reading
from groundswell.voices.desk.forms import PromiseForm
from groundswell.voices.desk.panels import panels_for
from groundswell.voices.desk.queries import After, Line, Notes, Page
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.desk.views.opening import behind_the_door, missing, see_other
from groundswell.voices.rules import Queue
from groundswell.web.access import Access, access


@dataclass(frozen=True)
class Listed:
    """One list as a page shows it."""

    heading: str | Promise
    empty: str | Promise
    page: Page
    size: int

    @property
    def slug(self) -> str:
        """Return the list's name in addresses."""
        return self.page.queue.value or EARLIER

    @property
    def unread(self) -> Sequence[Line]:
        """Return the lines whose words are still closed."""
        return [line for line in self.page.lines if line.opened is None]

    @property
    def count(self) -> str:
        """Return how many it holds, in digits; a very long list says that it is longer."""
        return str(self.size) if self.size <= queries.MOST_COUNTED else f"{queries.MOST_COUNTED}+"


# The first page shows the top of each list, and each list has pages of its own.
ON_THE_FRONT = 8
# What was answered, closed or muted waits in no queue.
EARLIER = "earlier"

HEADINGS = {
    Queue.TALK: (_("Asked to talk"), _("Nobody waits for a talk.")),
    Queue.WAITING: (_("Dialogues waiting on us"), _("No dialogue waits for your answer.")),
    Queue.NEW: (_("New voices"), _("No new voice. Anonymous ones arrive together, once a day.")),
    Queue.TIDY: (_("Rough text to tidy"), _("Nothing else waits to be tidied. Who also asked to talk stands there.")),
}
REST = (_("Earlier dialogues"), _("Nothing yet. What you answer, close or mute is found again here."))
LISTS = {queue.value: queue for queue in HEADINGS} | {EARLIER: Queue.NONE}


def front(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show what waits: talks, dialogues, new voices, promises, and what other contexts count."""
    notes, today = queries.notes(unlocked), clock.today()
    key = queries.current_key(unlocked.reader)
    page = {
        "lists": _lists(request, unlocked, queries.pages_of(unlocked, HEADINGS, most=ON_THE_FRONT)),
        "promises": [(promise, promise.standing(today)) for promise in notes.promises[:ON_THE_FRONT]],
        "more_promises": len(notes.promises) > ON_THE_FRONT,
        "tags": notes.tags,
        "readable": _readable(unlocked, notes),
        "promise_form": PromiseForm(),
        "panels": panels_for(unlocked.reader, is_open=True),
        "ends_at": session.ends_at(request),
        "key": key,
        "hand_over": handing_over.running(unlocked.reader),
        "rotation_is_near": key is not None and rules.is_rotation_near(key.made_on, today),
    }
    return render(request, "voices/desk/desk.html", page)


@access(Access.READER)
@behind_the_door
def voices(request: HttpRequest, unlocked: Unlocked, queue: str) -> HttpResponse:
    """Show one list, 25 lines a page: the longest waiting first, of what waits no more the latest."""
    if queue not in LISTS:
        raise missing()
    after = After.read(request.GET.get("after", ""))
    found = queries.page_of(unlocked, LISTS[queue], after)
    listed = _lists(request, unlocked, [found], is_first=after is None)[0]
    return render(request, "voices/desk/list.html", {"list": listed, "is_first": after is None, "after": after or ""})


@access(Access.READER, "POST")
@behind_the_door
def read_page(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Open the voices of one page: each is counted, and shows its first words."""
    wanted = [voice for voice in map(_uuid, request.POST.getlist("voice")[: queries.PAGE]) if voice]
    count_reading(request, unlocked, queries.marks_of(unlocked, wanted))
    queue = request.POST.get("queue", "")
    if queue not in LISTS:
        return see_other("desk")
    if request.POST.get("in") != "list":
        return see_other("desk", anchor=queue)
    after = After.read(request.POST.get("after", ""))
    address = reverse("desk_list", args=[queue]) + (f"?{urlencode({'after': str(after)})}" if after else "")
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def read_what_waits(request: HttpRequest, unlocked: Unlocked) -> None:
    """Open what the desk's first page lists: each voice is counted."""
    pages = queries.pages_of(unlocked, HEADINGS, most=ON_THE_FRONT)
    count_reading(request, unlocked, [line.mark for page in pages for line in page.lines])


def count_reading(request: HttpRequest, unlocked: Unlocked, marks: Iterable[str]) -> None:
    """Count what was not opened before since the desk was unlocked, and remember it until it is locked."""
    fresh = [mark for mark in marks if not session.is_marked(request, mark)]
    if fresh:
        reading.read(unlocked=unlocked, count=len(fresh))
        session.mark_read(request, fresh)


def _lists(request: HttpRequest, unlocked: Unlocked, pages: Sequence[Page], *, is_first: bool = True) -> list[Listed]:
    marks = [line.mark for page in pages for line in page.lines if session.is_marked(request, line.mark)]
    return [
        Listed(*HEADINGS.get(page.queue, REST), page, _size(unlocked, page, is_first=is_first))
        for page in queries.with_words(pages, unlocked, marks)
    ]


def _size(unlocked: Unlocked, page: Page, *, is_first: bool) -> int:
    """Return how long a list is; one that its first page shows whole needs no counting."""
    return len(page.lines) if is_first and page.after is None else queries.size_of(unlocked, page.queue)


def _readable(unlocked: Unlocked, notes: Notes) -> set[UUID]:
    """Return the conversations with a note that this desk can still read."""
    about = [tag.voice for tag in notes.tags]
    return queries.still_read(unlocked, [*about, *(each.voice for each in notes.promises if each.voice)])


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
