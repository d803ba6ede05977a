"""Finds the closing of a mail: "Best regards", a name, a telephone number. Where it may be words, it is none."""

import re
from collections.abc import Sequence
from functools import lru_cache

_FORMAL = (
    r"(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest)?\s?regards|(?:with )?best wishes|"
    r"(?:yours )?sincerely(?: yours)?|yours (?:truly|faithfully)|"
    r"(?:mit )?(?:freundliche[nm]?|beste[nm]?|viele[nm]?|liebe[nm]?|herzliche[nm]?|schöne[nm]?)"
    r" (?:grüße?n?|grüsse?n?|gruesse?n?|gruß|gruss)|grüße|gruß|mfg|lg|vg|(?:bien )?cordialement|bien à (?:vous|toi)|"
    r"amicalement|salutations|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un abrazo|"
    r"(?:cordiali |distinti )?saluti|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|atenciosamente|"
    r"(?:com os )?(?:melhores )?cumprimentos|abraços?|(?:med )?vänliga? hälsning(?:ar)?|hälsningar|mvh|"
    r"(?:med )?ven(?:n)?lig hilsen|hilsen|(?:ystävällisin )?terveisin|pozdrawiam|z poważaniem|"
    r"s pozdravem|üdvözlettel|с уважением|cu stimă|saygılarımla"
)
# These end a sentence as often as a mail, so the name below them must be the sender's own where that is known.
_FRIENDLY = (
    r"best|all the best|take care|cheers|thanks|many thanks|thank you|danke|vielen dank|merci|gracias|grazie|bedankt|"
    r"obrigad[oa]|tack|takk|tak|kiitos|dziękuję|спасибо"
)
_PLACE = r"(?: (?:from|aus|de|da|uit|från|fra) \w+)?"
FORMAL_LINE = re.compile(
    rf"^(?:(?:{_FRIENDLY})(?:,| and| und| et| y| e| en| og| och) )?(?:{_FORMAL}){_PLACE}\s?[,.!]?(?P<name> .+)?$",
    re.IGNORECASE,
)
FRIENDLY_LINE = re.compile(rf"^(?:{_FRIENDLY})\s?[,.!]?(?P<name> .+)?$", re.IGNORECASE)
# How those of them begin that begin in ASCII: a test makes lines of both patterns, and none begins otherwise.
_STARTS = frozenset({
    "abr", "all", "ami", "ate", "bed", "bes", "bie", "che", "com", "cor", "cum", "dan", "dis", "dzi", "fre", "gra",
    "gro", "gru", "her", "hil", "kii", "kin", "lie", "man", "med", "mel", "mer", "met", "mfg", "mit", "mvg", "mvh",
    "obr", "our", "poz", "reg", "sal", "say", "sch", "sin", "tac", "tak", "ter", "tha", "ven", "vie", "vri", "war",
    "wit", "you", "yst", "cu ", "my ", "s p", "un ", "z p",
})  # fmt: skip  # names read better in rows
_SHORT_STARTS = frozenset({"lg", "vg"})
_PARTICLES = frozenset({"von", "van", "der", "den", "de", "da", "di", "du", "la", "le", "zu", "ten", "bin", "al", "y"})
_CONTACT = re.compile(r"\d|@|\bwww\.|https?://|\|")
_SENTENCE = re.compile(r"[.?!…。]$")
_AFTERTHOUGHT = re.compile(r"^p\.?\s?s\b", re.IGNORECASE)
_MOST_LINES = 6
_MOST_WORDS_OF_A_NAME = 4
_MOST_WORDS_OF_A_LINE = 8
_FEWEST_WORDS_OF_A_SENTENCE = 3
_LONGEST_LINE = 70


