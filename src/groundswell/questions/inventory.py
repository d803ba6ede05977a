"""What is stored of questions that are asked outside."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a number")
RANDOM = _("a random number")
HELPERS = _("everyone in the organisation; of a source that is not public, those who answer")
OPERATOR = _("the operator of the server; no page shows it to others")
FOR_GOOD = _("as long as the source is here")
AS_LONG = _("until the source's months are over, or it is removed or erased")
WRITER = _("whoever wrote it outside, in public")
NOBODY = _("nobody")
SOURCE = _("at which source")
ITEM = _("which item")
KEY = _("by what it is known there")
GONE = _("since when it is gone there")

OF_SOURCES: tuple[Stored, ...] = (
    Stored(
        "questions_source",
        _("forums, chats, trackers and lists that are read"),
        NOBODY,
        HELPERS,
        FOR_GOOD,
        {
            "id": RANDOM,
            "name": _("its name"),
            "kind": _("what it is"),
            "address": _("where it is"),
            "served_id": _("which community it belongs to"),
            "cursor": _("where reading goes on"),
            "settings": _("what of it is read"),
            "secret": _("what it is opened with, encrypted"),
            "retention_months": _("after how many months words are removed"),
            "is_pseudonymous": _("whether names are left out"),
            "is_public": _("whether everybody can read it without signing in"),
            "salt": _("what marks of people are made with"),
            "is_paused": _("whether it is left alone"),
            "read_at": _("when it was read"),
            "due_at": _("when it is due"),
            "fault": _("why it could not be read"),
        },
    ),
    Stored(
        "questions_progress",
        _("how far a file was read that is being imported"),
        NOBODY,
        OPERATOR,
        _("until it is read"),
        {"source_id": SOURCE, "file": _("a mark of the file"), "cursor": _("where reading goes on")},
    ),
    Stored(
        "questions_gone",
        _("what is deleted or hidden at its source"),
        NOBODY,
        OPERATOR,
        FOR_GOOD,
        {"source_id": SOURCE, "of": _("item or message"), "key": KEY, "at": GONE},
    ),
)
OF_VOICES: tuple[Stored, ...] = (
    Stored(
        "questions_identity",
        _("people outside, and ours, with the names that sources know them by"),
        WRITER,
        HELPERS,
        _("until it is erased"),
        {"id": ID, "name": _("a name"), "person_id": _("which of us it is")},
    ),
    Stored(
        "questions_author",
        _("whoever writes at a source"),
        WRITER,
        HELPERS,
        _("until it is erased"),
        {
            "id": ID,
            "source_id": SOURCE,
            "key": KEY,
            "identity_id": _("which person it is"),
            "name": _("the name there"),
            "handle": _("the handle there"),
            "address": _("the e-mail address, where the source says one: only to suggest that two are one"),
            "is_bot": _("whether it is a machine"),
            "is_said_ours": _("whether the source says that it is one of us"),
            "as_of": _("when the source said so"),
            "also": _("another key under which the source names them"),
        },
    ),
    Stored(
        "questions_merge",
        _("which identities were made one"),
        WRITER,
        HELPERS,
        _("until it is undone or erased"),
        {
            "id": ID,
            "kept": _("which identity is left"),
            "other": _("which one went"),
            "before": _("how both were before, so that it can be undone"),
            "by_id": _("who did it"),
            "at": _("when"),
        },
    ),
    Stored(
        "questions_apart",
        _("that two identities are two people"),
        NOBODY,
        HELPERS,
        _("until one of them is erased"),
        {"one": _("which identity"), "other": _("and which other")},
    ),
    Stored(
        "questions_tombstone",
        _("that somebody was erased, so that nothing brings them back"),
        _("nobody that can be found in it without the key at the source"),
        OPERATOR,
        FOR_GOOD,
        {
            "source_id": SOURCE,
            "mark": _("a mark of the key there"),
            "author_id": _("the nameless author in their place"),
            "erased_on": _("on which day"),
        },
    ),
)
OF_ITEMS: tuple[Stored, ...] = (
    Stored(
        "questions_item",
        _("what is asked outside, and where it stands"),
        WRITER,
        HELPERS,
        AS_LONG,
        {
            "id": ID,
            "source_id": SOURCE,
            "key": KEY,
            "kind": _("what it is"),
            "title": _("its title"),
            "address": _("where it is read"),
            "labels": _("its labels"),
            "author_id": _("who asked"),
            "opened_at": _("when it began"),
            "closed_at": _("when it was closed"),
            "resolved_at": _("when it was resolved"),
            "answered_by": _("which message is the accepted answer"),
            "is_core": _("whether it is about the core"),
            "as_of": _("when the source said so"),
            "gone_at": GONE,
            "state": _("whose turn it is"),
            "is_by_us": _("whether one of us asked"),
            "replies": _("how many replies others gave"),
            "first_reply_at": _("when the first was"),
            "first_reply_by_id": _("who gave it"),
            "first_ours_at": _("when one of us first replied"),
            "last_voice_at": _("when somebody last spoke"),
            "last_voice_by_id": _("who did"),
            "is_last_ours": _("whether that was one of us"),
            "work": _("whether it is a question, upstream work, or work outside the core"),
            "estimate_minutes": _("how long it may take"),
            "is_large": _("whether that is long"),
            "snoozed_until": _("until when it waits"),
            "settled_at": _("until when somebody found nothing to answer after its end"),
            "is_not_ours": _("whether it is not ours to answer"),
            "is_handed_off": _("whether it was handed to somebody"),
            "is_escalated": _("whether it was passed to the advocates"),
            "assigned_id": _("who takes care of it"),
            "concern": _("which concern it is a case of"),
            "revision": _("how often it was changed here"),
        },
    ),
    Stored(
        "questions_message",
        _("what was written in public about it"),
        WRITER,
        HELPERS,
        AS_LONG,
        {
            "id": ID,
            "source_id": SOURCE,
            "key": KEY,
            "item_id": ITEM,
            "author_id": _("who wrote it"),
            "kind": _("opening, reply or notice"),
            "written_at": _("when"),
            "edited_at": _("when it was changed"),
            "reply_to": _("which message it answers"),
            "is_answer": _("whether it is the accepted answer"),
            "gone_at": GONE,
            "text": _("its words"),
            "words": _("the same words, for search (PostgreSQL)"),
        },
    ),
    *[
        Stored(
            table,
            _("the same words once more, for search (SQLite)"),
            WRITER,
            HELPERS,
            AS_LONG,
            dict.fromkeys(columns, _("part of the index of words")),
            only="sqlite",
        )
        for table, columns in {
            "questions_words": ("text",),
            "questions_words_config": ("k", "v"),
            "questions_words_data": ("id", "block"),
            "questions_words_docsize": ("id", "sz"),
            "questions_words_idx": ("segid", "term", "pgno"),
        }.items()
    ],
)
OF_WORK: tuple[Stored, ...] = (
    Stored(
        "questions_workingweek",
        _("which hours count as working hours"),
        NOBODY,
        HELPERS,
        FOR_GOOD,
        {"id": _("always the same"), "spans": _("the hours of each weekday"), "off": _("days off for everybody")},
    ),
    Stored(
        "questions_effort",
        _("minutes that somebody spent on an item"),
        _("whoever spent them"),
        HELPERS,
        FOR_GOOD,
        {
            "id": RANDOM,
            "item_id": ITEM,
            "person_id": _("who"),
            "day": _("on which day"),
            "minutes": _("how many"),
            "words": _("a few words"),
            "entry": _("which entry of the hours it is"),
        },
    ),
    Stored(
        "questions_handoff",
        _("to whom an item was handed, and what came of it"),
        _("who handed it and who took it"),
        HELPERS,
        FOR_GOOD,
        {
            "id": RANDOM,
            "item_id": ITEM,
            "team": _("to which team"),
            "person_id": _("to whom"),
            "note": _("what was said along"),
            "by_id": _("who handed it"),
            "handed_on": _("when"),
            "accepted_on": _("when it was accepted"),
            "ended_on": _("when it was done"),
            "outcome": _("what came of it"),
            "undone_on": _("when it was taken back"),
            "ticket": _("the ticket that was made of it"),
        },
    ),
)
OF_FINDINGS: tuple[Stored, ...] = (
    Stored(
        "questions_docpage",
        _("pages of a documentation"),
        NOBODY,
        HELPERS,
        _("until they are gone from the folder that is read"),
        {"id": ID, "address": _("where it stands"), "title": _("its title"), "text": _("its words")},
    ),
    Stored(
        "questions_finding",
        _("what is like a question, as far as words tell"),
        NOBODY,
        HELPERS,
        AS_LONG,
        {
            "item_id": ITEM,
            "earlier": _("which earlier questions, how much of its words they have, and how alike they are"),
            "pages": _("which pages, and how much of its words they have"),
            "is_repeat": _("whether it was asked before"),
            "found_at": _("when it was compared"),
        },
    ),
    Stored(
        "questions_gap",
        _("questions that come again and that no page answers"),
        NOBODY,
        HELPERS,
        AS_LONG,
        {
            "first_id": _("the first of them"),
            "items": _("which ones"),
            "words": _("the words that they have in common"),
            "found_on": _("when it was found"),
            "closed_on": _("when somebody said that a page answers them"),
        },
    ),
)
INVENTORY = Inventory(_("Questions from outside"), (*OF_SOURCES, *OF_VOICES, *OF_ITEMS, *OF_WORK, *OF_FINDINGS))
