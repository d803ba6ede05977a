"""What stands behind an item."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.actions.checking import SourceRef, record, require_keeping
from groundswell.register.actions.proposing import seal_what_waits
from groundswell.register.models import Idea, Item, Perspective, Source
from groundswell.register.queries.readers import kept_from
from groundswell.register.rules.audience import leaves_the_desk, reach_of
from groundswell.register.rules.items import SourceKind
from groundswell.voices import queries as voices
from groundswell.voices.queries import Source as VoiceSource
from groundswell.voices.rules import Level, covers

_VOICES = frozenset({SourceKind.VOICE, SourceKind.MAIL, SourceKind.CHAT})


@transaction.atomic
def link_source(*, by: Person, item: Item, source: SourceRef) -> None:
    """Say that an item also came from this. Words that are out already were not written with it at hand."""
    require_keeping(by, item)
    if attach(item, [source], is_in_words=not leaves_the_desk(Audience(item.audience))):
        seal_what_waits(item, by=by)
        record(by, "link_source", item, source=source.kind)


@transaction.atomic
def unlink_source(*, by: Person, item: Item, source: SourceRef) -> None:
    """Take back a link that was a mistake. What was written from a voice is not freed of its author by that."""
    require_keeping(by, item)
    found = Source.objects.filter(item=item.id, source_id=source.id).first()
    if found is None:
        return
    if found.is_voice:
        _require_free(item, found)
    found.delete()
    record(by, "unlink_source", item, source=source.kind)


@transaction.atomic
def agree_to_readers(*, by: Person, item: Item, source_id: str, reach: str) -> None:
    """Note that whoever said it elsewhere agrees that more people read what is written from it. Raises Refused.

    `reach` is the key of the audience. A voice answers for itself. Raises LookupError where nothing else is linked so.
    """
    require_keeping(by, item)
    found = Source.objects.select_for_update().filter(item=item.id, source_id=source_id, is_voice=False).first()
    if found is None:
        raise LookupError
    if reach == found.reach or (found.reach and not covers(reach, found.reach)):
        raise Refused(_("They read it already. Choose more people, or leave it."))
    found.reach = reach
    found.save(update_fields=["reach"])
    record(by, "agree_to_readers", item, source=found.source_kind, reach=reach)


def _require_free(item: Item, link: Source) -> None:
    """Refuse to forget whose words these are: while they are out, and once their author was asked about them."""
    if link.is_in_words and leaves_the_desk(Audience(item.audience)):
        raise Refused(_("These words were written from it, and they are out. Narrow who can read them first."))
    voice = UUID(link.source_id)
    was_asked = any(each.voice_id == voice for each in voices.consents_about(item.KIND, item.id))
    if was_asked or voice not in voices.sources_of([voice]):
        raise Refused(_("Its author was asked about these words, or took them back. Write a new concern instead."))


def attach(item: Item, sources: Iterable[SourceRef], *, is_in_words: bool = True) -> int:
    """Store links to sources that are not linked yet; return how many. Raises Refused for a voice that is not there."""
    known = set(Source.objects.filter(item=item.id).values_list("source_id", flat=True))
    wanted = {source.id: source for source in sources if source.id not in known}
    voices_behind = _voices_behind(wanted.values())
    rows = [_row(item, source, voices_behind.get(source.id)) for source in wanted.values()]
    for row in rows:
        row.is_in_words = is_in_words
    _require_no_holder(item, rows)
    Source.objects.bulk_create(rows)
    if rows:
        require_given(item)
    return len(rows)


def require_given(item: Item) -> None:
    """Refuse to show the advocates what was written from a voice that was kept from one of them."""
    if item.audience != Audience.ADVOCATE:
        return
    names = kept_from(item)
    if names:
        raise Refused(
            _("A voice behind it was not given to %(names)s. Keep it to yourself, or publish its words with a yes.")
            % {"names": ", ".join(names)},
            "audience",
        )


def _voices_behind(sources: Iterable[SourceRef]) -> dict[str, VoiceSource]:
    asked = {UUID(source.id) for source in sources if source.kind in _VOICES}
    found = voices.sources_of(asked) if asked else {}
    if len(found) != len(asked):
        raise Refused(_("This voice is not there any more: its author took it back."))
    return {str(voice): source for voice, source in found.items()}


def _row(item: Item, source: SourceRef, voice: VoiceSource | None) -> Source:
    """Return the link; of a voice, the voices know whether it came by mail and whether it is sealed."""
    return Source(
        item=item.id,
        source_kind=SourceKind(voice.source) if voice else source.kind,
        source_id=source.id,
        kind=item.KIND,
        is_voice=voice is not None,
        is_sealed=voice is not None and voice.level != Level.OPEN,
        reach="" if voice else reach_of(source.kind) if source.reach is None else source.reach,
    )


def _require_no_holder(item: Item, rows: list[Source]) -> None:
    # Holder and sealed voice in two columns would say, unsealed, who spoke.
    if isinstance(item, (Idea, Perspective)) and item.holder_id is not None and any(row.is_sealed for row in rows):
        raise Refused(
            _("What has a named holder cannot rest on a sealed voice: the two together would tell who spoke.")
        )
