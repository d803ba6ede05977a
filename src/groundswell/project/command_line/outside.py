"""``groundswell import discourse``, ``zulip``, ``mbox`` …: what is asked outside, from archives."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from groundswell.project.command_line.installation import DATA, DataFolder
from groundswell.project.command_line.people import DryRun, opened
from groundswell.project.faults import Fault

Archive = Annotated[Path, typer.Argument(metavar="PATH", help="A file, a folder, or a ZIP.")]
Name = Annotated[str, typer.Option("--source", metavar="NAME", help="Of which source. [default: kind and file]")]
Address = Annotated[
    str, typer.Option("--address", metavar="URL", help="Where people read it, for the way back to each topic.")
]
Public = Annotated[
    bool,
    typer.Option("--public", help="Everybody can read it without signing in; else only those who answer do."),
]


# Those whose command is called otherwise, as another one has that name.
_KINDS = {"jira-issues": "jira"}
# Those that can be read at an address, with what their commands say of themselves.
ARCHIVES = {
    "discourse": "Import questions from Discourse: topics and posts as JSON, or pages rendered as HTML or Markdown.",
    "zulip": "Import questions from Zulip: an export, pages of its API, or a public archive of one file a topic.",
    "github": (
        "Import questions from GitHub: issues, comments and discussions as its APIs list them, or events of GH Archive."
    ),
    "stackexchange": "Import questions from Stack Exchange: an unpacked data dump, or pages of its API.",
    "gitlab": "Import questions from GitLab: issues, notes and discussions as its interface answers them.",
    "jira-issues": "Import questions from Jira: pages of a search, or issues with their comments, as JSON.",
    "mattermost": "Import questions from Mattermost: a bulk export (JSONL), or pages of posts; public channels alone.",
    "discord": "Import questions from Discord: threads and posts of forums as DiscordChatExporter writes them (JSON).",
    "slack": "Import questions from Slack: an export of a workspace, as a ZIP or a folder; public channels alone.",
}


def add_to(imports: typer.Typer) -> None:
    """Add these commands to those that bring something in."""
    for name, about in ARCHIVES.items():
        imports.command(name, help=about)(_importing(_KINDS.get(name, name)))
    imports.command("mbox")(import_mbox)
    imports.command("feed")(import_feed)
    imports.command("ical")(import_ical)


def import_mbox(
    path: Archive, *, source: Name = "", public: Public = False, dry_run: DryRun = False, data: DataFolder = DATA
) -> None:
    """Import questions from mailing lists: mbox files, packed by gzip or not."""
    _import("mbox", path, source, "", data, dry_run=dry_run, is_public=public)


def import_feed(
    path: Archive,
    *,
    source: Name = "",
    public: Public = False,
    news: Annotated[bool, typer.Option("--news", help="Nobody asks anything there: it waits for nobody.")] = False,
    dry_run: DryRun = False,
    data: DataFolder = DATA,
) -> None:
    """Import saved feeds: RSS or Atom."""
    _import("feed", path, source, "", data, dry_run=dry_run, is_public=public, is_news=news)


def import_ical(path: Archive, *, source: Name = "", dry_run: DryRun = False, data: DataFolder = DATA) -> None:
    """Import the events of calendars (.ics), from a month ago to a year ahead; what repeats, time by time."""
    _require_there(path)
    console = opened(data)
    from groundswell.connectors.ical import importing  # noqa: PLC0415 - after django.setup()

    if not importing.command(path, name=source, dry_run=dry_run, console=console):
        raise typer.Exit(1)


def _importing(kind: str) -> Callable[..., None]:
    """Return the command for archives of a kind that are read at an address."""

    def bring(
        path: Archive,
        *,
        source: Name = "",
        address: Address = "",
        public: Public = False,
        dry_run: DryRun = False,
        data: DataFolder = DATA,
    ) -> None:
        _import(kind, path, source, address, data, dry_run=dry_run, is_public=public)

    return bring


def _import(
    kind: str,
    path: Path,
    source: str,
    address: str,
    data: Path,
    *,
    dry_run: bool,
    is_public: bool,
    is_news: bool = False,
) -> None:
    _require_there(path)
    console = opened(data)
    from groundswell.connectors import bringing  # noqa: PLC0415 - after django.setup()

    named = bringing.Named(source, address, is_public=is_public, is_news=is_news)
    if not bringing.bring(kind, path, named, dry_run=dry_run, console=console):
        raise typer.Exit(1)


def _require_there(path: Path) -> None:
    if not path.exists():
        raise Fault(f"There is no file or folder {path}.")
