"""What is stored of concerns, ideas, and the threads that they came from."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored, Words

ID = _("a random number")
COUNTED = _("a running number")
DAY = _("the day, without the hour")
WRITERS = _("who wrote it down; never who said it in confidence")
AUDIENCE = _("whoever its audience names: at first its writer alone")
READERS_OF_ITEM = _("whoever may read the thing it belongs to")
EVERYBODY = _("everyone in the organisation")
ADVOCATES = _("advocates; what was written from a sealed voice, those to whom that voice was given, and its writer")
FOR_GOOD = _("as long as the organisation is here")
WITH_CONCERN = _("as long as the concern")
WITH_THREAD = _("as long as the thread")
CONCERN = _("which concern")


def closed(what: Words) -> Words:
    """Return what a column holds, and that it is closed while only the desk reads its row."""
    return format_lazy(_("{what}; while only the desk reads it, closed by a file outside the database"), what=what)


def always_closed(what: Words) -> Words:
    """Return what a column holds, and that it is closed."""
    return format_lazy(_("{what}; closed by a file outside the database"), what=what)


ITEM: dict[str, Words] = {
    "id": ID,
    "audience": _("who may read it"),
    "audience_key": _("the same, as search spells it"),
    "cell_id": _("for a cell: which cell"),
    "written_by_id": _("who wrote it down"),
    "written_on": DAY,
}

INVENTORY = Inventory(
    _("Concerns, ideas, and where they came from"),
    (
        Stored(
            "register_concern",
            _("problems that somebody has, in words written anew"),
            WRITERS,
            AUDIENCE,
            FOR_GOOD,
            ITEM
            | {
                "title": closed(_("its title")),
                "text": closed(_("its words")),
                "stuck": _("how it is stuck"),
                "state": _("where it is: raised, being looked at, … confirmed"),
                "moved_on": _("the day of its newest state"),
                "fixes": _("how often it was fixed"),
                "root_id": _("the concern that stands for it, after a merge"),
            },
        ),
        Stored(
            "register_source",
            _("which voices, threads or talks stand behind something"),
            _("nobody that can be found in it: a voice is a random number"),
            _("readers of the voice see the link; everybody sees the kind of source"),
            FOR_GOOD,
            {
                "item": _("behind which thing"),
                "kind": _("what kind of thing that is"),
                "source_kind": _("voice, mail, talk, thread, …"),
                "source_id": _("which one"),
                "is_voice": _("whether it is a voice, whose author has a say"),
                "is_sealed": _("whether its words are sealed"),
                "is_in_words": _("whether the thing was written with it at hand"),
                "reach": _("of what is no voice: who could read it where it was said"),
            },
        ),
        Stored(
            "register_metoo",
            _("one row for each “me too”"),
            _("nobody that can be found in it: the mark needs a file outside the database"),
            _("everybody sees a count, where it may be shown"),
            _("until you take it back, and that day is over"),
            {
                "tag": _("a mark of the concern and you, so that once is once"),
                "concern_id": CONCERN,
                "day": DAY,
                "until": _("the day you took it back"),
                "is_repeat": _("whether you say it at a merged concern already"),
            },
        ),
        Stored(
            "register_answer",
            _("“yes, this helped” or “not fixed”, from somebody who raised it"),
            _("nobody that can be found in it: a voice is a random number"),
            _("everybody sees whether it was confirmed; readers of the voice see which voice"),
            WITH_CONCERN,
            {
                "concern_id": CONCERN,
                "fix": _("which fix"),
                "voice": _("which voice"),
                "helped": _("yes or no"),
                "day": DAY,
            },
        ),
        Stored(
            "register_change",
            _("the history of a concern or idea, each change with its reason"),
            _("who changed it; nobody where an author answered"),
            _("whoever could read it when the line was written"),
            WITH_CONCERN,
            {
                "kind": _("of what kind of thing"),
                "item": _("of which one"),
                "number": _("which line of its history"),
                "what": _("what changed"),
                "before": _("from what"),
                "after": _("to what"),
                "reason": closed(_("why, in words")),
                "pointer": closed(_("“not ours”: where to go instead")),
                "day": DAY,
                "by_id": _("who did it"),
                "audience_key": _("who could read it then"),
            },
        ),
        Stored(
            "register_merge",
            _("which concern is a duplicate of which"),
            _("the advocate who merged them"),
            READERS_OF_ITEM,
            _("until it is undone"),
            {
                "duplicate_id": _("the duplicate"),
                "survivor_id": _("the one that stands for both"),
                "reason": always_closed(_("why")),
                "day": DAY,
                "by_id": _("who merged them"),
            },
        ),
        Stored(
            "register_theme",
            _("the organisation's own list of themes"),
            _("nobody"),
            EVERYBODY,
            FOR_GOOD,
            {"id": ID, "name": _("its name"), "retired_on": _("the day since which it is no longer offered")},
        ),
        Stored(
            "register_concerntheme",
            _("which themes a concern has"),
            _("nobody"),
            READERS_OF_ITEM,
            WITH_CONCERN,
            {"concern_id": CONCERN, "theme_id": _("which theme")},
        ),
        Stored(
            "register_idea",
            _("suggestions"),
            WRITERS,
            AUDIENCE,
            FOR_GOOD,
            ITEM
            | {
                "title": closed(_("its title")),
                "text": closed(_("its words")),
                "holder_id": _("whose idea it is, where that was openly said"),
            },
        ),
        Stored(
            "register_fit",
            _("what an idea does to a concern, in the advocate's judgement"),
            _("the advocate"),
            READERS_OF_ITEM,
            WITH_CONCERN,
            {
                "concern_id": CONCERN,
                "idea_id": _("which idea"),
                "kind": _("helps, hurts, depends on"),
                "condition": always_closed(_("on what it depends")),
                "note": always_closed(_("a note")),
                "day": DAY,
                "by_id": _("who judged"),
            },
        ),
        Stored(
            "register_measure",
            _("what is already being done about a concern"),
            WRITERS,
            AUDIENCE,
            WITH_CONCERN,
            ITEM
            | {
                "concern_id": CONCERN,
                "text": closed(_("what is done")),
                "carried_by": closed(_("who or what carries it")),
                "since": _("since which day"),
                "ended_on": _("the day it ended"),
            },
        ),
        Stored(
            "register_perspective",
            _("positions, and the conditions under which they hold"),
            _("whose perspective it is, where it was openly said; shown by name only where they want it"),
            AUDIENCE,
            WITH_CONCERN,
            ITEM
            | {
                "concern_id": CONCERN,
                "position": closed(_("the position")),
                "conditions": closed(_("when it holds")),
                "best_case": closed(_("the best that can be said for it")),
                "holder_id": _("whose perspective it is"),
                "is_named": _("whether the name is shown"),
                "standing": _("whether its holder said “yes, that is my view”"),
            },
        ),
        Stored(
            "register_evidence",
            _("books, articles and studies, and what they say"),
            WRITERS,
            AUDIENCE,
            FOR_GOOD,
            ITEM
            | {
                "source": closed(_("which one")),
                "address": _("where it is"),
                "summary": closed(_("what it says, in five lines")),
            },
        ),
        Stored(
            "register_bearing",
            _("on which concerns a book or study bears"),
            _("nobody"),
            READERS_OF_ITEM,
            WITH_CONCERN,
            {"concern_id": CONCERN, "evidence_id": _("which entry of the shelf")},
        ),
        Stored(
            "register_wording",
            _("words on their way out of the desk; sealed elsewhere until then, if a sealed voice is behind them"),
            _("the advocate who proposed them"),
            _("advocates who keep the item; sealed ones: see sealed proposals; those behind them, when they are asked"),
            FOR_GOOD,
            {
                "id": ID,
                "kind": _("for what kind of thing"),
                "item": _("for which one"),
                "content": _(
                    "the exact words, why, and what a person decided about details; closed until it goes out,"
                    " nothing while sealed"
                ),
                "is_sealed": _("whether they lie sealed"),
                "mark": _("a mark of the exact words, useless without a file outside"),
                "audience": _("for whom"),
                "cell_id": _("for a cell: which cell"),
                "proposed_on": DAY,
                "proposed_by_id": _("who proposed them"),
                "compared": _("against which sealed voices they were held, so that they repeat none"),
                "asked_on": _("the day on which those behind them were asked"),
                "published_on": _("the day they went out"),
                "dropped_on": _("the day they were dropped, and destroyed"),
                "was_refused": _("whether somebody behind them did not agree"),
            },
        ),
        Stored(
            "register_ordinaryword",
            _("words that are ordinary here, so that they mark nobody"),
            _("nobody"),
            ADVOCATES,
            _("until an advocate takes it off the list"),
            {"word": _("the word")},
        ),
        Stored(
            "register_thread",
            _("threads of a forum, retrospectives and sprint updates that were brought in"),
            _("whoever wrote there"),
            ADVOCATES,
            FOR_GOOD,
            {
                "id": ID,
                "source": _("thread, retrospective or sprint update"),
                "system": _("which kind of forum, or a document"),
                "external_id": _("its number there"),
                "begun_at": _("when it began there"),
                "title": _("its title"),
                "address": _("where it is"),
                "reach": _("who could read it there"),
                "listed": _("how many posts there are, as the forum says"),
                "imported_on": _("the day it was brought in"),
            },
        ),
        Stored(
            "register_post",
            _("the posts of such threads"),
            _("whoever wrote there, by the name used there"),
            ADVOCATES,
            WITH_THREAD,
            {
                "id": ID,
                "thread_id": _("which thread"),
                "external_id": _("its number there"),
                "number": _("its place in the thread"),
                "handle": _("who wrote it there"),
                "name": _("the name shown there"),
                "at": _("when, as the forum shows"),
                "state": _("shown, hidden or deleted there"),
                "reply_to": _("to which post it replies"),
                "likes": _("how many liked it there"),
            },
        ),
        Stored(
            "register_postversion",
            _("the words of a post, in each version that was seen"),
            _("whoever wrote there"),
            ADVOCATES,
            WITH_THREAD,
            {
                "id": COUNTED,
                "post_id": _("which post"),
                "number": _("which version"),
                "blocks": _("the words"),
                "fingerprint": _("a mark of the words, that tells a change"),
                "seen_on": _("the day it was seen"),
            },
        ),
        Stored(
            "register_passage",
            _("passages of a post that were marked as a concern, idea, perspective or measure"),
            _("whoever wrote there, and the advocate who marked it"),
            ADVOCATES,
            WITH_THREAD,
            {
                "id": ID,
                "post_id": _("in which post"),
                "version": _("in which version"),
                "kind": _("as what"),
                "words": _("the exact words"),
                "start": _("where they begin"),
                "end": _("where they end"),
                "item_id": _("what they became or support"),
                "became": _("whether it was made from these words"),
                "marked_by_id": _("who marked them"),
                "marked_on": DAY,
            },
        ),
    ),
)
