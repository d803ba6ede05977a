"""`groundswell import thread FILE.json`: from a file to the desk, and what came of it, in a few lines."""

from pathlib import Path

import typer
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.table import Table

from groundswell.connectors.discourse.reading import read
from groundswell.connectors.located import Unreadable
from groundswell.register.threads.actions import Brought, BroughtPost, bring_thread
from groundswell.register.threads.rules import ArrivingThread, Change


def command(file: Path, *, dry_run: bool, console: Console, address: str = "") -> None:
    """Import a topic, or with `dry_run` only say what would change. A bad file ends the command with one sentence.

    `address` is where people read the topic; Discourse does not write it into the file.
    """
    try:
        arriving = read(_content(file), address=address)
    except Unreadable as fault:
        console.print(f"{file}: {fault}", style="red", markup=False, highlight=False)
        raise typer.Exit(code=1) from None
    brought = bring_thread(by=None, arriving=arriving, dry_run=dry_run)
    _tell(console, arriving, brought, dry_run=dry_run)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise Unreadable(_("There is no such file.")) from None
    except IsADirectoryError:
        raise Unreadable(_("This is a folder. Name the file in it.")) from None
    except OSError as fault:
        raise Unreadable(_("It cannot be read: %(why)s.") % {"why": fault.strerror}) from None


def _tell(console: Console, arriving: ArrivingThread, brought: Brought, *, dry_run: bool) -> None:
    console.print(arriving.title, style="bold", markup=False, highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for words, count in _counts(brought):
        table.add_row(words, str(count))
    console.print(table)
    for line in _lines(arriving, brought):
        console.print(line, markup=False, highlight=False)
    if dry_run:
        console.print(_("This was a dry run: nothing was kept."), style="yellow")
    else:
        where = reverse("threads:thread", args=[brought.thread])
        console.print(_("At the desk: %(where)s") % {"where": where}, markup=False, highlight=False)


def _counts(brought: Brought) -> list[tuple[str, int]]:
    return [
        (_("new"), brought.count(Change.NEW)),
        (_("changed"), brought.count(Change.WORDS, Change.TAKEN_DOWN, Change.PUT_BACK)),
        (_("unchanged"), brought.count(Change.NONE)),
    ]


def _lines(arriving: ArrivingThread, brought: Brought) -> list[str]:
    changed = [_line(post) for post in brought.posts if post.change not in {Change.NEW, Change.NONE}]
    renamed = [_("The topic has a new title.")] if brought.title_changed else []
    return [*renamed, *changed, *arriving.left_out]


def _line(post: BroughtPost) -> str:
    words = {
        Change.WORDS: _("words changed; both versions are kept"),
        Change.TAKEN_DOWN: _("taken down in the forum"),
        Change.PUT_BACK: _("there again"),
    }
    line = _("Post %(number)s by %(handle)s: %(what)s.") % {
        "number": post.number,
        "handle": post.handle,
        "what": words[post.change],
    }
    return " ".join([line, *_passages(post)])


def _passages(post: BroughtPost) -> list[str]:
    kept = ngettext("%(n)s passage still stands.", "%(n)s passages still stand.", post.passages_kept)
    lost = ngettext("%(n)s passage is no longer in it.", "%(n)s passages are no longer in it.", post.passages_lost)
    counted = ((kept, post.passages_kept), (lost, post.passages_lost))
    return [words % {"n": count} for words, count in counted if count]
