"""Duplicates: suggested, looked at side by side, merged by a person, and taken back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent
from groundswell.register import actions, policy, sentences
from groundswell.register.forms import MergeForm
from groundswell.register.models import Concern, Merge
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.likely import likely_duplicates
from groundswell.register.rules.concerns import State
from groundswell.register.views.answering import kept, originals_of, page, person_of, reading_of, see, tried
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
def merge(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Suggest what may be the same; preview one; merge."""
    found, reading = kept(request, Concern, concern), reading_of(request)
    into = _survivor(request)
    form = MergeForm(sent(request), initial={"survivor": into.id if into else None})
    if into is not None and tried(
        form,
        lambda said: actions.merge_concerns(
            by=person_of(request),
            duplicate=found,
            survivor=into,
            reason=str(said["reason"]),
            kept=str(said["kept"]),
            originals=originals_of(request, found, into),
        ),
    ):
        return see("concern", into.id, at="duplicates")
    if into is not None:
        shown = {
            "duplicate": queries.page_of(found, reading),
            "survivor": queries.page_of(into, reading),
            "follows": sentences.what_a_merge_tells(State(found.state), State(into.state)),
        }
        return page(request, "merge_preview", shown, form)
    words = request.GET.get("words", "")
    others = lists.concerns_for(reading, words=words).exclude(id=found.id)[:20] if words else []
    listed = {
        "concern": found,
        "likely": likely_duplicates(found, reading),
        "words": words,
        "others": as_shown(others, reading),
    }
    return page(request, "merge", listed)


@access(Access.READER, "POST")
def undo(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take a merge back."""
    found = kept(request, Concern, concern)
    if not Merge.objects.filter(duplicate=found).exists():
        raise Http404
    attempt(request, lambda: actions.undo_merge(by=person_of(request), duplicate=found))
    return see("concern", found.id)


def _survivor(request: HttpRequest) -> Concern | None:
    """Return the concern that would stand for both: one that this person keeps, or none chosen yet."""
    asked = request.POST.get("survivor", "") if request.method == "POST" else request.GET.get("into", "")
    if not asked and request.method != "POST":
        return None
    try:
        chosen = UUID(asked)
    except ValueError:
        raise Http404 from None
    found = Concern.objects.select_related("written_by", "cell").filter(id=chosen).first()
    if found is None or not policy.may_keep(reading_of(request), found):
        raise Http404
    return found
