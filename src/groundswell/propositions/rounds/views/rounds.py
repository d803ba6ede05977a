"""What everybody sees of rounds: where they stand, what was revealed, and one's own link while a phase asks."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import clock
from groundswell.people.answering import who
from groundswell.people.models import Person
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import policy, queries, sentences
from groundswell.propositions.rounds.forms import EndForm, FollowForm, MoveForm, PutOffForm
from groundswell.propositions.rounds.rules import phases
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import BEFORE_IT, SEALED, Ending, Phase, SealedState, Template
from groundswell.web.access import Access, access

A_PAGE = 30


@access(Access.MEMBER)
def index(request: HttpRequest) -> HttpResponse:
    """List the rounds, the newest first."""
    page = Paginator(queries.rounds_for(who(request)), A_PAGE).get_page(request.GET.get("page"))
    lines = [(each, sentences.PHASES[Phase(each.phase)]) for each in page]
    shown = {"page": page, "lines": lines, "may_lead": policy.may_lead(who(request))}
    return render(request, "propositions/rounds/rounds.html", shown)


@access(Access.MEMBER)
def one(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show where a round stands."""
    return page_of(request, found_for(who(request), round_id))


def found_for(person: Person, round_id: UUID) -> Round:
    """Return a round that this person may see, or 404."""
    found = queries.round_for(person, round_id)
    if found is None:
        raise Http404
    return found


def page_of(
    request: HttpRequest,
    found: Round,
    *,
    moving: MoveForm | None = None,
    putting_off: PutOffForm | None = None,
    following: FollowForm | None = None,
    ending: EndForm | None = None,
) -> HttpResponse:
    """Show the page of a round, with a form that was refused where one was."""
    person, phase = who(request), Phase(found.phase)
    sealed = queries.sealed_phase(found, phase) if phase in SEALED else None
    asked = {each.phase: each for each in queries.asked_now(person) if each.round == found}
    tried = moving or putting_off or following or ending
    lacks = queries.missing_of(found)
    may_lead = policy.may_lead(person)
    steps = queries.steps_of(found)
    shown = {
        "round": found,
        "phase_words": sentences.PHASES[phase],
        "template_words": sentences.TEMPLATES[Template(found.template)],
        "about_template": sentences.template_about(Template(found.template)),
        "steps": [(sentences.PHASES[each.phase], each) for each in steps],
        "has_plan": any(each.until for each in steps),
        "link": asked[phase].link if phase in asked else None,
        "late": asked.get(Phase.LATE),
        "has_waited": _has_waited(found, lacks),
        "ended_in": sentences.PHASES[Phase(found.ended_in)] if found.ended_in else "",
        "is_silent": phase is Phase.IDEAS,
        "is_voting": phase is Phase.VOTES,
        "is_counting": sealed is not None and sealed.state != SealedState.OPEN,
        "endings": _endings(found),
        "ideas": queries.ideas_of(found),
        "statements": queries.statements_of(found) if phase not in {Phase.PREPARE, Phase.IDEAS} else [],
        "withdrawn": queries.withdrawn_of(found),
        "opinions": queries.has_opinions(found),
        "proposition": queries.proposition_of(found),
        "may_lead": may_lead,
        "leading": _leading(found, lacks, moving, putting_off, ending),
        "following": (following or _following(found)) if may_lead and phase not in BEFORE_IT else None,
        "tried": tried,
    }
    status = 422 if tried is not None and tried.errors else 200
    return render(request, "propositions/rounds/round.html", shown, status=status)


def _following(found: Round) -> FollowForm:
    return FollowForm(initial={"proposition": str(found.proposition or "")})


def _endings(found: Round) -> list[object]:
    ended = found.sealed_phases.exclude(ending__in=["", Ending.SHOWN]).values_list("ending", flat=True)
    return [sentences.ENDINGS[Ending(each)] for each in ended]


def _has_waited(found: Round, lacks: Missing | None) -> str:
    """Say why a round does not go on, once everybody is told."""
    days = (found.closes_on, clock.today())
    has_waited = phases.has_waited_long(Phase(found.phase), *days, can_go_on=lacks is None)
    return sentences.stalled(lacks) if has_waited else ""


def _leading(
    found: Round,
    lacks: Missing | None,
    moving: MoveForm | None,
    putting_off: PutOffForm | None,
    ending: EndForm | None,
) -> dict[str, object]:
    phase = Phase(found.phase)
    following = phases.after(Template(found.template), phase)
    days = phases.planned(Template(found.template), following).days
    moving = moving or MoveForm()
    if days:
        moving.plan(phases.last_day(clock.today(), days))
    return {
        "lacks": sentences.MISSING[lacks] if lacks else "",
        "can_end": phase not in {*SEALED, Phase.PREPARE, Phase.ENDED},
        "ending": ending or EndForm(),
        "next": sentences.PHASES[following],
        "can_move": phase not in SEALED and phase is not Phase.ENDED,
        "can_put_off": found.closes_on is not None,
        "writes": phase in {Phase.CLARIFY, Phase.VOTES},
        "moving": moving,
        "putting_off": putting_off or PutOffForm(initial={"closes_on": found.closes_on}),
        "is_first": phase is Phase.PREPARE,
    }
