"""The pages of meetings: which there are, what was said, who spoke, and one's own words."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.talks.action_items import queries as action_items
from groundswell.talks.models import Quote
from groundswell.talks.queries import meetups
from groundswell.talks.quotes import queries as quotes
from groundswell.talks.quotes.queries import Draft
from groundswell.talks.quotes.rules import State
from groundswell.talks.quotes.sentences import STATE
from groundswell.talks.transcripts import actions, queries, sentences
from groundswell.talks.transcripts.answering import go_on, kept_room, page, person_of, room_of, was_done
from groundswell.talks.transcripts.forms import OwnWordsForm, SomebodyForm, WhoForm
from groundswell.talks.transcripts.keeping import keeps, left_behind
from groundswell.talks.transcripts.queries import Room
from groundswell.talks.transcripts.rules import CUES_A_PART, Consent, Line
from groundswell.web.access import Access, access

A_PAGE = 25


@access(Access.MEMBER)
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings that exist for me, and what I said I would do."""
    person = person_of(request)
    shown = Paginator(queries.meetings_for(person), A_PAGE).get_page(request.GET.get("page"))
    titles = queries.titles_of(shown.object_list)
    lines = [(meeting, titles[meeting.id], keeps(person, meeting.series)) for meeting in shown.object_list]
    mine = action_items.own_items(person)
    may_keep = person.may_open(Access.READER)
    left = len(left_behind()) if may_keep else 0
    return page(request, "meetings", page=shown, lines=lines, items=mine, may_keep=may_keep, left=left)


@access(Access.MEMBER)
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Show a meeting: its action items, and what those said who share it."""
    room = room_of(request, meeting)
    part = Paginator(range(room.pages), 1).get_page(request.GET.get("page"))
    lines = queries.lines_of(room, part.number - 1) if room.meeting.cues else []
    return page(
        request,
        "meeting",
        room=room,
        meetup=meetups.named_meetup(room.meetup) if room.meetup else None,
        page=part,
        part=part.number - 1,
        turns=_turns(room, lines),
        items=action_items.items_at(room.meeting, person_of(request)),
        readers=sentences.readers_of(room),
        drafts=[(quote, STATE[State(quote.state)]) for quote in _drafts(request, room)],
    )


@access(Access.READER, "GET", "POST")
def speakers(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Say who the speakers are; each is then asked."""
    room = kept_room(request, meeting)
    hints = {speaker: sentences.perhaps(people) for speaker, people in queries.suggestions(room).items()}
    sent = [request.POST] if request.method == "POST" else []
    form = WhoForm(room, hints, queries.people_in(room), *sent)
    by = person_of(request)
    if was_done(form, lambda: actions.say_who_spoke(by=by, meeting=room.meeting, who=form.who(), nobody=form.nobody())):
        return go_on(
            request, _("Saved. Whoever is new is asked on the page of what waits for them."), "meeting", meeting
        )
    return page(request, "speakers", form, room=room, somebody=SomebodyForm(), readers=sentences.readers_of(room))


@access(Access.READER, "POST")
def add_speaker(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Note somebody who spoke, where no transcript names them."""
    room = kept_room(request, meeting)
    form = SomebodyForm(request.POST)
    if form.is_valid() and form.cleaned_data["person"] is None:
        form.add_error("person", _("Type a name or an address."))
    if was_done(
        form,
        lambda: actions.add_speaker(by=person_of(request), meeting=room.meeting, person=form.cleaned_data["person"]),
    ):
        return go_on(request, "", "speakers", meeting)
    who = WhoForm(room, {}, queries.people_in(room))
    return page(request, "speakers", form, room=room, who=who, somebody=form, readers=sentences.readers_of(room))


@access(Access.MEMBER, "GET", "POST")
def own_words(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Show what I said in a meeting, as far as I asked for it, and take my yes or no."""
    room = room_of(request, meeting)
    if not room.me:
        raise Http404
    person = person_of(request)
    form = OwnWordsForm(room, *([request.POST] if request.method == "POST" else []))
    if was_done(form, lambda: _answer(request, room, form)):
        return go_on(request, _("Taken. It holds from now on, and you can change it here."), "own_words", meeting)
    reads = [each for each in room.me if each in room.readable and each.words != Consent.NOT_ASKED]
    own = Paginator(queries.all_said(reads), CUES_A_PART).get_page(request.GET.get("page"))
    told = [sentences.stands(each) for each in room.me]
    mine = quotes.own_in(person, meeting)
    drafts = quotes.drafts_of(mine)
    asked = [(quote, _words_of(quote, drafts), STATE[State(quote.state)]) for quote in mine]
    return page(
        request, "own_words", form, room=room, page=own, told=told, quotes=asked, readers=sentences.readers_of(room)
    )


@access(Access.READER, "GET", "POST")
def destroy(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Destroy what was said in a meeting."""
    room = kept_room(request, meeting)
    if request.method == "POST":
        actions.destroy_words(by=person_of(request), meeting=room.meeting)
        return go_on(request, _("What was said is destroyed. The action items stay."), "meeting", meeting)
    return page(request, "destroy", room=room)


def _answer(request: HttpRequest, room: Room, form: OwnWordsForm) -> None:
    person, given = person_of(request), form.cleaned_data
    if given.get("words"):
        actions.answer_for_words(person=person, meeting=room.meeting.id, answer=Consent(given["words"]))
    if given.get("recording"):
        actions.answer_for_recording(person=person, meeting=room.meeting.id, answer=Consent(given["recording"]))


def _drafts(request: HttpRequest, room: Room) -> Iterable[Quote]:
    return quotes.kept_by(person_of(request), room.meeting) if room.is_keeper else ()


def _words_of(quote: Quote, drafts: dict[UUID, Draft]) -> str:
    """Return the words of a quote as its speaker may read them: published, on their way, or gone."""
    draft = drafts.get(quote.id)
    return quote.words or (draft.words if draft else "")


def _turns(room: Room, lines: Sequence[Line]) -> list[tuple[list[Line], bool]]:
    """Return the lines of one speaker after another together, and whether who looks reads them alone."""
    shared = {speaker.name for speaker in room.speakers if speaker.words == Consent.SHARED}
    turns = [list(turn) for _, turn in groupby(lines, key=lambda line: (line.is_shared, line.speaker))]
    return [(turn, turn[0].is_shared and turn[0].speaker not in shared) for turn in turns]
