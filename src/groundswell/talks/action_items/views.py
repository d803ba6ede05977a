"""The pages of action items: noting them, from what the transcript proposes or not, and ending them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.talks.action_items import actions, queries
from groundswell.talks.action_items.forms import AskForm, EndForm, ItemForm, RewriteForm
from groundswell.talks.action_items.rules import Ending
from groundswell.talks.action_items.rules.proposing import Proposal, proposals
from groundswell.talks.transcripts import queries as transcripts
from groundswell.talks.transcripts import sentences
from groundswell.talks.transcripts.answering import go_on, kept_room, page, person_of, was_done
from groundswell.talks.transcripts.keeping import keeps
from groundswell.talks.transcripts.queries import Room
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
def items(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Note something to do. Below stands what in the transcript sounds like it, for its keeper alone."""
    room = kept_room(request, meeting)
    proposed = proposals(transcripts.all_said(room.speakers), held_on=room.meeting.held_on) if room.meeting.cues else []
    form = ItemForm(request.POST or None, initial=_initial(request, room, proposed))
    if was_done(form, lambda: actions.raise_item(by=person_of(request), meeting=room.meeting, **form.cleaned_data)):
        return go_on(request, _("Noted. It stands at every meeting of these until it has ended."), "items", meeting)
    stand = queries.items_at(room.meeting, person_of(request))
    numbered = list(enumerate(proposed))
    told = {
        "room": room,
        "firm": [line for line in numbered if line[1].is_firm],
        "passing": [line for line in numbered if not line[1].is_firm],
        "items": stand,
        "readers": sentences.readers_of(room),
    }
    return page(request, "items", form, **told)


@access(Access.MEMBER, "GET", "POST")
def item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Say that an item is done, or given up and why: its keeper, or who does it."""
    person = person_of(request)
    found = queries.item_for(person, item)
    if found is None:
        raise Http404
    row, line = found
    form = EndForm(request.POST or None)
    keeper = person if keeps(person, row.series) else None

    def act() -> None:
        said = form.cleaned_data
        actions.end_item(item=row, ending=Ending(said["ending"]), reason=said["reason"], by=keeper)

    if was_done(form, act):
        said = _("Said. It stands once more at the next meeting.")
        return go_on(request, said, "meeting", row.raised_at_id) if keeper else go_on(request, said, "meetings")
    anew = RewriteForm() if keeper and line.is_hidden else None
    asking = AskForm() if keeper and line.may_be_asked else None
    return page(request, "item", form, item=line, anew=anew, asking=asking)


@access(Access.MEMBER, "POST")
def rewrite(request: HttpRequest, item: UUID) -> HttpResponse:
    """Write an item anew whose words were taken back: its keeper."""
    person = person_of(request)
    found = queries.item_for(person, item)
    if found is None or not keeps(person, found[0].series) or not found[1].is_hidden:
        raise Http404
    row, line = found
    form = RewriteForm(request.POST)
    if was_done(form, lambda: actions.rewrite_item(by=person, item=row, text=form.cleaned_data["text"])):
        return go_on(request, _("Noted. Whoever reads the meeting reads it again."), "meeting", row.raised_at_id)
    return page(request, "item", form, item=line, anew=form)


@access(Access.MEMBER, "POST")
def ask(request: HttpRequest, item: UUID) -> HttpResponse:
    """Ask somebody to do what nobody has taken on: its keeper."""
    person = person_of(request)
    found = queries.item_for(person, item)
    if found is None or not keeps(person, found[0].series) or not found[1].may_be_asked:
        raise Http404
    row, line = found
    form = AskForm(request.POST)
    if form.is_valid() and form.cleaned_data["person"] is None:
        form.add_error("person", _("Type a name or an address."))
    if was_done(form, lambda: actions.ask_to_do(by=person, item=row, person=form.cleaned_data["person"])):
        return go_on(request, _("They are asked; nothing is assigned."), "meeting", row.raised_at_id)
    return page(request, "item", form, item=line, asking=form)


@access(Access.MEMBER, "POST")
def decline(request: HttpRequest, item: UUID) -> HttpResponse:
    """Leave to others what I was asked to do, or had taken on."""
    found = queries.item_for(person_of(request), item)
    if found is None or not found[1].is_mine:
        raise Http404
    actions.decline_item(item=found[0])
    return go_on(request, _("It is yours no more, and stays open."), "meetings")


def _initial(request: HttpRequest, room: Room, proposed: list[Proposal]) -> dict[str, object]:
    """Return what the chosen proposal fills in: a day, and who. The words are always written by a person."""
    asked = request.GET.get("from", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 6  # noqa: PLR2004 - no meeting has more
    if not is_number or int(asked) >= len(proposed):
        return {}
    chosen = proposed[int(asked)]
    person = next((each.person for each in room.speakers if each.name == chosen.owner and each.person), None)
    known = transcripts.people_in(room).get(person) if person else None
    owner = chosen.owner if known is None else ""
    return {"owner": owner, "person": known.email if known else "", "due_on": chosen.due_on}
