"""Cuts what a mail quotes of earlier mails, and the signature. Where it is unclear, everything stays."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from groundswell.connectors.mailbox import closing

# "On Monday … wrote:" in the languages that mail programs write it in; the line must also carry a time, a year or an
# address, or stand right above a quotation ("Ann Doe wrote:"), so that a sentence which only ends like that is kept.
_WROTE = re.compile(
    r"(?:wrote|writes|schrieb(?: .*)?|geschrieben|a écrit|escribió|ha scritto|scritto|schreef(?: .*)?|escreveu|"
    r"skrev(?: .*)?|kirjoitti|napisał(?:\(a\))?|pisze|napsal(?:\(a\))?|írta|a scris|пишет|написал\(?а?\)?|yazdı|"
    r"写道|寫道|のメール|작성)\s?[:：]\s*$",
    re.IGNORECASE,
)
_COLONS = (":", "：")
_DATED = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\S+@\S+\.\S+")
_BEGINS = re.compile(r"(?:on|am|le|el|il(?: giorno)?|op|em|a|den|på|dne|dnia|w dniu|pe|в|\d{4})\b", re.IGNORECASE)
_DIVIDER = re.compile(
    r"^[\s>]*-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d['’]origine|"
    r"mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|"
    r"oprindelig meddelelse|forwarded message|weitergeleitete nachricht|message transféré|"
    r"исходное сообщение)\s*-{2,}\s*$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié):\s*$", re.IGNORECASE
)
# The head of an earlier mail as Outlook and others print it: a sender, close below it a date, a receiver, a subject.
_SENDER = re.compile(r"^\*?(?:from|von|de|da|van|från|fra|od|от|发件人|差出人)\s?\*?[:：]\*?\s*\S", re.IGNORECASE)
_HEAD = re.compile(
    r"^\*?(?:sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|date|à|objet|enviado(?: el)?|para|asunto|inviato|"
    r"data|a|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|отправлено|кому|тема|"
    r"发送时间|收件人|主题|送信日時|宛先|件名)\s?\*?[:：]",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$")
_QUOTED = re.compile(r"^>(?:[>\s]|$)")
# How nearly all quoted lines begin.
_PLAINLY_QUOTED = frozenset({"> ", ">>", ">"})
_LONGEST_NAME = 80
_SENT_FROM = re.compile(
    r"^(?:sent from (?:my|mail for|outlook|yahoo|proton)|get outlook for|von meinem .{1,30} gesendet|gesendet von|"
    r"gesendet mit|diese nachricht wurde von|envoyé (?:de mon|depuis|à partir de)|enviado desde|inviato da|"
    r"verzonden vanaf|verstuurd vanaf|enviado do meu|skickat från|sendt fra|wysłane z|отправлено с)\b.{0,80}$",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 12
_HEAD_LINES = 2


def new_words(text: str, sender: str = "") -> str:
    """Return what is new in the text of a mail from `sender` (a name); all of it when nothing new would be left."""
    lines = text.split("\n")
    kept = _without_signature(_without_quotations(_above_history(lines)))
    kept = _without_signature(kept[: closing.begins_at(kept, sender)])
    return "\n".join(kept).strip() or text.strip()


def _above_history(lines: list[str]) -> list[str]:
    """Return the lines above the first that begins an earlier mail printed whole, without quotation marks."""
    for place, line in enumerate(lines):
        # Hardly a line holds what all of them need, and to look for that takes no time.
        is_worth_it = ":" in line or "--" in line or "：" in line
        if is_worth_it and (_DIVIDER.match(line) or _FORWARDED.match(line) or _is_head(lines, place)):
            above = lines[:place]
            while above and (not above[-1].strip() or _RULE.match(above[-1])):
                above.pop()
            return above
    return lines


def _is_head(lines: Sequence[str], place: int) -> bool:
    if not _SENDER.match(lines[place]):
        return False
    below = [line for line in lines[place + 1 : place + 6] if line.strip()][:4]
    return sum(bool(_HEAD.match(line)) for line in below) >= _HEAD_LINES


def _without_quotations(lines: Sequence[str]) -> list[str]:
    """Return the lines that are not quoted, without those that introduce a quotation."""
    colons = {n for n, line in enumerate(lines) if (":" in line or "：" in line) and line.rstrip().endswith(_COLONS)}
    cut = _introductions(lines, colons) if colons else set()
    # Some programs put no blank after the mark, where another would be a prompt with a command.
    is_tight = any(_is_tight(lines[place + 1 :]) for place in cut if place + 1 not in cut)
    kept = list(lines)
    for place in sorted(cut, reverse=True):
        del kept[place]
    return [
        line
        for line in kept
        if line[:1] != ">" or not (is_tight or line[:2] in _PLAINLY_QUOTED or _QUOTED.match(line) is not None)
    ]


def _is_tight(below: Sequence[str]) -> bool:
    """Tell whether the quotation that begins below has no blank after its marks."""
    first = next((line for line in below if line.strip()), "")
    return first[:1] == ">" and not _QUOTED.match(first)


def _introductions(lines: Sequence[str], colons: AbstractSet[int]) -> set[int]:
    """Return the lines that introduce a quotation. Hardly a line ends like that, and only near one is it looked for."""
    cut: set[int] = set()
    for place in sorted({number - back for number in colons for back in range(3) if number >= back}):
        if place not in cut:
            cut.update(range(place, place + _introduction(lines, place, colons)))
    return cut


def _introduction(lines: Sequence[str], place: int, colons: AbstractSet[int]) -> int:
    """Return how many lines here introduce a quotation ("On 3 May 2026 at 10:00, A. wrote:"), which may be wrapped."""
    for span in (1, 2, 3):
        if place + span - 1 not in colons:
            continue
        part = [line.strip() for line in lines[place : place + span]]
        words = " ".join(part)
        is_said = words.endswith("wrote:") or _WROTE.search(words)
        if is_said and _is_one_introduction(part):
            below = next((line for line in lines[place + span :] if line.strip()), "")
            if _DATED.search(words):
                return span if below[:1] in {"", ">"} else 0
            if span == 1 and len(words) <= _LONGEST_NAME and _QUOTED.match(below):
                return span
    return 0


def _is_one_introduction(part: Sequence[str]) -> bool:
    """Tell whether lines can be one wrapped introduction: the first begins it, and no other could begin it better."""
    if len(part) == 1:
        return bool(part[0])
    begins = [bool(_BEGINS.match(line) and _DATED.search(line)) for line in part]
    return begins[0] and not any(begins[1:]) and all(part)


def _without_signature(lines: list[str]) -> list[str]:
    for place in [place for place, line in enumerate(lines) if "--" in line]:
        line = lines[place]
        # Two hyphens and a blank are the sign of old; programs that drop the blank leave a short block at the end.
        is_sign = line == "-- " or (line.strip() == "--" and len(lines) - place <= _LONGEST_SIGNATURE)
        if is_sign and place:
            lines = lines[:place]
            break
    while lines and (not lines[-1].strip() or (_SENT_FROM.match(lines[-1].strip()) and len(lines) > 1)):
        lines = lines[:-1]
    return lines
