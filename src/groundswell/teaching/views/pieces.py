"""Everybody here reads what is on its way; advocates and planners write it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import clock
from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.register.queries.openly import shared_concerns
from groundswell.teaching import actions, policy, sentences
from groundswell.teaching.actions import PieceWords, Sound
from groundswell.teaching.forms.pieces import PieceForm, QuotesForm, ReachForm, RevisitForm, ScheduleForm
from groundswell.teaching.forms.pieces import piece_of as initial_of
from groundswell.teaching.models import Piece
from groundswell.teaching.origins import Source, named_in, offered, sources_among
from groundswell.teaching.ports import Solved, solved_threads
from groundswell.teaching.queries import changes, quoting
from groundswell.teaching.queries import pieces as queries
from groundswell.teaching.rules import drafts
from groundswell.teaching.rules.drafts import Form
from groundswell.teaching.rules.pieces import OUT, Kind, Stage
from groundswell.teaching.rules.quarters import quarter_from
from groundswell.teaching.views.answering import page, piece_of, see
from groundswell.web.access import Access, access

_MOST_SOLVED = 50
_MINUTE = 60


@access(Access.MEMBER)
def pieces(request: HttpRequest) -> HttpResponse:
    """Show what is on its way, stage by stage."""
    kind = _kind(request.GET.get("kind", ""))
    shown = {
        "columns": queries.pipeline(kind),
        "kind": kind,
        "kinds": [(each.value, sentences.KIND[each]) for each in Kind],
        "writes": policy.may_write(who(request)),
        "to_look_at": queries.to_look_at(who(request)),
    }
    return page(request, "pieces", shown)


@access(Access.MEMBER)
def piece(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Show a piece: for whom it is, its words, what it comes from, what came of it."""
    found, person = piece_of(piece), who(request)
    told = queries.page_of(found)
    inside = [each for each in told.ways if each not in OUT and each is not Stage.SCHEDULED]
    shown = {
        "shown": told,
        "piece": found,
        "reach_words": sentences.REACH[Kind(found.kind)],
        "writes": policy.may_write(person),
        "widens": policy.may_widen(person),
        "looks": policy.may_look(person, found) and not told.is_looked_at and not found.is_public,
        "inside": inside,
        "schedules": Stage.SCHEDULED in told.ways,
        "publishes": Stage.PUBLISHED in told.ways,
        "revisits": Stage.REVISITED in told.ways,
        "schedule": ScheduleForm(initial={"scheduled_on": found.scheduled_on}),
    }
    return page(request, "piece", shown)


