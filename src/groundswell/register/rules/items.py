"""What the register keeps."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of items; also how consent, search and history name them."""

    CONCERN = "concern"
    IDEA = "idea"
    PERSPECTIVE = "perspective"
    MEASURE = "measure"
    EVIDENCE = "evidence"


class SourceKind(StrEnum):
    """What an item came from."""

    VOICE = "voice"
    MAIL = "mail"
    CHAT = "chat"
    TALK = "talk"
    CHECK_IN = "check_in"
    REFERRAL = "referral"
    RETROSPECTIVE = "retrospective"
    SPRINT_UPDATE = "sprint_update"
    THREAD = "thread"


class What(StrEnum):
    """What a line of an item's history tells."""

    STATE = "state"
    AUDIENCE = "audience"
    WORDS = "words"
    STANDING = "standing"


LONGEST_TITLE = 200
LONGEST_LINE = 500
LONGEST_TEXT = 20_000


def said(*parts: str) -> str:
    """Return the words of an item as one text: what is asked consent for, checked, and hashed."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def first_line(text: str, most: int = 80) -> str:
    """Return the beginning of a text on one line, cut between words where possible."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0]}…"
