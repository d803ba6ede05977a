"""The advocate writes: a draft, its parts, and what it is about."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent, tried, who
from groundswell.propositions.models import Proposition, Round
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.forms import (
    BeginForm,
    HeadForm,
    PartForm,
    PublishForm,
    SplitForm,
    head_of,
)
from groundswell.propositions.proposing.forms import part_of as initial_of
from groundswell.propositions.proposing.queries.versions import content_now, newest
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.views.answering import ids, originals, page, part_of, readable, see
from groundswell.propositions.rounds.queries import round_to_answer
from groundswell.register.queries import lists
from groundswell.web.access import Access, access

if TYPE_CHECKING:
    from django.http import QueryDict


@access(Access.ADVOCATE, "GET", "POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a proposition; where it comes of a round, the round says so from then on."""
    form = BeginForm(sent(request), concerns=_concerns(request), initial={"round": request.GET.get("round")})
    made: list[Proposition] = []
    if tried(form, lambda: made.append(_begin(request, form))):
        return see("coverage", made[0].id)
    return page(request, "begin", {"round": _round(request, form["round"].value())}, form)


@access(Access.ADVOCATE, "GET", "POST")
def edit(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Write the head of a draft."""
    found = readable(request, proposition)
    form = HeadForm(sent(request), initial=head_of(found))
    if tried(form, lambda: _change(request, found, form)):
        return see("draft", found.id)
    return page(request, "write", {"proposition": found, "now": _now(found, form)}, form)


@access(Access.ADVOCATE, "GET", "POST")
def new_part(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Add a part."""
    found = readable(request, proposition)
    form = PartForm(sent(request), initial={"revision": found.revision})
    if tried(
        form,
        lambda: actions.add_part(
            by=who(request), proposition=found, words=_words(form), revision=form.cleaned_data["revision"]
        ),
    ):
        return see("draft", found.id)
    return page(request, "write", {"proposition": found, "is_part": True, "now": _now(found, form)}, form)


@access(Access.ADVOCATE, "GET", "POST")
def edit_part(request: HttpRequest, part: UUID) -> HttpResponse:
    """Write a part anew."""
    found = part_of(request, part)
    form = PartForm(sent(request), initial=initial_of(found))
    if tried(
        form,
        lambda: actions.change_part(
            by=who(request), part=found, words=_words(form), revision=form.cleaned_data["revision"]
        ),
    ):
        return see("draft", found.proposition_id)
    shown = {"proposition": found.proposition, "part": part_of(request, part), "is_part": True}
    return page(request, "write", shown | {"now": _now(found.proposition, form)}, form)


@access(Access.ADVOCATE, "GET", "POST")
def split(request: HttpRequest, part: UUID) -> HttpResponse:
    """Make two parts of one."""
    found = part_of(request, part)
    rows = [row for row in coverage_of(found.proposition).rows_for(who(request)) if row.response]
    mine = [(row.told.id, row.told.heading) for row in rows if row.response and row.response.part_id == found.id]
    initial = {"revision": found.proposition.revision, "title": found.title, "text": found.text}
    form = SplitForm(sent(request), initial=initial, answers=mine)
    if tried(form, lambda: _split(request, form, part)):
        return see("draft", found.proposition_id)
    return page(request, "write", {"proposition": found.proposition, "part": found, "is_split": True}, form)


@access(Access.ADVOCATE, "POST")
def remove_part(request: HttpRequest, part: UUID) -> HttpResponse:
    """Remove a part that answers nothing."""
    found = part_of(request, part)
    attempt(request, lambda: actions.remove_part(by=who(request), part=found))
    return see("draft", found.proposition_id)


@access(Access.ADVOCATE, "POST")
def link_concern(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Take up a concern."""
    found = readable(request, proposition)
    chosen = _uuids(request.POST.getlist("concerns"))
    if chosen:
        attempt(request, lambda: actions.link_concern(by=who(request), proposition=found, concerns=chosen))
    return see("coverage", found.id)


@access(Access.ADVOCATE, "POST")
def unlink_concern(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Let go of a concern."""
    found = readable(request, proposition)
    chosen = _uuids(request.POST.getlist("concerns"))
    if chosen:
        attempt(request, lambda: actions.unlink_concern(by=who(request), proposition=found, concern=chosen[0]))
    return see("coverage", found.id)


@access(Access.ADVOCATE, "GET", "POST")
def publish(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Publish the draft, if everything has an answer; else say what is missing, one click from each."""
    found = readable(request, proposition)
    form = PublishForm(sent(request), initial={"revision": found.revision})
    if tried(form, lambda: _publish(request, found, form)):
        return see("proposition", found.id)
    known = coverage_of(found)
    shown = {
        "proposition": found,
        "content": content_now(found),
        "coverage": known,
        "missing": [row for row in known.rows_for(who(request)) if row.lack],
        "kept": known.kept_from(who(request)),
        "last": newest(found),
    }
    return page(request, "publish", shown, form)


def _begin(request: HttpRequest, form: BeginForm) -> Proposition:
    said = form.cleaned_data
    begun = {"title": said["title"], "need": said["need"], "concerns": ids(form, "concerns")}
    return actions.begin_proposition(by=who(request), **begun, came_of=_round(request, said["round"]))


def _round(request: HttpRequest, key: object) -> Round | None:
    """Return the round that this is begun for, where nothing has come of it yet."""
    some = _uuids([str(key)])
    return round_to_answer(who(request), some[0]) if some else None


def _change(request: HttpRequest, found: Proposition, form: HeadForm) -> None:
    said = form.cleaned_data
    actions.change_proposition(by=who(request), proposition=found, **said)


def _publish(request: HttpRequest, found: Proposition, form: PublishForm) -> None:
    said = form.cleaned_data
    try:
        actions.publish_proposition(
            by=who(request),
            proposition=found,
            revision=said["revision"],
            note=said["note"],
            kept=said["kept"],
            originals=originals(request, found),
        )
    except actions.Stale:
        # What was typed stays; the next press publishes what is there now, which the page shows.
        _renew(form, Proposition.objects.get(id=found.id))
        raise


def _split(request: HttpRequest, form: SplitForm, part: UUID) -> None:
    said, found = form.cleaned_data, part_of(request, part)
    stays = PartWords(
        title=said["title"],
        text=said["text"],
        cost_hours=found.cost_hours,
        time_reference=found.time_reference,
        creates_role=found.creates_role,
        duties=found.duties,
        roles=list(found.roles.all()),
    )
    actions.split_part(
        by=who(request),
        part=found,
        stays=stays,
        goes=PartWords(title=said["other_title"], text=said["other_text"]),
        answers=ids(form, "answers"),
        revision=said["revision"],
    )


def _words(form: PartForm) -> PartWords:
    said = form.cleaned_data
    return PartWords(
        title=said["title"],
        text=said["text"],
        cost_hours=said["cost_hours"],
        time_reference=said["time_reference"],
        creates_role=said["creates_role"],
        duties=said["duties"].splitlines(),
        roles=list(said["roles"]),
    )


def _now(found: Proposition, form: HeadForm | PartForm) -> dict[str, object] | None:
    """Return what stands there now, where somebody was quicker; the next save then replaces it knowingly."""
    current = Proposition.objects.get(id=found.id)
    if not form.is_bound or str(current.revision) == str(form.data.get("revision")):
        return None
    _renew(form, current)
    return {"content": content_now(current)}


def _renew(form: forms.Form, current: Proposition) -> None:
    data = cast("QueryDict", form.data).copy()
    data["revision"] = str(current.revision)
    form.data = data


def _concerns(request: HttpRequest) -> list[tuple[UUID, str]]:
    return [(each.id, each.title) for each in lists.concerns_kept_by(who(request)) if each.audience != "me"]


def _uuids(given: list[str]) -> list[UUID]:
    found = []
    for each in given[:50]:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
