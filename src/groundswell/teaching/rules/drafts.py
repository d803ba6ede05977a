"""A first draft from a question that was solved: an outline in Markdown, to be written anew by a person."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.teaching.rules.pieces import Kind


class Form(StrEnum):
    """What a solved question can become."""

    FAQ = "faq"
    POST = "post"
    TALK = "talk"
    PODCAST = "podcast"


KIND = {Form.FAQ: Kind.DOCS, Form.POST: Kind.POST, Form.TALK: Kind.TALK, Form.PODCAST: Kind.PODCAST}
_ABSTRACT = 600
# What stands where words of somebody who was erased stood.
_GONE = "[…]"
LEFT_OUT = f"> {_GONE}"
# Fewer words, or a shorter title, are anybody's.
_TELLING, _LONG_TITLE = 4, 12


@dataclass(frozen=True)
class Thread:
    """A question that was solved, where everybody can read it. Texts are Markdown or plain."""

    title: str
    question: str
    answer: str
    address: str


@dataclass(frozen=True)
class Erased:
    """What somebody who was erased had said in a thread: texts and a title, "" where it was another's."""

    texts: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Words:
    """The headings of a draft, in the reader's language."""

    question: str
    answer: str
    problem: str
    tried: str
    solution: str
    takeaways: str
    abstract: str
    listeners: str
    notes: str
    source: str


def draft(form: Form, thread: Thread, words: Words) -> str:
    """Return the draft as Markdown. What others wrote stands quoted, so that nobody takes it for our own words."""
    source = f"{words.source} {thread.address}" if thread.address else ""
    parts: tuple[str, ...]
    if form is Form.FAQ:
        parts = (
            f"# {_line(thread.title)}",
            _quoted(thread.question),
            f"## {words.answer}",
            _quoted(thread.answer),
            source,
        )
    elif form is Form.POST:
        parts = (
            *(f"## {words.problem}", _quoted(thread.question), f"## {words.tried}"),
            *(f"## {words.solution}", _quoted(thread.answer), f"## {words.takeaways}", source),
        )
    elif form is Form.TALK:
        parts = (
            *(f"## {words.abstract}", _quoted(_cut(thread.question)), f"## {words.listeners}"),
            *(f"## {words.solution}", _quoted(_cut(thread.answer)), source),
        )
    else:
        parts = (
            f"## {words.notes}",
            f"- {words.question}: {_line(thread.title)}",
            _quoted(_cut(thread.answer)),
            source,
        )
    return "\n\n".join(part for part in parts if part)


def without(words: str, erased: Erased) -> str:
    """Return the words of a piece without what somebody who was erased had said.

    Quoted lines go where they are a part of it; other lines where they are a whole line of it that is long enough to
    be theirs; their title goes wherever it stands. A run of lines leaves `LEFT_OUT`.
    """
    said = [_line(text) for text in erased.texts if text.strip()]
    lines = {_line(line) for text in erased.texts for line in text.splitlines() if len(line.split()) >= _TELLING}
    kept: list[str] = []
    for line in words.splitlines():
        if not _is_theirs(line, said, lines):
            kept.append(_untitled(line, erased.title))
        elif kept[-1:] != [LEFT_OUT]:
            kept.append(LEFT_OUT)
    found = "\n".join(kept)
    return f"{found}\n" if words.endswith("\n") else found


def _is_theirs(line: str, said: list[str], lines: set[str]) -> bool:
    plain = _line(line)
    told = _line(plain.lstrip("> ").removesuffix("…"))
    if plain.startswith(">") and told:
        return any(told in text for text in said)
    return told in lines


def _untitled(line: str, title: str) -> str:
    """Return a line without a title; one of a single short word goes only where it is all that the line says."""
    plain = _line(title)
    if not plain or plain not in line:
        return line
    is_all = _line(line).lstrip("# ") == plain or _line(line).endswith(f": {plain}")
    return line.replace(plain, _GONE) if is_all or len(plain) >= _LONG_TITLE else line


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    text = text.strip()
    if len(text) <= _ABSTRACT:
        return text
    return f"{text[:_ABSTRACT].rpartition(' ')[0] or text[:_ABSTRACT]} …"
