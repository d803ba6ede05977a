"""``groundswell sync``: reads the sources that are connected, all or one, to their end."""

from time import monotonic
from uuid import UUID

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from groundswell.connectors.sources.kinds import KEYS
from groundswell.connectors.sources.syncing import Busy, Synced, sync
from groundswell.questions.queries import connected
from groundswell.questions.records import Taken


def run(name: str, *, console: Console) -> bool:
    """Read the source of this name, or ("") all that are not paused; return whether each was read to its end."""
    chosen = _chosen(name)
    if not chosen:
        words = _("There is no source “%(name)s”.") % {"name": name} if name else _("No source is connected.")
        console.print(words, markup=False, highlight=False)
        return not name
    done = [_one(source, words, console) for source, words in chosen]
    return all(done)


def _chosen(name: str) -> list[tuple[UUID, str]]:
    if name:
        found = connected.source_named(name)
        return [(found.id, found.name)] if found is not None else []
    return [(line.id, line.name) for line in connected.lines(KEYS) if not line.is_paused]


def _one(source: UUID, name: str, console: Console) -> bool:
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    begun = monotonic()
    with Progress(*columns, console=console, transient=True) as progress:
        shown = progress.add_task(name)

        def tell(taken: Taken) -> None:
            progress.update(shown, description=f"{name}: {_counted(taken, monotonic() - begun)}")

        try:
            synced = sync(source, tell=tell)
        except Busy:
            synced = Synced(Taken(), _("Another process reads it at this moment."), is_done=False)
    words = synced.fault or _counted(synced.taken, monotonic() - begun)
    console.print(f"{name}: {words}", style="red" if synced.fault else "", markup=False, highlight=False)
    return synced.is_done


def _counted(taken: Taken, seconds: float) -> str:
    total = taken.new + taken.changed + taken.same + taken.gone
    told = {"new": taken.new, "changed": taken.changed, "same": taken.same, "gone": taken.gone}
    counts = _("%(new)d new, %(changed)d changed, %(same)d as before, %(gone)d gone") % told
    return f"{counts} ({_('%(rate)d a second') % {'rate': total / max(seconds, 0.001)}})"
