"""Finds the closing of a mail: "Best regards", a name, a telephone number. Where it may be words, it is none."""

import re
from collections.abc import Sequence

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
_FORMAL_LINE = re.compile(
    rf"^(?:(?:{_FRIENDLY})(?:,| and| und| et| y| e| en| og| och) )?(?:{_FORMAL}){_PLACE}\s?[,.!]?(?P<name> .+)?$",
    re.IGNORECASE,
)
_FRIENDLY_LINE = re.compile(rf"^(?:{_FRIENDLY})\s?[,.!]?(?P<name> .+)?$", re.IGNORECASE)
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
    written = [place for place, line in enumerate(lines) if line.strip()]
    names = frozenset(_words(sender))
    for place in written[1:][-_MOST_LINES:]:
        rest = [line.strip() for line in lines[place:]]
        if _is_closing(rest, names) or (not lines[place - 1].strip() and _is_own_name(rest, sender)):
            return place
    return None


def _is_closing(rest: Sequence[str], names: frozenset[str]) -> bool:
    formal, friendly = _FORMAL_LINE.match(rest[0]), _FRIENDLY_LINE.match(rest[0])
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


def _is_own_name(rest: Sequence[str], sender: str) -> bool:
    """Tell whether a block begins with the sender's whole name, or is the first name and nothing else."""
    words, own = _words(rest[0].lstrip("-–— ")), _words(sender)
    if not own or not words:
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


def _words(name: str) -> list[str]:
    """Return the words of a name; "Kovar, Hana" is the same as "Hana Kovar"."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma and first.strip() else name
    return re.findall(r"\w+", turned.casefold()) if "@" not in name else []
