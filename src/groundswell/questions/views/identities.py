"""Who is who outside: two names become one person, and two again; one of ours; all of theirs, or nothing."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people import queries as people
from groundswell.people.answering import attempt, go_on, see, sent, tried, who
from groundswell.questions import actions
from groundswell.questions.forms import EraseForm, MemberForm
from groundswell.questions.models import Identity, Merge
from groundswell.questions.queries import identities as queries
from groundswell.questions.views.answering import page
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET")
def identities(request: HttpRequest) -> HttpResponse:
    """Show who may be one person, who may be one of ours, and what was merged; find somebody."""
    asked = request.GET.get("q", "").strip()[:200]
    pairs, count = queries.alike()
    shown = {
        "pairs": pairs,
        "count": count,
        "ours": queries.ours(),
        "merges": queries.merges(),
        "asked": asked,
        "found": queries.named(asked),
    }
    return page(request, "identities", shown)


@access(Access.ADVOCATE, "GET", "POST")
def identity(request: HttpRequest, identity: int) -> HttpResponse:
    """Show one person outside; say which member they are."""
    found = _identity(identity)
    form = MemberForm(sent(request), initial={"person": found.person_id})
    if tried(form, lambda: actions.link(by=who(request), identity=found, person=form.cleaned_data["person"])):
        return go_on(request, _("Kept. Whose turn it is was counted anew."), "questions:identity", str(found.id))
    return page(request, "identity", {"identity": found, "counts": queries.counts_of(found)}, form)


@access(Access.ADVOCATE, "GET")
def everything_of(request: HttpRequest, identity: int) -> HttpResponse:
    """Give everything that is kept of one person outside, as a file for them."""
    del request
    found = _identity(identity)
    answer = JsonResponse(queries.all_of(found), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = f'attachment; filename="person-{found.id}.json"'
    return answer


@access(Access.ADVOCATE, "GET", "POST")
def erase(request: HttpRequest, identity: int) -> HttpResponse:
    """Erase one person outside, after a question that cannot be answered by accident."""
    found, form = _identity(identity), EraseForm(sent(request))
    counts: list[int] = []
    if tried(form, lambda: counts.append(actions.erase(by=who(request), identity=found))):
        told = {"n": counts[0]}
        return go_on(request, _("Erased: %(n)d messages have no words any more.") % told, "questions:identities")
    return page(request, "erase", {"identity": found, "counts": queries.counts_of(found)}, form)


@access(Access.ADVOCATE, "POST")
def merge(request: HttpRequest, identity: int, other: int) -> HttpResponse:
    """Make two identities one."""
    one, two = _identity(identity), _identity(other)
    if attempt(request, lambda: actions.merge(by=who(request), kept=one, other=two)):
        return go_on(request, _("They are one person now. It can be undone below."), "questions:identities")
    return _back()


@access(Access.ADVOCATE, "POST")
def keep_apart(request: HttpRequest, identity: int, other: int) -> HttpResponse:
    """Say that two identities are two people."""
    one, two = _identity(identity), _identity(other)
    actions.keep_apart(by=who(request), one=one, other=two)
    return go_on(request, _("They stay two people, and are not suggested again."), "questions:identities")


@access(Access.ADVOCATE, "POST")
def undo(request: HttpRequest, merge: int) -> HttpResponse:
    """Make two of one again."""
    found = Merge.objects.filter(id=merge).first()
    if found is None:
        raise Http404
    if attempt(request, lambda: actions.undo_merge(by=who(request), merge=found)):
        return go_on(request, _("They are two again, as they were."), "questions:identities")
    return _back()


@access(Access.ADVOCATE, "POST")
def is_ours(request: HttpRequest, identity: int, person: UUID) -> HttpResponse:
    """Say that an identity is this member."""
    found = _identity(identity)
    member = people.active_people().filter(id=person).first()
    if member is None:
        raise Http404
    actions.link(by=who(request), identity=found, person=member)
    return go_on(request, _("Kept. Whose turn it is was counted anew."), "questions:identities")


def _back() -> HttpResponse:
    """Lead to the page, where it is said already why nothing was done."""
    return see(reverse("questions:identities"))


def _identity(number: int) -> Identity:
    found = queries.identity_for(number)
    if found is None:
        raise Http404
    return found
