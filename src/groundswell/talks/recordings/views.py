"""The page on which a recording is linked, or taken away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.talks.recordings import actions
from groundswell.talks.recordings.forms import RecordingForm
from groundswell.talks.recordings.rules import Kind
from groundswell.talks.transcripts import sentences
from groundswell.talks.transcripts.answering import go_on, kept_room, page, person_of, was_done
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
def recording(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Link a recording or announce a stream."""
    room, by = kept_room(request, meeting), person_of(request)
    form = RecordingForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        actions.link_recording(by=by, meeting=room.meeting, address=said["address"], kind=Kind(said["kind"]))

    if was_done(form, act):
        return go_on(request, _("Linked. It is shown as soon as everybody who spoke says yes."), "meeting", meeting)
    unnamed = [speaker for speaker in room.speakers if speaker.person is None and not speaker.is_nobody]
    return page(request, "recording", form, room=room, unnamed=unnamed, readers=sentences.readers_of(room))


@access(Access.READER, "POST")
def unlink(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Take the link away."""
    room = kept_room(request, meeting)
    actions.unlink_recording(by=person_of(request), meeting=room.meeting)
    return go_on(
        request, _("The link is gone. What lies elsewhere stays there until it is deleted there."), "meeting", meeting
    )
