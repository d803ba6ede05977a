"""Writes of the register: one function, one use case."""

from groundswell.register.actions.answers import answer_fix
from groundswell.register.actions.checking import Copied, Marked, SourceRef
from groundswell.register.actions.concerns import classify_concern, edit_concern, move_concern, raise_concern
from groundswell.register.actions.fixing import say_fixed
from groundswell.register.actions.forgetting import forget_lines
from groundswell.register.actions.ideas import add_own_idea, edit_idea, judge_fit, note_idea, part_idea
from groundswell.register.actions.measures import edit_measure, end_measure, note_measure
from groundswell.register.actions.merging import merge_concerns, undo_merge
from groundswell.register.actions.perspectives import (
    add_own_perspective,
    confirm_perspective,
    correct_perspective,
    disown_perspective,
    edit_perspective,
    note_perspective,
)
from groundswell.register.actions.publishing import (
    ask_authors,
    compare_words,
    drop_words,
    keep_marks,
    propose_words,
    publish_words,
)
from groundswell.register.actions.readers import change_audience
from groundswell.register.actions.shelf import bear_on, edit_evidence, shelve
from groundswell.register.actions.sources import agree_to_readers, link_source, unlink_source
from groundswell.register.actions.support import forget_taken_back, say_me_too, take_back_me_too
from groundswell.register.actions.taking_down import take_down_for, take_down_withdrawn
from groundswell.register.actions.themes import add_theme, offer_theme, remove_theme, rename_theme, retire_theme
from groundswell.register.actions.vocabulary import set_ordinary_words

__all__ = [
    "Copied",
    "Marked",
    "SourceRef",
    "add_own_idea",
    "add_own_perspective",
    "add_theme",
    "agree_to_readers",
    "answer_fix",
    "ask_authors",
    "bear_on",
    "change_audience",
    "classify_concern",
    "compare_words",
    "confirm_perspective",
    "correct_perspective",
    "disown_perspective",
    "drop_words",
    "edit_concern",
    "edit_evidence",
    "edit_idea",
    "edit_measure",
    "edit_perspective",
    "end_measure",
    "forget_lines",
    "forget_taken_back",
    "judge_fit",
    "keep_marks",
    "link_source",
    "merge_concerns",
    "move_concern",
    "note_idea",
    "note_measure",
    "note_perspective",
    "offer_theme",
    "part_idea",
    "propose_words",
    "publish_words",
    "raise_concern",
    "remove_theme",
    "rename_theme",
    "retire_theme",
    "say_fixed",
    "say_me_too",
    "set_ordinary_words",
    "shelve",
    "take_back_me_too",
    "take_down_for",
    "take_down_withdrawn",
    "undo_merge",
    "unlink_source",
]
