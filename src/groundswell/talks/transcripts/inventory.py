"""What is stored of meetings, of what was said aloud in them, and of quotes."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored, Words

ID = _("a random number")
DAY = _("the day, without the hour")
NOBODY = _("nobody that a copy of the database can read: names and words are closed by a file outside it")
FOR_GOOD = _("as long as the organisation is here")
WITH_WORDS = _("until what was said in the meeting is destroyed, and its key with it")
KEEPER = _("the one who keeps the meetings, who brought them in")
MARK = _("a mark that needs a file outside the database: nobody else can tell whose it is")
MEETING = _("of which meeting")
SERIES = _("of which series of meetings")


def _in_a_box(what: Words) -> Words:
    return format_lazy(_("{what}; closed by a file outside the database and a key of its own"), what=what)


INVENTORY = Inventory(
    _("Meetings, what was said aloud, and quotes"),
    (
        Stored(
            "talks_series",
            _("meetings that follow each other"),
            KEEPER,
            _("whoever may open one of its meetings"),
            FOR_GOOD,
            {
                "id": ID,
                "kept_by_id": KEEPER,
                "reach": _("who reads what speakers share: those who spoke, or everybody"),
                "body": _in_a_box(_("its name")),
            },
        ),
        Stored(
            "talks_meeting",
            _("meetings that took place, or will"),
            NOBODY,
            _("who keeps it, who spoke in it, and whoever reads what somebody shared of it"),
            FOR_GOOD,
            {
                "id": ID,
                "series_id": SERIES,
                "held_on": DAY,
                "cues": _("how many lines its transcript has"),
                "body": _in_a_box(_("its title")),
            },
        ),
        Stored(
            "talks_speaker",
            _("who spoke in a meeting, and what they say about their words and the recording"),
            NOBODY,
            _("who keeps the meeting; of those who share their words, whoever reads them"),
            WITH_WORDS,
            {
                "id": ID,
                "meeting_id": MEETING,
                "body": _in_a_box(_("the name in the transcript, and who that is, or that it is nobody’s voice")),
                "tag": MARK,
                "words": _("whether their words may be read: asked, shared, refused, taken back"),
                "recording": _("whether the recording may be shown: the same words"),
            },
        ),
        Stored(
            "talks_spokenpart",
            _("what was said in a meeting, by speaker and page; nothing that was off the record ever came here"),
            NOBODY,
            _("who keeps the meeting; others only what its speaker shares"),
            WITH_WORDS,
            {
                "speaker_id": _("of which speaker"),
                "number": _("on which page of its transcript"),
                "body": _in_a_box(_("what was said, and when in the meeting")),
            },
        ),
        Stored(
            "talks_recording",
            _("where a meeting can be heard or watched; no recording lies here"),
            NOBODY,
            _("who keeps the meeting; others only while everybody who spoke says yes"),
            WITH_WORDS,
            {
                "meeting_id": MEETING,
                "kind": _("a recording, or a stream"),
                "announced_on": _("of a stream: the day on which it was announced"),
                "body": _in_a_box(_("its address")),
            },
        ),
        Stored(
            "talks_quote",
            _("words of speakers on their way to everybody, and what the speaker says about exactly these words"),
            _("nobody before it is published; then whoever wanted their name beside it"),
            _("who keeps the meeting and the speaker who was asked; everybody once it is published"),
            _("until it is withdrawn; then only that it was, and when"),
            {
                "id": ID,
                "speaker_id": _("of which speaker"),
                "state": _("draft, asked, approved, published, withdrawn and so on"),
                "body": _in_a_box(_("what was said and the words that would be shown")),
                "asked": _("a mark of the words that the speaker was asked about; it tells none of them"),
                "agreed": _("a mark of the words that the speaker agreed to; it tells none of them"),
                "words": _("the words, only while everybody may read them"),
                "said_by": _("the name, only while it is published and the speaker wanted it"),
                "readers": _("who reads it once it is published: the organisation, or everybody also outside"),
                "is_edited": _("whether other words were said"),
                "is_paraphrase": _("whether it is in other words altogether"),
                "published_on": DAY,
                "withdrawn_on": DAY,
            },
        ),
        Stored(
            "talks_actionitem",
            _("what somebody said they would do"),
            NOBODY,
            _("whoever may open a meeting of the series, and who does it"),
            FOR_GOOD,
            {
                "id": ID,
                "series_id": SERIES,
                "raised_at_id": _("in which meeting it came up"),
                "body": _in_a_box(
                    _("what is to be done, by whom, why it was given up, and whether its words were taken back")
                ),
                "tag": MARK,
                "is_accepted": _("whether its owner said yes"),
                "due_on": _("until when"),
                "ending": _("done or given up"),
                "ended_on": DAY,
            },
        ),
    ),
)
