"""The desk's forms of a concern: write it down, sort it, move it, say what it came from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people.answering import attempt, sent
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions import SourceRef
from groundswell.register.actions.searching import address_of
from groundswell.register.forms import ConcernForm, MoveForm, SortForm, SourceForm, WordsForm
from groundswell.register.models import Concern, Source, Theme
from groundswell.register.queries import lists
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.items import SourceKind
from groundswell.register.views.answering import kept, originals, originals_of, page, person_of, reading_of, see, tried
from groundswell.register.views.voices import behind, first_readers, voice_of, words_behind
from groundswell.register.wordings import line, words_of
from groundswell.web.access import Access, access

if TYPE_CHECKING:
    from django.db.models import QuerySet


@access(Access.READER, "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Write a concern down, from a voice or from nothing."""
    voice = voice_of(request)
    form = ConcernForm(sent(request), first_readers=first_readers(request, voice))
    made: list[Concern] = []
    if tried(form, lambda said: made.append(_raise(request, said, voice))):
        return see("concern", made[0].id)
    return page(request, "new_concern", {"voice": voice, "words_behind": words_behind(request, voice)}, form)


@access(Access.READER, "GET", "POST")
def link_voice(request: HttpRequest) -> HttpResponse:
    """Say that a voice is behind a concern that is there already."""
    voice = voice_of(request)
    if voice is None:
        raise Http404
    if request.method == "POST":
        concern = kept(request, Concern, _uuid(request.POST.get("concern", "")))
        source = SourceRef.voice(voice)
        attempt(request, lambda: actions.link_source(by=person_of(request), item=concern, source=source))
        return see("concern", concern.id)
    words, reading = request.GET.get("words", ""), reading_of(request)
    numbered, lines = lists.page_of_concerns(
        lists.concerns_for(reading, words=words), reading, request.GET.get("page", 1)
    )
    shown = {"voice": voice, "words": words, "page": numbered, "lines": lines}
    return page(request, "link_voice", shown | {"words_behind": words_behind(request, voice)})


@access(Access.READER, "GET", "POST")
def edit(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Write the words of a concern anew, at the desk."""
    found = kept(request, Concern, concern)
    form = WordsForm(sent(request), item=Concern, initial=words_of(found))
    if tried(
        form,
        lambda said: actions.edit_concern(
            by=person_of(request),
            concern=found,
            title=str(said["title"]),
            text=str(said["text"]),
            originals=originals_of(request, found),
        ),
    ):
        return see("concern", found.id)
    return page(
        request,
        "edit_item",
        {"item": found, "back": address_of(found), "behind": behind(reading_of(request), found)},
        form,
    )


@access(Access.READER, "GET", "POST")
def sort(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Say why it is stuck, and what it is about."""
    found = kept(request, Concern, concern)
    given = list(Theme.objects.filter(given__concern=found))
    form = SortForm(sent(request), initial={"stuck": found.stuck, "themes": given})
    if tried(
        form,
        lambda said: actions.classify_concern(
            by=person_of(request), concern=found, stuck=Stuck(str(said["stuck"])), themes=_themes(said)
        ),
    ):
        return see("concern", found.id)
    return page(request, "sort_concern", {"concern": found}, form)


@access(Access.READER, "GET", "POST")
def move(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Move a concern along its way, with a reason."""
    found = kept(request, Concern, concern)
    form = MoveForm(sent(request), concern=found, initial={"to": request.GET.get("to", "")})
    if tried(
        form,
        lambda said: actions.move_concern(
            by=person_of(request),
            concern=found,
            to=State(str(said["to"])),
            reason=str(said["reason"]),
            pointer=str(said["pointer"]),
            kept=str(said["kept"]),
            originals=originals_of(request, found),
        ),
    ):
        return see("concern", found.id)
    return page(request, "move_concern", {"concern": found}, form)


@access(Access.READER, "GET", "POST")
def sources(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Say what a concern also came from, or take back a link that was a mistake."""
    found = kept(request, Concern, concern)
    form = SourceForm(sent(request))
    if tried(
        form,
        lambda said: actions.link_source(
            by=person_of(request), item=found, source=_source(str(said["kind"]), str(said["reference"]))
        ),
    ):
        return see("sources", found.id)
    shown = {"concern": found, "behind": behind(reading_of(request), found)}
    return page(request, "sources", shown, form)


@access(Access.READER, "POST")
def unlink(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take back a link that was a mistake."""
    found = kept(request, Concern, concern)
    row = Source.objects.filter(item=found.id, source_id=request.POST.get("source", "")).first()
    if row is None:
        raise Http404
    source = SourceRef(SourceKind(row.source_kind), row.source_id)
    attempt(request, lambda: actions.unlink_source(by=person_of(request), item=found, source=source))
    return see("sources", found.id)


@access(Access.READER, "POST")
def agree(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Note that whoever said it elsewhere agrees that more people read what is written from it."""
    found = kept(request, Concern, concern)
    source, reach = request.POST.get("source", ""), request.POST.get("reach", "")
    if reach not in {Audience.ORGANISATION, Audience.PUBLIC}:
        raise Http404
    try:
        attempt(
            request,
            lambda: actions.agree_to_readers(by=person_of(request), item=found, source_id=source, reach=reach),
        )
    except LookupError:
        raise Http404 from None
    return see("sources", found.id)


def _raise(request: HttpRequest, said: dict[str, object], voice: UUID | None) -> Concern:
    return actions.raise_concern(
        by=person_of(request),
        title=str(said["title"]),
        text=str(said["text"]),
        stuck=Stuck(str(said["stuck"])),
        themes=_themes(said),
        audience=Audience(str(said["audience"])),
        sources=[SourceRef.voice(voice)] if voice else [],
        originals=originals(request, [voice]) if voice else {},
    )


def _themes(said: dict[str, object]) -> Sequence[Theme]:
    return list(cast("QuerySet[Theme]", said["themes"]))


def _source(kind: str, reference: str) -> SourceRef:
    named = line(reference, "reference", longest=200, empty=_("Say which one: its address, or what it is called."))
    return SourceRef(SourceKind(kind), named)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
