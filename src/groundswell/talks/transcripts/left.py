"""The pages of meetings that nobody keeps any more: a reader ends what was said in them, and reads nothing of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.talks.models import Meeting
from groundswell.talks.transcripts import actions, keeping
from groundswell.talks.transcripts.answering import go_on, page, person_of, was_done
from groundswell.talks.transcripts.forms import TakeOutForm
from groundswell.web.access import Access, access


@access(Access.READER)
def meetings(request: HttpRequest) -> HttpResponse:
    """List them, by their days and by who kept them."""
    return page(request, "left_meetings", lines=keeping.left_behind())


@access(Access.READER, "GET", "POST")
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Empty the name of somebody who asks for it."""
    found = _left(meeting)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.cleaned_data["person"] is None:
        form.add_error("person", _("Type a name or an address."))
    by = person_of(request)
    if was_done(form, lambda: actions.take_out_speaker(by=by, meeting=found, person=form.cleaned_data["person"])):
        said = _("If they are named in it, they are not any more. Nobody is told whether they were.")
        return go_on(request, said, "left_meeting", meeting)
    return page(request, "left_meeting", form, meeting=found)


@access(Access.READER, "POST")
def destroy(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Destroy what was said in one of them."""
    actions.destroy_words(by=person_of(request), meeting=_left(meeting))
    return go_on(request, _("What was said is destroyed. The action items stay."), "left_meetings")


def _left(meeting: UUID) -> Meeting:
    found = keeping.left_meeting(meeting)
    if found is None:
        raise Http404
    return found
