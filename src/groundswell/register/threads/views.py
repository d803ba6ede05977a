"""The pages of threads: the list, one thread, and marking its words with and without script."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.models.thread import Passage, Post, Thread
from groundswell.register.policy import Reading
from groundswell.register.rules.items import Kind
from groundswell.register.threads import actions, items, page, queries
from groundswell.register.threads.forms import KIND_NAMES, ChooseForm, MarkForm, MoreReadersForm
from groundswell.register.threads.rules import MARKABLE, PostState, joined, text_of
from groundswell.register.threads.sentences import sentences
from groundswell.web.access import Access, access

A_PAGE = 50


@access(Access.ADVOCATE)
def threads(request: HttpRequest) -> HttpResponse:
    """List the threads, the newest first."""
    shown = Paginator(queries.threads(_reading(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "register/threads/threads.html", {"page": shown})


@access(Access.ADVOCATE)
def thread(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Show a thread as one page; a very long one in parts."""
    reading = _reading(request)
    found = _thread(reading, thread)
    posts = queries.whole(found)
    part = Paginator(posts, queries.POSTS_A_PAGE).get_page(_part(request, posts))
    context = {
        "thread": found,
        "page": part,
        "posts": page.shown(part.object_list, reading),
        "coverage": queries.coverage_of(posts),
        "concerns": page.concerns_in(posts, reading),
        "kinds": [(kind, KIND_NAMES[kind]) for kind in MARKABLE],
        "words": queries.words_in(posts),
        "readers": queries.readers_there([found.reach])[found.reach],
        "may_widen": found.reach != Audience.PUBLIC,
    }
    return render(request, "register/threads/thread.html", context)


@access(Access.ADVOCATE, "GET", "POST")
def readers(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Note that those who said it elsewhere agree that more people read it."""
    found = _thread(_reading(request), thread)
    form = MoreReadersForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.let_more_read(by=_advocate(request), thread=found, reach=form.cleaned_data["reach"])
        except Refused as refused:
            form.add_error("reach", refused.sentence)
        else:
            messages.success(request, _("It is noted. What was written from it can go to them now."))
            return HttpResponseRedirect(queries.address_of(found.id, 1), status=HTTPStatus.SEE_OTHER)
    context = {"thread": found, "form": form, "readers": queries.readers_there([found.reach])[found.reach]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "register/threads/readers.html", context, status=status)


@access(Access.ADVOCATE)
def choose(request: HttpRequest, thread: UUID, post: UUID) -> HttpResponse:
    """Without script: choose sentences of a post, and what they are."""
    return _choose(request, _post(_reading(request), thread, post), ChooseForm())


@access(Access.ADVOCATE, "GET", "POST")
def mark(request: HttpRequest, thread: UUID, post: UUID) -> HttpResponse:
    """Mark chosen words: as something new, or in support of something that is there."""
    found = _post(_reading(request), thread, post)
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
    rows = queries.heard(Passage.objects.select_related("post"), _reading(request), "post__thread__reach")
    found = rows.filter(id=passage).first()
    if found is None:
        raise Http404
    if actions.unmark(by=_advocate(request), passage=found):
        messages.info(request, _("Taken back. What was made of it stays in the register: there is more to it by now."))
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


def _part(request: HttpRequest, posts: Sequence[Post]) -> str:
    """Return which part of a thread is asked for: by its number, or by the number of a post in it."""
    asked, post = request.GET.get("page", ""), request.GET.get("post", "")
    places = {str(each.number): place for place, each in enumerate(posts)}
    return asked or str(places.get(post, 0) // queries.POSTS_A_PAGE + 1)


def _reading(request: HttpRequest) -> Reading:
    return policy.reading_of(_advocate(request))


def _thread(reading: Reading, thread: UUID) -> Thread:
    found = queries.heard(Thread.objects.filter(id=thread), reading).first()
    if found is None:
        raise Http404
    return found


def _post(reading: Reading, thread: UUID, post: UUID) -> Post:
    shown = Post.objects.filter(id=post, thread=thread, state=PostState.SHOWN)
    rows = queries.heard(shown, reading, "thread__reach")
    found = rows.select_related("thread").prefetch_related("versions", "passages").first()
    if found is None:
        raise Http404
    return found


def _place_of(post: Post) -> str:
    return f"{queries.address_of(post.thread_id, post.number)}#post-{post.number}"


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
    context = {"post": post, "back": _place_of(post), "form": form, "blocks": page.steps_of(post), "chosen": chosen}
    return render(request, "register/threads/choose.html", context, status=status)


def _candidates(request: HttpRequest, post: Post, form: MarkForm) -> HttpResponse:
    said, words = form.cleaned_data, request.GET.get("words", "")
    text = text_of(queries.blocks_in(queries.newest(post)))
    context = {
        "post": post,
        "back": _place_of(post),
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
    address = queries.address_of(post.thread_id, post.number)
    return HttpResponseRedirect(f"{address}#{anchor}", status=HTTPStatus.SEE_OTHER)
