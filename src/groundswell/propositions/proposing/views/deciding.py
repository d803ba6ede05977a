"""Parts are decided, and somebody looks whether it helped; statements on behalf of people."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent, tried, who
from groundswell.propositions.models import Decision, Part, Proposition, StatementOnBehalf
from groundswell.propositions.proposing import actions, policy, sentences
from groundswell.propositions.proposing.actions import statements as acts
from groundswell.propositions.proposing.forms import DecideForm, LookForm, SaidForm, StatementForm, WhereForm
from groundswell.propositions.proposing.queries import pages, reviews
from groundswell.propositions.proposing.rules.decisions import Helped, Outcome
from groundswell.propositions.proposing.views.answering import page, part_of, readable, see
from groundswell.register.rules.bands import Band
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def decide(request: HttpRequest, part: UUID) -> HttpResponse:
    """Write down how a part is decided."""
    found = part_of(request, part)
    form = DecideForm(sent(request), initial={"decider": found.proposition.decider_id})
    if tried(form, lambda: _decide(request, found, form)):
        return see("proposition", found.proposition_id, at="parts")
    read = pages.page_for(who(request), found.proposition)
    line = next((each for each in read.parts if each.content.id == found.id), None)
    shown = {"part": found, "proposition": found.proposition, "is_blocked": reviews.is_blocked(found)}
    shown |= {"line": line, "shown": read}
    return page(request, "decide", shown, form)


@access(Access.ADVOCATE, "GET", "POST")
def look(request: HttpRequest, decision: UUID) -> HttpResponse:
    """Write down whether a decision helped."""
    found = Decision.objects.select_related("part__proposition").filter(id=decision).first()
    if found is None:
        raise Http404
    readable(request, found.part.proposition_id)
    form = LookForm(sent(request))
    if tried(form, lambda: _look(request, found, form)):
        return see("proposition", found.part.proposition_id, at="parts")
    yes, no = pages.helped_in_words(found)
    shown = {"decision": found, "some_say_yes": yes, "some_say_no": no, "is_due": pages.is_to_look_at(found)}
    return page(request, "look", shown, form)


@access(Access.ADVOCATE, "GET", "POST")
def where(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Note where it is discussed, and where the handbook stands."""
    found = readable(request, proposition)
    form = WhereForm(sent(request), initial=_where(found))
    if tried(form, lambda: actions.note_where(by=who(request), proposition=found, **form.cleaned_data)):
        return see("proposition", found.id)
    return page(request, "where", {"proposition": found}, form)


@access(Access.MEMBER)
def statements(request: HttpRequest) -> HttpResponse:
    """List what is said on behalf of people, each with whether one stands behind it oneself."""
    person = who(request)
    lines = [(each, acts.agrees(person, each), _for_whom(each)) for each in pages.statements()]
    return page(request, "statements", {"lines": lines, "writes": policy.may_write(person), "form": SaidForm()})


@access(Access.ADVOCATE, "GET", "POST")
def new_statement(request: HttpRequest) -> HttpResponse:
    """Write words on behalf of people."""
    form = StatementForm(sent(request))
    if tried(form, lambda: actions.write_statement(by=who(request), **form.cleaned_data)):
        return see("statements")
    return page(request, "new_statement", {}, form)


@access(Access.MEMBER, "POST")
def stand_behind(request: HttpRequest, statement: UUID) -> HttpResponse:
    """Agree to exactly these words, or take that back."""
    found = _statement(statement)
    act = actions.step_back if request.POST.get("undo") else actions.stand_behind
    attempt(request, lambda: act(by=who(request), statement=found))
    return see("statements")


@access(Access.ADVOCATE, "POST")
def speak(request: HttpRequest, statement: UUID) -> HttpResponse:
    """Note where a statement was said."""
    found = _statement(statement)
    form = SaidForm(request.POST)
    said_at = form.cleaned_data["said_at"] if form.is_valid() else ""
    attempt(request, lambda: actions.speak_on_behalf(by=who(request), statement=found, said_at=said_at))
    return see("statements")


def _decide(request: HttpRequest, part: Part, form: DecideForm) -> None:
    said = form.cleaned_data
    actions.decide_part(
        by=who(request),
        part=part,
        outcome=Outcome(said["outcome"]),
        reason=said["reason"],
        decider=said["decider"],
        review_on=said["review_on"],
        transition_at=said["transition_at"],
        kept=said["kept"],
    )


def _look(request: HttpRequest, found: Decision, form: LookForm) -> None:
    said = form.cleaned_data
    actions.look_again(
        by=who(request),
        decision=found,
        helped=Helped(said["helped"]),
        found=said["found"],
        review_on=said["review_on"],
        kept=said["kept"],
    )


def _where(proposition: Proposition) -> dict[str, object]:
    names = ("discussed", "discussed_at", "handbook", "handbook_at")
    return {name: getattr(proposition, name) for name in names}


def _statement(statement: UUID) -> StatementOnBehalf:
    found = StatementOnBehalf.objects.filter(id=statement).first()
    if found is None:
        raise Http404
    return found


def _for_whom(statement: StatementOnBehalf) -> str:
    return str(sentences.FOR_HOW_MANY[Band(statement.said_for)]) if statement.said_for else ""
