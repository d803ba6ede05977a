"""What members do with a concern: say "me too", add an idea or a view, confirm a view. Never a form to fill."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.tokens import BadToken
from groundswell.people.answering import sent
from groundswell.people.refusals import Refused
from groundswell.register import actions, policy
from groundswell.register.forms import OwnViewForm, OwnWordsForm, ViewForm
from groundswell.register.models import Concern, Perspective
from groundswell.register.queries import concern as queries
from groundswell.register.rules.perspectives import mark_of
from groundswell.register.views.answering import page, person_of, reading_of, see, tried
from groundswell.voices import refusals, sealing
from groundswell.web.access import Access, access


@access(Access.MEMBER, "POST")
def me_too(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Count in, or out again: one click."""
    found = _concern(request, concern)
    if request.POST.get("undo"):
        actions.take_back_me_too(by=person_of(request), concern=found)
    else:
        actions.say_me_too(by=person_of(request), concern=found)
    return see("concern", found.id, at="me-too")


@access(Access.MEMBER, "GET", "POST")
def add_idea(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add an idea of one's own: one box."""
    found = _concern(request, concern)
    form = OwnWordsForm(sent(request), initial={"token": tokens.new_token(sealing.form_secret())})
    form.fields["text"].label = found.title
    if tried(
        form,
        lambda said: actions.add_own_idea(
            by=person_of(request), concern=found, text=str(said["text"]), nonce=_nonce(said)
        ),
    ):
        return see("concern", found.id, at="ideas")
    return page(request, "add_idea", _about(found), _again(request, form))


@access(Access.MEMBER, "GET", "POST")
def add_perspective(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add how one sees it: one box."""
    found = _concern(request, concern)
    form = OwnViewForm(sent(request), initial={"token": tokens.new_token(sealing.form_secret())})
    form.fields["text"].label = found.title
    if tried(
        form,
        lambda said: actions.add_own_perspective(
            by=person_of(request),
            concern=found,
            text=str(said["text"]),
            conditions=str(said["conditions"]),
            nonce=_nonce(said),
        ),
    ):
        return see("concern", found.id, at="views")
    return page(request, "add_perspective", _about(found), _again(request, form))


@access(Access.MEMBER, "POST")
def confirm_perspective(request: HttpRequest, perspective: UUID) -> HttpResponse:
    """Say "yes, that is my view": one click, and of the words that stood on the page."""
    view = _mine(request, perspective)
    if request.POST.get("seen") != mark_of(view.said):
        messages.warning(request, _("The words have changed since you opened the page. Are they your view now?"))
        return see("perspective", view.id)
    actions.confirm_perspective(by=person_of(request), view=view, under_my_name=bool(request.POST.get("under_my_name")))
    return see("perspective", view.id)


@access(Access.MEMBER, "GET", "POST")
def correct_perspective(request: HttpRequest, perspective: UUID) -> HttpResponse:
    """Say it in one's own words instead."""
    view = _mine(request, perspective)
    names = ("position", "conditions", "best_case")
    initial = {name: getattr(view, name) for name in names} | {"under_my_name": view.is_named}
    form = ViewForm(sent(request), initial=initial)
    if tried(
        form,
        lambda said: actions.correct_perspective(
            by=person_of(request),
            view=view,
            under_my_name=bool(said["under_my_name"]),
            position=str(said["position"]),
            conditions=str(said["conditions"]),
            best_case=str(said["best_case"]),
        ),
    ):
        return see("perspective", view.id)
    return page(request, "correct_perspective", {"item": view, "readers": queries.readers_of(view)}, form)


def _concern(request: HttpRequest, concern: UUID) -> Concern:
    """Return the concern that a member takes part in: one that they may read, through the one that stands for it."""
    reading = reading_of(request)
    found = queries.concern_for(reading, concern)
    if found is None:
        raise Http404
    return found.root if found.root is not None and policy.may_read(reading, found.root) else found


def _mine(request: HttpRequest, perspective: UUID) -> Perspective:
    view = Perspective.objects.select_related("written_by", "cell").filter(id=perspective).first()
    if view is None or view.holder_id != person_of(request).id:
        raise Http404
    if not policy.may_read_view(reading_of(request), view):
        raise Http404
    return view


def _about(concern: Concern) -> dict[str, object]:
    return {"concern": concern, "readers": queries.readers_of_own(concern)}


def _nonce(said: dict[str, object]) -> bytes:
    """Return the form's nonce, so that sending it twice adds one thing."""
    try:
        return tokens.read_token(str(said["token"]), sealing.form_secret(), clock.now())
    except BadToken as bad:
        raise Refused(refusals.of_token(bad.reason).sentence) from None


def _again(request: HttpRequest, form: OwnWordsForm) -> OwnWordsForm:
    """Give a refused form a fresh token: what is sent next may be other words."""
    if form.is_bound and form.errors:
        again = request.POST.copy()
        again["token"] = tokens.new_token(sealing.form_secret())
        form.data = again
    return form
