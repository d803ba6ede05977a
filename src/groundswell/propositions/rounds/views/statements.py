"""The desk writes statements from ideas, and decides about what members suggest."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.people.answering import go_on, status_of, tried, was_done, who
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import actions, alike, queries
from groundswell.propositions.rounds.forms import ANYWAY, ReasonForm, StatementForm, is_sent_now
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.views.rounds import found_for
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def statements(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show what is put to the vote, and take one more."""
    found = found_for(who(request), round_id)
    form = StatementForm(request.POST if request.method == "POST" else None, initial=_from_idea(request, found))
    if form.is_bound and form.is_valid():
        act, text = request.POST.get("act", ""), form.cleaned_data["text"]
        # What stands there letter by letter is refused below, in a sentence.
        is_settled = act == ANYWAY or alike.stands_there(found, text)
        near = [] if is_settled else alike.statements_like(found, text)
        if not is_sent_now(act, has_alike=bool(near)):
            return _page(request, found, form, near=near)
    if tried(form, lambda: _add(request, found, form)):
        return go_on(request, _("Put to the vote."), "rounds:statements", found.id)
    return _page(request, found, form)


@access(Access.ADVOCATE, "POST")
def withdraw(request: HttpRequest, round_id: UUID, number: int) -> HttpResponse:
    """Take a statement out, with a reason."""
    found, form = found_for(who(request), round_id), ReasonForm(request.POST)
    try:
        done = was_done(
            form,
            lambda: actions.withdraw_statement(
                by=who(request), found=found, number=number, reason=form.cleaned_data["reason"]
            ),
        )
    except LookupError:
        raise Http404 from None
    if done:
        return go_on(request, _("Taken out; everybody reads why."), "rounds:statements", found.id)
    return _page(request, found, StatementForm(), refused=form)


@access(Access.ADVOCATE, "POST")
def decide(request: HttpRequest, round_id: UUID, suggestion: UUID) -> HttpResponse:
    """Let a suggestion in, or leave it out with a reason that its author finds by receipt."""
    found, form = found_for(who(request), round_id), ReasonForm(request.POST)
    try:
        done = was_done(form, lambda: _decide(request, found, suggestion, form))
    except LookupError:
        raise Http404 from None
    if done:
        return go_on(request, _("Decided; its author finds it with the receipt."), "rounds:statements", found.id)
    return _page(request, found, StatementForm(), refused=form)


def _from_idea(request: HttpRequest, found: Round) -> dict[str, str]:
    """Return the words of the idea that was chosen, to be written over: `?idea=` and its id."""
    chosen = request.GET.get("idea", "")
    return {"text": next((each.text for each in queries.ideas_of(found) if str(each.id) == chosen), "")}


def _add(request: HttpRequest, found: Round, form: StatementForm) -> None:
    idea = request.POST.get("idea", "")
    known = {str(each.id): each.id for each in queries.ideas_of(found)}
    actions.add_statement(by=who(request), found=found, text=form.cleaned_data["text"], idea=known.get(idea))


def _decide(request: HttpRequest, found: Round, suggestion: UUID, form: ReasonForm) -> None:
    by, sent = who(request), form.cleaned_data
    if request.POST.get("act") == "keep":
        actions.keep_suggestion(by=by, found=found, suggestion=suggestion, text=sent["text"])
    else:
        actions.reject_suggestion(by=by, found=found, suggestion=suggestion, reason=sent["reason"])


def _page(
    request: HttpRequest,
    found: Round,
    form: StatementForm,
    *,
    refused: ReasonForm | None = None,
    near: list[str] | None = None,
) -> HttpResponse:
    made = queries.statements_of(found)
    used = {each.idea for each in made}
    suggested = queries.suggestions_to_look_at(found)
    likes = alike.statements_like_each(found, [each.text for each in suggested])
    shown = {
        "round": found,
        "form": form,
        "refused": refused,
        "near": near,
        "is_compared": near is not None,
        "pairs": alike.pairs_among(made),
        "beside": alike.newest_first([each.text for each in made]),
        "chosen": request.POST.get("idea", "") or request.GET.get("idea", ""),
        "statements": made,
        "withdrawn": queries.withdrawn_of(found),
        "ideas": [(each, each.id in used) for each in queries.ideas_of(found)],
        "suggestions": list(zip(suggested, likes, strict=True)),
        "is_open": found.phase in {Phase.CLARIFY, Phase.VOTES},
    }
    status = status_of(form, *([refused] if refused else []))
    return render(request, "propositions/rounds/statements.html", shown, status=status)
