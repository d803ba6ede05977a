"""A review is sent, answered by whoever is signed in, and its objections are resolved."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.propositions.models import Part, Proposition, ReviewAsk
from groundswell.propositions.proposing import actions, sentences
from groundswell.propositions.proposing.exports import written
from groundswell.propositions.proposing.forms import OfferForm, ReviewForm, SendForm
from groundswell.propositions.proposing.queries import pages, reviews
from groundswell.propositions.proposing.queries.asked import parts_since
from groundswell.propositions.proposing.queries.titles import title_of
from groundswell.propositions.proposing.rules.reviews import Answer, Ended
from groundswell.propositions.proposing.views.answering import page, readable, see
from groundswell.propositions.rounds.queries import review_planned
from groundswell.web.access import Access, access

_MINUTES = 10


@access(Access.ADVOCATE, "GET", "POST")
def send(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Show what a review costs; ask everybody on the second press."""
    found = readable(request, proposition)
    form = SendForm(sent(request), initial=_proposed(found))
    cost = None
    if form.is_bound and form.is_valid() and form.cleaned_data["deadline"]:
        cost = reviews.cost_of(form.cleaned_data["deadline"], form.cleaned_data["minutes"])
    was_shown = cost is not None and request.POST.get("shown") == _mark(form)
    if (was_shown or (form.is_bound and cost is None)) and tried(form, lambda: _send(request, found, form)):
        return see("proposition", found.id, at="review")
    shown = {
        "proposition": found,
        "page": pages.page_for(who(request), found),
        "cost": cost,
        "suggested": reviews.suggested(found, form.cleaned_data["deadline"] if cost else _proposed_day(found)),
        "mark": _mark(form) if cost else "",
    }
    return page(request, "send", shown, form)


@access(Access.MEMBER, "GET", "POST")
def answer(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Answer a review."""
    found = readable(request, proposition)
    ask = reviews.ask_of(who(request), found)
    if ask is None:
        raise Http404
    form = review_form(request, ask)
    if tried(form, lambda: take(ask, form)):
        return see("proposition", found.id, at="review")
    shown = {"ask": ask, "shown": pages.page_for(who(request), found), "affects": affects(ask)}
    shown["came_since"] = parts_since(ask.review)
    return page(request, "answer", shown, form)


@access(Access.MEMBER, "POST")
def end_objection(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Withdraw one's own objection."""
    found = readable(request, proposition)
    ask = reviews.ask_of(who(request), found)
    if ask is None:
        raise Http404
    actions.end_objection(ask=ask, ended=Ended.WITHDRAWN)
    return see("proposition", found.id, at="review")


@access(Access.MEMBER, "POST")
def say_which(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Say which of several parts one's own objection is about, into which its words went."""
    found = readable(request, proposition)
    asked = pages.page_for(who(request), found).which
    told = f"{request.POST.get('ask')} {request.POST.get('part')}"
    chosen = next(((ask, part) for ask, parts in asked for part in parts if f"{ask.id} {part.id}" == told), None)
    if chosen is None:
        return go_on(request, _("There is nothing to say here any more."), "propositions:proposition", found.id)
    actions.say_which(ask=chosen[0], part=Part.objects.get(id=chosen[1].id))
    return see("proposition", found.id, at="review")


@access(Access.ADVOCATE, "GET", "POST")
def offer(request: HttpRequest, ask: UUID) -> HttpResponse:
    """Offer whoever objects a way to resolve it."""
    found = ReviewAsk.objects.select_related("review__proposition", "person", "part").filter(id=ask).first()
    if found is None or found.answer != Answer.OBJECTION:
        raise Http404
    form = OfferForm(sent(request), initial={"offer": found.offer})
    if tried(form, lambda: actions.offer_resolution(by=who(request), ask=found, offer=form.cleaned_data["offer"])):
        return see("proposition", found.review.proposition_id, at="review")
    return page(request, "offer", {"ask": found, "proposition": found.review.proposition}, form)


@access(Access.ADVOCATE, "POST")
def tickets(request: HttpRequest, proposition: UUID, form: str) -> HttpResponse:
    """Give one ticket a member that the tracker has not yet, or all once more, as Jira's table or a list."""
    found = readable(request, proposition)
    if form not in {"jira", "list"}:
        raise Http404
    made: list[ReviewAsk] = []
    again = request.POST.get("again") == "yes"
    if not attempt(request, lambda: made.extend(actions.make_tickets(by=who(request), proposition=found, again=again))):
        return see("proposition", found.id, at="review")
    if not made:
        words = _("Everybody who was asked has a ticket already.")
        return go_on(request, words, "propositions:proposition", found.id, anchor="review")
    title = title_of([found])[found.id]
    address = request.build_absolute_uri(reverse("propositions:answer", args=[found.id]))
    written_as = written.tickets_csv if form == "jira" else written.tickets_list
    kind, name = ("text/csv", "review-tickets.csv") if form == "jira" else ("text/markdown", "review-tickets.md")
    response = HttpResponse(written_as(made, title, address), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def review_form(request: HttpRequest, ask: ReviewAsk) -> ReviewForm:
    """Return the form of an answer; nothing in it says what was answered before."""
    content = pages.published(ask.review.proposition)
    return ReviewForm(sent(request), parts=[(part.id, f"{part.place}. {part.title}") for part in content.parts])


def affects(ask: ReviewAsk) -> str:
    """Return which role of its member the proposition is about, in a sentence, or nothing."""
    about = ask.review.proposition_id
    return "".join(sentences.affects(reviews.roles_affected(ask.person, [about]).get(about)))


def take(ask: ReviewAsk, form: ReviewForm) -> ReviewAsk:
    """Take an answer as it was typed."""
    said = form.cleaned_data
    part = Part.objects.filter(id=said["part"], proposition=ask.review.proposition_id).first() if said["part"] else None
    return actions.answer_review(
        ask=ask, answer=Answer(said["answer"]), words=said["words"], part=part, is_shown=said["is_shown"]
    )


def _send(request: HttpRequest, found: Proposition, form: SendForm) -> None:
    said = form.cleaned_data
    deadline = said["deadline"] or clock.today()
    actions.send_review(
        by=who(request),
        proposition=found,
        deadline=deadline,
        minutes=said["minutes"],
        reason=said["reason"],
        in_tracker=said["in_tracker"],
    )


def _proposed(found: Proposition) -> dict[str, object]:
    planned = review_planned(found.id)
    return {"deadline": _proposed_day(found), "minutes": planned[1] if planned else _MINUTES}


def _proposed_day(found: Proposition) -> date:
    """Return the day that a round has planned, or the end of the sprint."""
    planned = review_planned(found.id)
    if planned:
        return max(planned[0], clock.today() + timedelta(days=1))
    return max(people.sprint_now().last, clock.today() + timedelta(days=2))


def _mark(form: SendForm) -> str:
    """Return what tells that exactly this cost was shown."""
    said = form.cleaned_data
    return f"{said['deadline']} {said['minutes']}"