def begins_at(lines: Sequence[str], sender: str = "") -> int | None:
    """Return at which line the closing of a mail begins, or None. `sender` is the name that the mail came under."""
    own, names = _names(sender)
    for place in _last_written(lines):
        may_be_closing, may_be_own = may_close(lines[place].strip()), bool(own) and not lines[place - 1].strip()
        if not (may_be_closing or may_be_own):
            continue
        rest = [line.strip() for line in lines[place:]]
        if (may_be_closing and _is_closing(rest, names)) or (may_be_own and _is_own_name(rest, own)):
            return place
    return None


def _last_written(lines: Sequence[str]) -> list[int]:
    """Return the places of the last lines that hold words, at most `_MOST_LINES`, and never the first such line."""
    found: list[int] = []
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].strip():
            found.append(place)
            if len(found) > _MOST_LINES:
                break
    return found[-2::-1]


def may_close(line: str) -> bool:
    """Tell at a glance whether a line may be a closing: most lines of a mail are none, and the patterns are long."""
    start = line[:3].lower()
    return not start.isascii() or start in _STARTS or start[:2] in _SHORT_STARTS


def _is_closing(rest: Sequence[str], names: frozenset[str]) -> bool:
    formal, friendly = FORMAL_LINE.match(rest[0]), FRIENDLY_LINE.match(rest[0])
    found = formal or friendly
    if found is None:
        return False
    below = [line for line in rest[1:] if line]
    named = (found["name"] or "").strip()
    if not named and below:
        named, rest = below[0], rest[rest.index(below[0]) :]
    is_own = not names.isdisjoint(_words(named))
    if not _looks_like_a_name(named) or not (is_own or (formal and not found["name"]) or not names):
        return False
    return _is_contact(rest[1:])


def _is_own_name(rest: Sequence[str], own: Sequence[str]) -> bool:
    """Tell whether a block begins with the sender's whole name, or is the first name and nothing else."""
    words = _words(rest[0].lstrip("-–— "))
    if not words:
        return False
    is_alone = not any(rest[1:])
    return (sorted(words) == sorted(own) and (len(own) > 1 or is_alone) and _is_contact(rest[1:])) or (
        is_alone and words == own[:1]
    )


def _is_contact(lines: Sequence[str]) -> bool:
    """Tell whether what follows a name is what stands on a card: a duty, a house, numbers. A sentence is not."""
    last_number = max((place for place, line in enumerate(lines) if _CONTACT.search(line)), default=-1)
    # Below a blank line, words stand on a card only where a number or an address follows them.
    apart = next((place for place, line in enumerate(lines) if not line), len(lines))
    written = [(place, line) for place, line in enumerate(lines) if line]
    return all((place < apart or place <= last_number) and not _is_sentence(line) for place, line in written)


def _is_sentence(line: str) -> bool:
    count = len(line.split())
    if len(line) > _LONGEST_LINE or _AFTERTHOUGHT.match(line) or line.endswith(("?", "!", ":")):
        return True
    begins_small = line[0].islower() and not _CONTACT.search(line)
    ends = _SENTENCE.search(line) is not None
    return count > _MOST_WORDS_OF_A_LINE or (count >= _FEWEST_WORDS_OF_A_SENTENCE and (begins_small or ends))


def _looks_like_a_name(text: str) -> bool:
    words = text.rstrip(",").split()
    if not 1 <= len(words) <= _MOST_WORDS_OF_A_NAME or _SENTENCE.search(
        text.rstrip(",")[-1:] if len(words) > 1 else ""
    ):
        return False
    return all(word.lower() in _PARTICLES or (word[0].isalpha() and not word[0].islower()) for word in words)


# A list has few writers and many mails.
@lru_cache(maxsize=4_096)
def _names(sender: str) -> tuple[list[str], frozenset[str]]:
    own = _words(sender)
    return own, frozenset(own)


def _words(name: str) -> list[str]:
    """Return the words of a name; "Kovar, Hana" is the same as "Hana Kovar"."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma and first.strip() else name
    return re.findall(r"\w+", turned.casefold()) if "@" not in name else []
