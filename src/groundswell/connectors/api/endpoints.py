"""The endpoints and their description (OpenAPI), by django-ninja: the extra `api`. Each only reads."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from groundswell.connectors.api import answers
from groundswell.connectors.api.queries import reader_with
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.models import Person
from groundswell.questions.rules.lists import Lists

A_MINUTE = 60
# For each key and each web process.
pace = Throttle(A_MINUTE / 60, A_MINUTE)
_MOST_PAGES = 1_000_000
type PageNumber = Annotated[int, Query(1, ge=1, le=_MOST_PAGES)]


class Concern(Schema):
    """A concern in a list. `me_too` is a band: none, few, 5-9, 10-19, 20+."""

    id: UUID
    title: str
    state: str
    stuck: str
    themes: list[str]
    audience: str
    me_too: str
    moved_on: date
    url: str


class WholeConcern(Concern):
    """A concern with its text."""

    text: str


class Proposition(Schema):
    """A published proposition in a list."""

    id: UUID
    title: str
    step: str
    is_overdue: bool
    url: str


class WholeProposition(Schema):
    """A published proposition; `content` is what the page gives as data, with its method and hash."""

    id: UUID
    url: str
    content: dict[str, Any]


class Decision(Schema):
    """How a part was decided."""

    id: UUID
    proposition: UUID
    part: str
    outcome: str
    reason: str
    decider: str
    decided_on: date
    review_on: date | None
    url: str


class Concerns(Schema):
    """A page of concerns. `total` counts all pages."""

    items: list[Concern]
    total: int
    pages: int
    page: int


class Propositions(Schema):
    """A page of propositions."""

    items: list[Proposition]
    total: int
    pages: int
    page: int


class Decisions(Schema):
    """A page of decisions."""

    items: list[Decision]
    total: int
    pages: int
    page: int


class Question(Schema):
    """A question from outside. `address` is where it was asked, and `url` its page here."""

    id: int
    title: str
    source: str
    state: str
    work: str
    labels: list[str]
    asked_at: datetime
    first_reply_at: datetime | None
    resolved_at: datetime | None
    address: str
    url: str


class Questions(Schema):
    """A page of one list of the queue, in the order of the page; `more` says whether another follows."""

    items: list[Question]
    page: int
    more: bool


class Figures(Schema):
    """Published figures of check-ins, or why there is none; and how they were made."""

    method: dict[str, str]
    figures: list[dict[str, Any]]


class ForAPerson(HttpBearer):
    """Knows for whom a key reads, and lets it read so often."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Return the person, or None for no key that opens anything."""
        del request
        person = reader_with(token)
        if person is not None and not pace.allows(token):
            raise HttpError(429, "Too many requests with this key. Wait a minute.")
        return person


api = NinjaAPI(
    title="Groundswell",
    version="1",
    description="Reads what the owner of a key reads on the pages, but for what waits at the desk. It writes nothing.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=ForAPerson(),
)


@api.get("/concerns/", response=Concerns, summary="Concerns, what moved last first")
def list_concerns(request: HttpRequest, page: PageNumber = 1) -> dict[str, Any]:
    """Return a page of the concerns that the owner of the key reads."""
    return answers.concerns(_person(request), page)


@api.get("/concerns/{concern_id}/", response=WholeConcern, summary="One concern")
def one_concern(request: HttpRequest, concern_id: Annotated[UUID, Path()]) -> dict[str, Any]:
    """Return a concern, or the one that stands for it."""
    return _there(answers.concern(_person(request), concern_id))


@api.get("/propositions/", response=Propositions, summary="Published propositions, the newest first")
def list_propositions(request: HttpRequest, page: PageNumber = 1) -> dict[str, Any]:
    """Return a page of what was proposed."""
    return answers.all_propositions(_person(request), page)


@api.get("/propositions/{proposition_id}/", response=WholeProposition, summary="One published proposition")
def one_proposition(request: HttpRequest, proposition_id: Annotated[UUID, Path()]) -> dict[str, Any]:
    """Return a proposition with its parts, answers and decisions."""
    return _there(answers.proposition(_person(request), proposition_id))


@api.get("/decisions/", response=Decisions, summary="Decisions, the newest first")
def list_decisions(request: HttpRequest, page: PageNumber = 1) -> dict[str, Any]:
    """Return a page of decisions."""
    del request
    return answers.decisions(page)


@api.get("/questions/", response=Questions, summary="Questions from outside, by the lists of the queue")
def list_questions(
    request: HttpRequest, which: Annotated[Lists, Query(Lists.UNANSWERED, alias="list")], page: PageNumber = 1
) -> dict[str, Any]:
    """Return a page of a list: what waits, the oldest first; what is done with, the newest first."""
    return answers.questions(_person(request), which, page)


@api.get("/check-ins/", response=Figures, summary="Published figures of check-ins")
def check_ins(request: HttpRequest) -> dict[str, Any]:
    """Return every published figure, with its interval, and why there is none where there is none."""
    del request
    return answers.check_ins()


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Say which part of a question is wrong; what was given is not repeated."""
    where = ", ".join(sorted({str(each["loc"][-1]) for each in fault.errors}))
    return api.create_response(request, {"detail": f"This is not understood: {where}."}, status=422)


def description(request: HttpRequest) -> HttpResponse:
    """Return the description of all of it (OpenAPI); it is the same for everybody, and needs no key."""
    del request
    here = reverse("api:openapi-json")
    return JsonResponse(api.get_openapi_schema(path_prefix=here.removesuffix("openapi.json")))


def _person(request: HttpRequest) -> Person:
    person: Person = request.auth  # type: ignore[attr-defined]  # put there by ForAPerson
    return person


def _there(found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise HttpError(404, "There is nothing here that this key may read.")
    return found
