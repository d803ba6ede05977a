"""Decisions about what was said, in plain Python."""

from enum import StrEnum


class Level(StrEnum):
    """Who can read a voice; immutable. "Count only" stores no voice, so it is no level of one."""

    OPEN = "open"
    SIGNED = "signed"
    ANONYMOUS = "anonymous"


class VoiceState(StrEnum):
    """Where a dialogue stands."""

    OPEN = "open"
    CLOSED = "closed"
    MUTED = "muted"
    WITHDRAWN = "withdrawn"


class MessageKind(StrEnum):
    """What an entry of a dialogue is: words, an advocate's tidied draft for approval, or a notice of the desk."""

    WORDS = "words"
    DRAFT = "draft"
    NOTICE = "notice"


class ConsentState(StrEnum):
    """What an author said about words that would leave the desk."""

    ASKED = "asked"
    AGREED = "agreed"
    OBJECTED = "objected"