@access(Access.PLANNING, "GET", "POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin something that teaches."""
    initial = {"kind": Kind.POST, "source": request.GET.get("from", ""), "owner": who(request).id}
    form = _form(request, initial, None)
    made: list[Piece] = []
    if tried(form, lambda: made.append(actions.begin_piece(by=who(request), words=_words(form)))):
        return see("piece", made[0].id)
    return page(request, "write", {}, form)


@access(Access.PLANNING, "GET", "POST")
def edit(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Write a piece anew."""
    found = piece_of(piece)
    form = _form(request, initial_of(found), found)
    if tried(form, lambda: _change(request, found, form)):
        return see("piece", found.id)
    return page(request, "write", {"piece": found, "now": piece_of(piece) if form.errors else None}, form)


@access(Access.PLANNING, "POST")
def move(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Let a piece go on, or back, on its way."""
    found, to = piece_of(piece), _stage(request.POST.get("to", ""))
    form = ScheduleForm(request.POST)
    day = form.cleaned_data["scheduled_on"] if form.is_valid() else None
    if to is not None and to not in OUT:
        attempt(request, lambda: actions.move_piece(by=who(request), piece=found, to=to, scheduled_on=day))
    return see("piece", found.id)


@access(Access.PLANNING, "GET", "POST")
def revisit(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Note what became of something that is out."""
    found = piece_of(piece)
    form = RevisitForm(sent(request), initial={"outcome": found.outcome})
    if tried(form, lambda: actions.revisit(by=who(request), piece=found, **form.cleaned_data)):
        return see("piece", found.id)
    return page(request, "revisit", {"piece": found}, form)


@access(Access.PLANNING, "GET", "POST")
def reach(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Note how many a piece reached."""
    found = piece_of(piece)
    form = ReachForm(sent(request), initial={"day": clock.today()})
    if tried(form, lambda: actions.count_reach(by=who(request), piece=found, **form.cleaned_data)):
        return see("piece", found.id)
    shown = {"piece": found, "reach_words": sentences.REACH[Kind(found.kind)]}
    return page(request, "reach", shown, form)


@access(Access.PLANNING, "GET", "POST")
def quotes(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Choose which quotes a piece holds, of those that their speakers gave to everybody."""
    found, offered_now = piece_of(piece), quoting.quotes_offered()
    held = [str(each.id) for each in quoting.quotes_of(found)]
    form = QuotesForm(sent(request), offered=offered_now, initial={"quotes": held})
    if tried(form, lambda: _choose(request, found, form)):
        return see("piece", found.id)
    return page(request, "quotes", {"piece": found, "offered": offered_now}, form)


@access(Access.MEMBER)
def changed(request: HttpRequest) -> HttpResponse:
    """Show how many steps of processes came and went; each number opens the steps that it counted."""
    quarter = quarter_from(request.GET.get("quarter", ""))
    removed = {"added": False, "removed": True}.get(request.GET.get("steps", ""))
    steps = changes.steps_of(quarter, removed=removed) if quarter else ()
    shown = {"nets": changes.net_steps(), "quarter": quarter, "steps": steps, "removed": removed}
    return page(request, "changes", shown)


@access(Access.PLANNING)
def solved(request: HttpRequest) -> HttpResponse:
    """List the questions that were solved in public, each of which opens as a draft."""
    found = [each for port in solved_threads for each in port.solved(_MOST_SOLVED)]
    forms = [(each.value, sentences.FORM[each]) for each in Form]
    return page(request, "solved", {"solved": found, "forms": forms, "is_wired": any(True for _port in solved_threads)})


@access(Access.PLANNING, "POST")
def draft(request: HttpRequest) -> HttpResponse:
    """Open a solved question as a draft: an FAQ, an outline, an abstract, or notes for a podcast."""
    found = _solved(request.POST.get("thread", ""))
    form = _of(Form, request.POST.get("as", ""))
    if found is None or form is None:
        return see("solved")
    made: list[Piece] = []
    words = PieceWords(
        kind=drafts.KIND[form],
        title=found.thread.title[:200],
        words=drafts.draft(form, found.thread, _headings()),
        source=named_in(f"question:{found.id}"),
        owner=who(request),
    )
    if attempt(request, lambda: made.append(actions.begin_piece(by=who(request), words=words, stage=Stage.DRAFT))):
        count = len(made[0].words.split())
        told = ngettext("A draft of %(n)d word. Write it anew.", "A draft of %(n)d words. Write it anew.", count)
        return go_on(request, told % {"n": count}, "teaching:piece", made[0].id)
    return see("solved")


def _solved(thread: str) -> Solved | None:
    named = named_in(f"question:{thread}")
    if named is None:
        return None
    asked = (port.solved_among([named[1]]).get(named[1]) for port in solved_threads)
    return next((each for each in asked if each is not None), None)


def _headings() -> drafts.Words:
    return drafts.Words(
        question=_("Question"),
        answer=_("Answer"),
        problem=_("What went wrong"),
        tried=_("What was tried"),
        solution=_("What solved it"),
        takeaways=_("What to take away"),
        abstract=_("Abstract"),
        listeners=_("Who should come"),
        notes=_("Notes"),
        source=_("It was asked and answered at"),
    )


def _form(request: HttpRequest, initial: dict[str, object], piece: Piece | None) -> PieceForm:
    return PieceForm(
        sent(request),
        sources=_sources(piece),
        concerns=shared_concerns(),
        day=clock.today(),
        initial=initial,
    )


def _sources(piece: Piece | None) -> list[Source]:
    """Return what is offered, and what a piece comes from already: its name only where it may still be read."""
    found = offered()
    if piece is None or not piece.origin or piece.origin_id is None:
        return found
    own = named_in(f"{piece.origin}:{piece.origin_id}")
    if own is None or own in {(each.origin, each.id) for each in found}:
        return found
    there = sources_among([own])
    return [*found, there.get(own, Source(*own, _("no longer open to everybody"), "", is_public=False))]


def _words(form: PieceForm) -> PieceWords:
    said = form.cleaned_data
    sound = Sound(said["sound"], said["sound_bytes"] or 0, said["sound_type"], (said["sound_minutes"] or 0) * _MINUTE)
    names = ("title", "for_whom", "aim", "words", "link", "hours", "cost", "currency", "owner", "event")
    return PieceWords(
        kind=Kind(said["kind"]),
        source=named_in(said["source"]),
        served=UUID(said["served"]) if said["served"] else None,
        added=said["added"],
        removed=said["removed"],
        sound=sound,
        **{name: said[name] for name in names},
    )


def _change(request: HttpRequest, found: Piece, form: PieceForm) -> None:
    words, revision = _words(form), form.cleaned_data["revision"]
    actions.change_piece(by=who(request), piece=found, words=words, revision=revision)


def _choose(request: HttpRequest, found: Piece, form: QuotesForm) -> None:
    chosen = [UUID(each) for each in form.cleaned_data["quotes"]]
    actions.choose_quotes(by=who(request), piece=found, chosen=chosen)


def _kind(words: str) -> Kind | None:
    return _of(Kind, words)


def _stage(words: str) -> Stage | None:
    return _of(Stage, words)


def _of[Named: (Kind, Stage, Form)](kinds: type[Named], words: str) -> Named | None:
    return kinds(words) if words in set(kinds) else None
