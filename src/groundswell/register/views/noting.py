"""The desk's forms of what bears on a concern: ideas, fits, measures, views, and the shelf."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions.searching import address_of
from groundswell.register.forms import EvidenceForm, FitForm, MeasureForm, NoteForm, OfferForm, WordsForm, judged
from groundswell.register.models import Bearing, Concern, Evidence, Fit, Idea, Item, Measure, Perspective
from groundswell.register.queries import lists
from groundswell.register.queries.ground import as_shown
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.views.answering import (
    kept,
    originals_of,
    page,
    person_of,
    reading_of,
    see,
    see_address,
    tried,
)
from groundswell.register.views.voices import behind, first_readers
from groundswell.register.wordings import FIELDS, words_of
from groundswell.web.access import Access, access

if TYPE_CHECKING:
    from datetime import date

type Said = dict[str, object]


@access(Access.READER, "GET", "POST")
def note_idea(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Write down an idea for a concern, or offer one that is there already."""
    found = kept(request, Concern, concern)
    form = NoteForm(sent(request), item=Idea, first_readers=first_readers(request, about=found))
    if tried(
        form,
        lambda said: actions.note_idea(
            by=person_of(request), concern=found, originals=originals_of(request, found), **_noted(Idea, said)
        ),
    ):
        return see("concern", found.id, at="ideas")
    reading = reading_of(request)
    others = policy.visible(Idea.objects.exclude(fits__concern=found), reading).order_by("-written_on", "id")[:50]
    return page(request, "note_idea", {"concern": found, "others": as_shown(others, reading)}, form)


