"""Writes about meetings and what was said in them, one function a use case.

What the one who keeps a meeting does stands in the log. What a speaker says does not: a line would tell who spoke.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.sqlite import gone
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import closing
from groundswell.talks.action_items.copying import hide_what_repeats
from groundswell.talks.models import Meeting, Quote, Recording, Series, Speaker, SpokenPart
from groundswell.talks.quotes.taking_down import take_down
from groundswell.talks.transcripts import rules
from groundswell.talks.transcripts.rules import Consent, Cue, Reach

LONGEST_TITLE = 200
_AT_ONCE = 500


@transaction.atomic
def keep_meeting(
    *,
    by: Person,
    title: str,
    held_on: date,
    series: Series | None = None,
    reach: Reach = Reach.SPEAKERS,
    cues: Sequence[Cue] = (),
    left_out: int = 0,
    meetup: UUID | None = None,
) -> Meeting:
    """Keep a meeting, with its transcript where there is one. Nobody but the keeper reads of it what nobody shared.

    Without a series, it begins one of its own name, which these people will be able to read; a series keeps its
    readers. `left_out` is how many cues were off the record: they never come here. `meetup` is whose meeting it was;
    that lies closed too, because a meetup lists who was invited, and so who may have spoken.
    """
    title = _title(title)
    if cues and held_on > clock.today():
        raise Refused(_("The day lies ahead, and there is a transcript already. When was it?"), "held_on")
    if series is None:
        series = Series(id=uuid4(), kept_by=by, reach=reach)
        series.body = closing.close(series.id, {"name": title})
        series.save()
    elif series.kept_by_id != by.id:
        raise Refused(_("Somebody else keeps these meetings."), "series")
    meeting = Meeting(id=uuid4(), series=series, held_on=held_on, cues=len(cues))
    meeting.body = closing.close(meeting.id, {"title": title, "meetup": str(meetup) if meetup else None})
    meeting.save()
    _store(meeting, cues)
    numbers = {"cues": len(cues), "left_out": left_out}
    audit.record(actor=by.id, verb="keep_meeting", context="talks", object_id=meeting.id, **numbers)
    return meeting


@transaction.atomic
def add_speaker(*, by: Person, meeting: Meeting, person: Person) -> None:
    """Note that somebody spoke where no transcript names them: without their yes no recording is shown either."""
    if Speaker.objects.filter(meeting=meeting, tag=closing.tag_of(meeting.id, person.id)).exists():
        return
    speaker = Speaker(id=uuid4(), meeting=meeting)
    _name(speaker, person.name, person)
    speaker.save()
    audit.record(actor=by.id, verb="add_speaker", context="talks", object_id=meeting.id)


@transaction.atomic
def say_who_spoke(
    *, by: Person, meeting: Meeting, who: dict[UUID, Person | None], nobody: Collection[UUID] = ()
) -> None:
    """Say who speakers of a transcript are (None: nobody here). Whoever is new is asked; what an earlier one said goes.

    Lines that name no speaker may be `nobody`'s voice: music, a title. A recording needs no yes of theirs.
    Quotes of somebody who turns out to be another are taken down: they were never that person's to allow.
    """
    changed = _say(meeting, who, nobody)
    if changed:
        audit.record(actor=by.id, verb="say_who_spoke", context="talks", object_id=meeting.id, speakers=changed)


@transaction.atomic
def take_out_speaker(*, by: Person, meeting: Meeting, person: Person) -> None:
    """Empty the name of somebody who asks for it, in a meeting that nobody keeps: their yes goes with it, and quotes.

    Nothing that is said or logged tells whether they spoke in it.
    """
    tag = closing.tag_of(meeting.id, person.id)
    named = Speaker.objects.filter(meeting=meeting, tag=tag).values_list("id", flat=True)
    _say(meeting, dict.fromkeys(named))
    audit.record(actor=by.id, verb="take_out_speaker", context="talks", object_id=meeting.id)


def _say(meeting: Meeting, who: Mapping[UUID, Person | None], nobody: Collection[UUID] = ()) -> int:
    """Say who these speakers are; return of how many that is new."""
    rows = {row.id: row for row in Speaker.objects.select_for_update(of=("self",)).filter(meeting=meeting)}
    keys = closing.keys_of(rows)
    changed, taken_back = 0, []
    for speaker, person in who.items():
        content = closing.opened(keys, speaker, rows[speaker].body) or {}
        is_nobody = speaker in nobody and not content.get("name")
        if person is not None and not content.get("name"):
            raise Refused(_("What names no speaker is nobody's to share."))
        named = content.get("person") == (str(person.id) if person else None)
        if named and is_nobody == bool(content.get("nobody")):
            continue
        take_down(Quote.objects.filter(speaker=speaker))
        if rows[speaker].words == Consent.SHARED:
            taken_back.append(speaker)
        if person is None and content.get("person") and not _said_anything(speaker):
            # Named by mistake: nobody spoke, so nobody's yes to the recording is missing.
            rows[speaker].delete()
            transaction.on_commit(partial(keyring.shred, speaker))
            changed += 1
            continue
        _name(rows[speaker], str(content.get("name") or ""), person, is_nobody=is_nobody)
        rows[speaker].save()
        changed += 1
    if taken_back:
        hide_what_repeats(meeting, taken_back)
    return changed


@transaction.atomic
def answer_for_words(*, person: Person, meeting: UUID, answer: Consent) -> None:
    """Take what a speaker says about their words in a meeting; it holds from this moment on, and can be changed."""
    taken_back = []
    for row in _own(person, meeting):
        stands = rules.answered(Consent(row.words), answer)
        if stands is None:
            raise Refused(_("Choose one of the answers."), "words")
        if row.words == Consent.SHARED and stands != Consent.SHARED:
            taken_back.append(row.id)
        row.words = stands
        row.save(update_fields=["words"])
    if taken_back:
        hide_what_repeats(Meeting.objects.get(id=meeting), taken_back)


@transaction.atomic
def answer_for_recording(*, person: Person, meeting: UUID, answer: Consent) -> None:
    """Take what a speaker says about the recording of a meeting; one no hides it from everybody."""
    for row in _own(person, meeting):
        stands = rules.answered(Consent(row.recording), answer)
        if stands is None or stands == Consent.ALONE:
            raise Refused(_("Choose one of the answers."), "recording")
        row.recording = stands
        row.save(update_fields=["recording"])


@transaction.atomic
def destroy_words(*, by: Person, meeting: Meeting) -> None:
    """Destroy what was said in a meeting and who spoke, quotes and recording included.

    Its action items stay; those that take over what was said are hidden until they are written anew.
    """
    speakers = list(
        Speaker.objects.select_for_update(of=("self",)).filter(meeting=meeting).values_list("id", flat=True)
    )
    hide_what_repeats(meeting, speakers)
    quotes = list(Quote.objects.filter(speaker__in=speakers).values_list("id", flat=True))
    take_down(Quote.objects.filter(speaker__in=speakers))
    Quote.objects.filter(speaker__in=speakers, published_on=None).delete()
    Recording.objects.filter(meeting=meeting).delete()
    SpokenPart.objects.filter(speaker__in=speakers).delete()
    _leave_stones(meeting)
    Meeting.objects.filter(id=meeting.id).update(cues=0)
    transaction.on_commit(lambda: keyring.shred(*speakers, *quotes))
    gone.erase(was_indexed=bool(quotes))
    audit.record(actor=by.id, verb="destroy_words", context="talks", object_id=meeting.id)


def _leave_stones(meeting: Meeting) -> None:
    """Forget who spoke. Of whom a quote was out, an empty row stays, so that "quote withdrawn" can stand."""
    rows = Speaker.objects.filter(meeting=meeting)
    rows.filter(quotes__published_on__isnull=False).update(
        body=b"", tag=None, words=Consent.NOT_ASKED, recording=Consent.NOT_ASKED
    )
    rows.exclude(quotes__published_on__isnull=False).delete()


def _title(typed: str) -> str:
    title = " ".join(typed.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(_("Say in at most 200 characters which meeting it was."), "title")
    return title


def _own(person: Person, meeting: UUID) -> list[Speaker]:
    """Return who a person is in a meeting, locked; raises LookupError for nobody."""
    own = Speaker.objects.select_for_update(of=("self",)).filter(
        tag=closing.tag_of(meeting, person.id), meeting=meeting
    )
    return list(own) or _nobody()


def _nobody() -> list[Speaker]:
    raise LookupError


def _name(speaker: Speaker, name: str, person: Person | None, *, is_nobody: bool = False) -> None:
    """Say who a speaker is, and ask them, about the recording too where there is one."""
    content: dict[str, str | None] = {"name": name, "person": str(person.id) if person else None}
    if is_nobody:
        content["nobody"] = "yes"
    speaker.body = closing.close(speaker.id, content)
    speaker.tag = closing.tag_of(speaker.meeting_id, person.id) if person else None
    asked = Consent.ASKED if person else Consent.NOT_ASKED
    has_words = _said_anything(speaker.id)
    is_recorded = Recording.objects.filter(meeting=speaker.meeting_id).exists()
    speaker.words = asked if has_words else Consent.NOT_ASKED
    speaker.recording = asked if is_recorded else Consent.NOT_ASKED


def _said_anything(speaker: UUID) -> bool:
    return SpokenPart.objects.filter(speaker=speaker).exists()


def _store(meeting: Meeting, cues: Sequence[Cue]) -> None:
    """Close what was said, a box for each speaker and page, under a key of each speaker's own."""
    ids = {name: uuid4() for name in dict.fromkeys(cue.speaker for cue in cues)}
    keys = closing.new_keys(ids.values())
    Speaker.objects.bulk_create(
        Speaker(id=ids[name], meeting=meeting, body=closing.closed(keys[ids[name]], {"name": name, "person": None}))
        for name in ids
    )
    SpokenPart.objects.bulk_create(_boxes(ids, keys, cues), batch_size=_AT_ONCE)


def _boxes(ids: dict[str, UUID], keys: closing.Keys, cues: Sequence[Cue]) -> Iterable[SpokenPart]:
    for number, part in enumerate(rules.parts(cues)):
        for name, said in part.items():
            yield SpokenPart(speaker_id=ids[name], number=number, body=closing.closed(keys[ids[name]], said))
