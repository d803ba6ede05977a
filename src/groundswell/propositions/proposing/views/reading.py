"""What everybody may read: the list, one proposition, what changed, the role map, and what may leave."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.answering import who
from groundswell.propositions.models import Version
from groundswell.propositions.ports import ways_out
from groundswell.propositions.proposing import policy, sentences
from groundswell.propositions.proposing.exports import written
from groundswell.propositions.proposing.exports.leaving import leaving
from groundswell.propositions.proposing.exports.outside import inside
from groundswell.propositions.proposing.queries import pages, reviews
from groundswell.propositions.proposing.queries.versions import changes_between, content_now, content_of, newest
from groundswell.propositions.proposing.views.answering import page, readable, see
from groundswell.propositions.rounds.queries import rounds_behind
from groundswell.web.access import Access, access

_MOST_SPRINTS = 26
_SPRINTS = 3


@access(Access.MEMBER)
def propositions(request: HttpRequest) -> HttpResponse:
    """List what was proposed, and say how fast it comes to a decision."""
    lines = pages.lines_for(who(request))
    pace = pages.pace_for(lines, _sprints(request))
    return page(request, "propositions", {"lines": lines, "pace": pace, "writes": policy.may_write(who(request))})


@access(Access.MEMBER)
def proposition(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Show a proposition: the brief, its parts, what it answers, both sides, and how it was decided."""
    found = readable(request, proposition)
    shown = pages.page_for(who(request), found)
    ask = shown.ask
    holders = reviews.holders_of([line.content.id for line in shown.parts])
    is_open = ask is not None and clock.today() <= ask.deadline
    more = {
        "ask": ask,
        "may_answer": is_open and ask is not None and not ask.answer,
        "may_answer_again": is_open,
        "holders": holders,
        "held": pages.held_by(who(request), shown.coverage, shown.sides),
        "is_whole": bool(request.GET.get("whole")),
        "rounds": rounds_behind(found.id),
        "ways_out": [way.way_out(found.id) for way in ways_out] if shown.writes and shown.version else (),
    }
    return page(request, "proposition", {"shown": shown, **more})


@access(Access.MEMBER)
def changes(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Show what changed, word by word: since this person answered, or since the version before."""
    found = readable(request, proposition)
    now = newest(found)
    if now is None:
        raise Http404
    since = _since(request, found.id, now.number)
    older = Version.objects.filter(proposition=found, number=since).first()
    before, after = content_of(older) if older else None, content_of(now)
    versions = list(Version.objects.filter(proposition=found).select_related("by"))
    shown = {
        "proposition": found,
        "now": now,
        "older": older,
        "changes": changes_between(before, after) if before else {},
        "answered_anew": len(before.answered_anew(after.answers)) if before else 0,
        "versions": versions,
        "title": after.title,
    }
    return page(request, "changes", shown)


@access(Access.ADVOCATE)
def draft(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Show the draft beside what was published last, word by word."""
    found = readable(request, proposition)
    published, now = newest(found), content_now(found)
    older = content_of(published) if published else None
    runs = changes_between(older, now) if older else {}
    shown = {"proposition": found, "content": now, "published": published, "changes": runs, "parts": found.parts.all()}
    return page(request, "draft", shown)


@access(Access.MEMBER)
def role_map(request: HttpRequest) -> HttpResponse:
    """Show duties under two roles, and under none."""
    return page(request, "role_map", {"map": pages.role_map()})


@access(Access.MEMBER)
def export(request: HttpRequest, proposition: UUID, form: str) -> HttpResponse:
    """Give what may leave, in one of five forms."""
    found = readable(request, proposition)
    if form not in _FORMS:
        raise Http404
    kind, name = _FORMS[form]
    told = leaving(who(request), found, outside=form in _OUTSIDE)
    if told is None:
        raise Http404
    kept = inside(told) if form in _OUTSIDE else None
    if kept is not None:
        if policy.may_write(who(request)):
            return see("outside", found.id)
        messages.error(request, str(sentences.INSIDE[kept]))
        return see("proposition", found.id)
    address = request.build_absolute_uri(reverse("propositions:proposition", args=[found.id]))
    writers = {
        "forum": lambda: written.forum_post(told, address),
        "handbook": lambda: written.handbook_change(told, address),
        "page": lambda: written.page(told),
        "table": lambda: written.table(told),
        "data": lambda: written.data(told),
    }
    answer = HttpResponse(writers[form](), content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# What people outside read.
_OUTSIDE = frozenset({"forum", "handbook"})
_FORMS = {
    "forum": ("text/markdown", "forum-post.md"),
    "handbook": ("text/markdown", "handbook-change.md"),
    "page": ("text/html", "proposition.html"),
    "table": ("text/csv", "answers.csv"),
    "data": ("application/json", "proposition.json"),
}


def _since(request: HttpRequest, proposition: UUID, newest_number: int) -> int:
    asked = request.GET.get("since", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 6:  # noqa: PLR2004 - no proposition has more versions
        return int(asked)
    found = readable(request, proposition)
    ask = reviews.ask_of(who(request), found)
    return ask.version if ask and ask.version and ask.version < newest_number else newest_number - 1


def _sprints(request: HttpRequest) -> int:
    asked = request.GET.get("sprints", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 3  # noqa: PLR2004 - at most two digits
    return min(max(int(asked), 1), _MOST_SPRINTS) if is_number else _SPRINTS
