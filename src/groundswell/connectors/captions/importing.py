"""``groundswell import transcript FILE``: a meeting comes in sealed, and nobody but its keeper reads anything of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console

from groundswell.connectors.captions.reading import read
from groundswell.connectors.located import Unreadable
from groundswell.connectors.terminal import content_of
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks.transcripts import actions, queries
from groundswell.talks.transcripts.rules import (
    Arriving,
    Cue,
    Reach,
    Span,
    clock_time,
    on_the_record,
    spoken_marks,
    typed_spans,
)
from groundswell.web.access import Access

_MOST_TIMES = 5


@dataclass(frozen=True)
class Meant:
    """What somebody says of a file: whose meeting it is, which, when, who reads what is shared, what is left out."""

    keeper: str
    title: str
    held_on: date
    reach: Reach = Reach.SPEAKERS
    off_the_record: Sequence[str] = ()
    is_nothing_else_off: bool = False


def command(file: Path, meant: Meant, *, dry_run: bool, console: Console) -> None:
    """Keep the transcript of a file, or with `dry_run` only say what would be kept. A bad one ends with a sentence."""
    try:
        keeper, spans = _keeper(meant.keeper), _spans(meant.off_the_record)
        arriving = read(content_of(file))
        kept = on_the_record(arriving.cues, spans)
        _require_decided(kept, meant)
        if queries.is_kept(keeper, meant.held_on, meant.title, len(kept)):
            console.print(_("This meeting is here already: nothing was changed."))
            return
        if not dry_run:
            _keep(keeper, meant, kept, left_out=len(arriving.cues) - len(kept))
    except (Unreadable, Refused) as fault:
        sentence = fault.sentence if isinstance(fault, Refused) else f"{file}: {fault}"
        console.print(sentence, style="red", markup=False, highlight=False)
        raise typer.Exit(code=1) from None
    _tell(console, arriving, kept, dry_run=dry_run)


def _keep(keeper: Person, meant: Meant, kept: Sequence[Cue], *, left_out: int) -> None:
    actions.keep_meeting(
        by=keeper, title=meant.title, held_on=meant.held_on, reach=meant.reach, cues=kept, left_out=left_out
    )


def _keeper(address: str) -> Person:
    """Return who will keep the meeting: an advocate or an alternate, who alone may bring one in by the page too."""
    found = people.active_people().filter(email=address.strip().lower()).first()
    if found is None or not found.may_open(Access.READER):
        raise Refused(_("%(who)s is no advocate or alternate here: nobody else keeps meetings.") % {"who": address})
    return found


def _spans(typed: Sequence[str]) -> list[Span]:
    spans = typed_spans("\n".join(typed))
    if isinstance(spans, int):
        what = {"what": typed[spans - 1]}
        raise Refused(_("“%(what)s” is not from when until when. Write it like this: 12:30 - 15:00.") % what)
    return spans


def _require_decided(kept: Sequence[Cue], meant: Meant) -> None:
    """Refuse what somebody in the meeting calls off the record, until a person has decided about it."""
    marks = [] if meant.is_nothing_else_off else spoken_marks(kept)
    if marks:
        said = ", ".join(clock_time(mark) for mark in marks[:_MOST_TIMES])
        raise Refused(
            _(
                "Somebody says that something is off the record: at %(times)s. Say from when until when with "
                "--off-the-record, or --nothing-else. Nothing was kept."
            )
            % {"times": said}
        )


def _tell(console: Console, arriving: Arriving, kept: Sequence[Cue], *, dry_run: bool) -> None:
    """Say how much came, and no word or name of it: a terminal is seen by others, and remembers."""
    speakers = len({cue.speaker for cue in kept if cue.speaker})
    left_out = len(arriving.cues) - len(kept)
    counts = (
        ngettext("%(n)d line", "%(n)d lines", len(kept)) % {"n": len(kept)},
        ngettext("%(n)d speaker", "%(n)d speakers", speakers) % {"n": speakers},
        _("%(n)d off the record, left out") % {"n": left_out},
    )
    for line in (*counts, *arriving.notes):
        console.print(line, markup=False, highlight=False)
    if dry_run:
        console.print(_("This was a dry run: nothing was kept."), style="yellow")
    else:
        console.print(_("Kept, closed. Its keeper says who spoke, and each is asked. Delete the file."))
