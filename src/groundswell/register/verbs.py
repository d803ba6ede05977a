"""What the verbs of the register and of its threads are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "add_own_idea": _("A member added an idea"),
    "add_own_perspective": _("A member added a perspective"),
    "add_theme": _("A theme was added"),
    "agree_to_readers": _("Those who said something elsewhere agreed that more people read what is written from it"),
    "ask_authors": _("Authors were asked about words"),
    "bear_on": _("Evidence was put beside a concern"),
    "bring_thread": _("A thread, retrospective or sprint update was brought in"),
    "change_audience": _("Something was shown to more people, or to fewer"),
    "classify_concern": _("A concern was sorted"),
    "compare_words": _("Proposed words were held against sealed voices"),
    "confirm_perspective": _("Somebody confirmed a perspective as theirs"),
    "correct_perspective": _("Somebody corrected a perspective of theirs"),
    "disown_perspective": _("Somebody said that a perspective is not theirs"),
    "drop_words": _("Proposed words were dropped"),
    "edit_concern": _("A concern was written anew"),
    "edit_evidence": _("Evidence was written anew"),
    "edit_idea": _("An idea was written anew"),
    "edit_measure": _("A measure was written anew"),
    "edit_perspective": _("A perspective was written anew"),
    "end_measure": _("A measure ended"),
    "judge_fit": _("It was judged what an idea does to a concern"),
    "keep_marks": _("Details were looked at, and kept"),
    "let_more_read": _("Those who said something elsewhere agreed that more people read it"),
    "link_source": _("An item was linked to where it comes from"),
    "mark": _("A passage of a thread was marked"),
    "merge_concerns": _("Two concerns became one"),
    "move_concern": _("A concern moved on"),
    "note_idea": _("An idea was written down"),
    "note_measure": _("A measure was written down"),
    "note_perspective": _("A perspective was written down"),
    "offer_theme": _("A retired theme was offered again"),
    "part_idea": _("An idea was taken from a concern"),
    "propose_words": _("Words were proposed to be shown"),
    "publish_words": _("Words were shown"),
    "raise_concern": _("A concern was raised"),
    "remove_theme": _("A theme was removed"),
    "rename_theme": _("A theme was renamed"),
    "retire_theme": _("A theme was retired"),
    "set_ordinary_words": _("Words were noted as ordinary here"),
    "shelve": _("Evidence was put on the shelf"),
    "undo_merge": _("A merge was undone"),
    "unlink_source": _("An item was parted from where it comes from"),
    "unmark": _("A mark in a thread was taken back"),
}


def say() -> None:
    """Tell the log."""
    words.say("register", WORDS)
