"""The pages of threads: the list, one thread, and marking its words with and without script."""

from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.models.thread import Passage, Post, Thread
from groundswell.register.rules.items import Kind
from groundswell.register.threads import actions, items, page, queries
from groundswell.register.threads.forms import KIND_NAMES, ChooseForm, MarkForm
from groundswell.register.threads.rules import MARKABLE, PostState, joined, text_of
from groundswell.register.threads.sentences import sentences
from groundswell.web.access import Access, access

A_PAGE = 50


@access(Access.ADVOCATE)
def threads(request: HttpRequest) -> HttpResponse:
    """List the threads, the newest first."""
    shown = Paginator(queries.threads(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "register/threads/threads.html", {"page": shown})


@access(Access.ADVOCATE)
def thread(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Show a whole thread as one page."""
    found = _thread(thread)
    posts = queries.whole(found)
    shown = page.shown(posts)
    marks = [mark for post in shown for group in post.groups for mark in group.marks]
    concerns = {mark.item.id: mark.item for mark in marks if mark.item and mark.item.kind is Kind.CONCERN}
    context = {
        "thread": found,
        "posts": shown,
        "coverage": queries.coverage_of(posts),
        "concerns": list(concerns.values()),
        "kinds": [(kind, KIND_NAMES[kind]) for kind in MARKABLE],
        "words": sum(post.words for post in shown),
    }
    return render(request, "register/threads/thread.html", context)


@access(Access.ADVOCATE)
def choose(request: HttpRequest, thread: UUID, post: UUID) -> HttpResponse:
    """Without script: choose sentences of a post, and what they are."""
    return _choose(request, _post(thread, post), ChooseForm())


@access(Access.ADVOCATE, "GET", "POST")
def mark(request: HttpRequest, thread: UUID, post: UUID) -> HttpResponse:
    """Mark chosen words: as something new, or in support of something that is there."""
    found = _post(thread, post)
    form = MarkForm(request.POST if request.method == "POST" else {**_query(request), "version": _version(found)})
    if not form.is_valid():
        return _choose(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.method == "GET":
        return _candidates(request, found, form)
    try:
        passages = _mark(request, found, form)
    except Refused as refused:
        form.refuse(refused.sentence)
        return _choose(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except LookupError:
        raise Http404 from None
    return _back(found, f"mark-{passages[0].id}")


@access(Access.ADVOCATE, "POST")
def unmark(request: HttpRequest, passage: UUID) -> HttpResponse:
    """Take a mark back."""
    found = Passage.objects.select_related("post").filter(id=passage).first()
    if found is None:
        raise Http404
    actions.unmark(by=_advocate(request), passage=found)
    return _back(found.post, f"post-{found.post.number}")


@access(Access.ADVOCATE)
def found(request: HttpRequest) -> HttpResponse:
    """Give the items that hold some words, for the picker."""
    kind, words = request.GET.get("kind", ""), request.GET.get("words", "")
    if kind not in MARKABLE:
        raise Http404
    lines = items.found(_advocate(request), Kind(kind), words)
    return render(request, "register/threads/found.html", {"found": lines})


def _advocate(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access made sure
    return request.user


def _thread(thread: UUID) -> Thread:
    found = Thread.objects.filter(id=thread).first()
    if found is None:
        raise Http404
    return found


def _post(thread: UUID, post: UUID) -> Post:
    rows = Post.objects.filter(id=post, thread=thread, state=PostState.SHOWN)
    found = rows.select_related("thread").prefetch_related("versions", "passages").first()
    if found is None:
        raise Http404
    return found


def _version(post: Post) -> int:
    return queries.newest(post).number


def _query(request: HttpRequest) -> dict[str, object]:
    return {"ranges": request.GET.getlist("ranges"), "kind": request.GET.get("kind", "")}


def _mark(request: HttpRequest, post: Post, form: MarkForm) -> list[Passage]:
    """Mark each of the chosen ranges; the first may make the item, and the others support it."""
    said = form.cleaned_data
    steps = [(step.start, step.end) for step in sentences(queries.blocks_in(queries.newest(post)))]
    ranges = joined(said["ranges"], steps) if set(said["ranges"]) <= set(steps) else said["ranges"]
    passages: list[Passage] = []
    for start, end in ranges:
        item = passages[0].item_id if passages else said["item"]
        told = {"version": said["version"], "kind": said["kind"], "item": item, "about": said["about"]}
        passages.append(actions.mark(by=_advocate(request), post=post, start=start, end=end, **told))
    return passages


def _choose(request: HttpRequest, post: Post, form: ChooseForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    chosen = request.POST.getlist("ranges") or request.GET.getlist("ranges")
    context = {"post": post, "form": form, "steps": page.steps_of(post), "chosen": chosen}
    return render(request, "register/threads/choose.html", context, status=status)


def _candidates(request: HttpRequest, post: Post, form: MarkForm) -> HttpResponse:
    said, words = form.cleaned_data, request.GET.get("words", "")
    text = text_of(queries.blocks_in(queries.newest(post)))
    context = {
        "post": post,
        "kind": said["kind"],
        "kind_name": KIND_NAMES[said["kind"]],
        "ranges": [(f"{start}-{end}", text[start:end]) for start, end in said["ranges"]],
        "version": said["version"],
        "words": words,
        "found": items.found(_advocate(request), said["kind"], words),
        "needs_concern": said["kind"] in {Kind.PERSPECTIVE, Kind.MEASURE},
        "concerns": items.found(_advocate(request), Kind.CONCERN, ""),
    }
    return render(request, "register/threads/mark.html", context)


def _back(post: Post, anchor: str) -> HttpResponseRedirect:
    address = reverse("threads:thread", args=[post.thread_id])
    return HttpResponseRedirect(f"{address}#{anchor}", status=HTTPStatus.SEE_OTHER)