@access(Access.READER, "POST")
def offer_idea(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Offer an idea that is there already for a concern; it is judged on the next page."""
    found = kept(request, Concern, concern)
    form = OfferForm(request.POST)
    if not form.is_valid():
        return see("note_idea", found.id)
    return see("fit", found.id, kept(request, Idea, form.cleaned_data["idea"]).id)


@access(Access.READER, "GET", "POST")
def fit(request: HttpRequest, concern: UUID, idea: UUID) -> HttpResponse:
    """Say what an idea does to a concern."""
    about, offered = kept(request, Concern, concern), kept(request, Idea, idea)
    now = Fit.objects.filter(concern=about, idea=offered).first()
    initial = {"fit": judged(FitKind(now.kind)), "condition": now.condition, "note": now.note} if now else {}
    form = FitForm(sent(request), initial=initial)
    if tried(
        form,
        lambda said: actions.judge_fit(
            by=person_of(request),
            idea=offered,
            concern=about,
            fit=FitKind(str(said["fit"])),
            condition=str(said["condition"]),
            note=str(said["note"]),
            kept=str(said["kept"]),
            originals=originals_of(request, about, offered),
        ),
    ):
        return see("concern", about.id, at="ideas")
    return page(request, "fit", {"concern": about, "idea": offered, "now": now}, form)


@access(Access.READER, "POST")
def part(request: HttpRequest, concern: UUID, idea: UUID) -> HttpResponse:
    """Take a pair apart."""
    about, offered = kept(request, Concern, concern), kept(request, Idea, idea)
    actions.part_idea(by=person_of(request), idea=offered, concern=about)
    return see("concern", about.id, at="ideas")


@access(Access.READER, "GET", "POST")
def note_measure(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Write down what is under way."""
    found = kept(request, Concern, concern)
    form = MeasureForm(sent(request), item=Measure, first_readers=first_readers(request, about=found))
    if tried(
        form,
        lambda said: actions.note_measure(
            by=person_of(request),
            concern=found,
            since=cast("date | None", said["since"]),
            originals=originals_of(request, found),
            **_noted(Measure, said),
        ),
    ):
        return see("concern", found.id, at="measures")
    return page(request, "note_measure", {"concern": found}, form)


@access(Access.READER, "GET", "POST")
def edit_measure(request: HttpRequest, measure: UUID) -> HttpResponse:
    """Write a measure anew, at the desk."""
    found = kept(request, Measure, measure)
    now = words_of(found) | {"since": found.since}
    form = MeasureForm(sent(request), item=Measure, initial=now, first_readers=first_readers(request))
    del form.fields["audience"]
    if tried(
        form,
        lambda said: actions.edit_measure(
            by=person_of(request),
            measure=found,
            since=cast("date | None", said["since"]),
            originals=originals_of(request, found),
            **_words(Measure, said),
        ),
    ):
        return see("concern", found.concern_id, at="measures")
    return page(
        request,
        "edit_item",
        {"item": found, "back": address_of(found), "behind": behind(reading_of(request), found)},
        form,
    )


@access(Access.READER, "POST")
def end_measure(request: HttpRequest, measure: UUID) -> HttpResponse:
    """Say that a measure is over."""
    found = kept(request, Measure, measure)
    actions.end_measure(by=person_of(request), measure=found)
    return see("concern", found.concern_id, at="measures")


@access(Access.READER, "GET", "POST")
def note_perspective(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Write down how somebody sees a concern."""
    found = kept(request, Concern, concern)
    form = NoteForm(sent(request), item=Perspective, first_readers=first_readers(request, about=found))
    if tried(
        form,
        lambda said: actions.note_perspective(
            by=person_of(request), concern=found, originals=originals_of(request, found), **_noted(Perspective, said)
        ),
    ):
        return see("concern", found.id, at="views")
    return page(request, "note_perspective", {"concern": found}, form)


@access(Access.READER, "GET", "POST")
def edit(request: HttpRequest, kind: str, item: UUID) -> HttpResponse:
    """Write an idea or a view anew, at the desk."""
    if kind not in _EDITED:
        raise Http404
    found = kept(request, _EDITED[kind], item)
    form = WordsForm(sent(request), item=type(found), initial=words_of(found))
    if tried(form, lambda said: _edit(request, found, said)):
        return see_address(address_of(found))
    return page(
        request,
        "edit_item",
        {"item": found, "back": address_of(found), "behind": behind(reading_of(request), found)},
        form,
    )


@access(Access.READER, "GET", "POST")
def shelve(request: HttpRequest) -> HttpResponse:
    """Put something on the shelf."""
    form = EvidenceForm(sent(request), item=Evidence, first_readers=first_readers(request))
    made: list[Evidence] = []
    if tried(
        form,
        lambda said: made.append(
            actions.shelve(by=person_of(request), address=str(said["address"]), **_noted(Evidence, said))
        ),
    ):
        return see("evidence", made[0].id)
    return page(request, "shelve", {}, form)


@access(Access.READER, "GET", "POST")
def edit_evidence(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """Write an entry of the shelf anew, at the desk."""
    found = kept(request, Evidence, evidence)
    now = words_of(found) | {"address": found.address}
    form = EvidenceForm(sent(request), item=Evidence, initial=now, first_readers=first_readers(request))
    del form.fields["audience"]
    if tried(
        form,
        lambda said: actions.edit_evidence(
            by=person_of(request), entry=found, address=str(said["address"]), **_words(Evidence, said)
        ),
    ):
        return see("evidence", found.id)
    return page(request, "edit_item", {"item": found, "back": address_of(found), "behind": []}, form)


@access(Access.READER, "GET", "POST")
def bear_on(request: HttpRequest, evidence: UUID) -> HttpResponse:
    """Say on which concerns an entry bears."""
    found, reading = kept(request, Evidence, evidence), reading_of(request)
    if request.method == "POST":
        wanted = Concern.objects.filter(id__in=_ids(request.POST.getlist("concern")))
        chosen = list(policy.visible(wanted, reading))
        attempt(request, lambda: actions.bear_on(by=person_of(request), entry=found, concerns=chosen))
        return see("evidence", found.id)
    words = request.GET.get("words", "")
    given = set(Bearing.objects.filter(evidence=found).values_list("concern_id", flat=True))
    offered = as_shown(lists.concerns_for(reading, words=words).exclude(id__in=given)[:50], reading)
    chosen = as_shown(policy.visible(Concern.objects.filter(id__in=given), reading), reading)
    return page(request, "bear_on", {"item": found, "chosen": chosen, "offered": offered, "words": words})


def _edit(request: HttpRequest, item: Item, said: Said) -> None:
    words, behind_it = _words(type(item), said), originals_of(request, item)
    if isinstance(item, Idea):
        actions.edit_idea(by=person_of(request), idea=item, originals=behind_it, **words)
    if isinstance(item, Perspective):
        actions.edit_perspective(by=person_of(request), view=item, originals=behind_it, **words)


_EDITED: dict[str, type[Item]] = {"idea": Idea, "perspective": Perspective}


def _words(item: type[Item], said: Said) -> dict[str, str]:
    return {field.name: str(said[field.name]) for field in FIELDS[item.KIND]}


def _noted(item: type[Item], said: Said) -> dict[str, Any]:
    return {**_words(item, said), "audience": Audience(str(said["audience"]))}


def _ids(written: list[str]) -> list[UUID]:
    found = []
    for each in written:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
