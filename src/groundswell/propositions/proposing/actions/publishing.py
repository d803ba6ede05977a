"""A version goes out to everybody: only when everything that was said has an answer."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import clock, search
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Proposition, Version
from groundswell.propositions.proposing.actions.checking import (
    Originals,
    changed,
    opened,
    record,
    require_details_seen,
    require_own_words,
)
from groundswell.propositions.proposing.actions.objecting import follow_words
from groundswell.propositions.proposing.queries.versions import Content, content_now, content_of
from groundswell.propositions.proposing.required import Coverage, coverage_of
from groundswell.register.queries import bearing
from groundswell.voices.actions.wording import one_line

CONTEXT = "propositions"


class Uncovered(Refused):
    """Something that was said has no answer."""

    def __init__(self, known: Coverage) -> None:
        super().__init__(_uncovered(known))
        self.coverage = known


@transaction.atomic
def publish_proposition(
    *, by: Person, proposition: Proposition, revision: int, note: str = "", originals: Originals = None, kept: str = ""
) -> Version:
    """Publish the draft as a new version. Of two advocates at once the later is told, and loses nothing.

    Raises Stale, Uncovered, Copied, or Refused where sealed voices stand behind it and the desk is locked: what was
    said in confidence is held against every word that goes out. Raises Marked while a name, a handle or a role of one
    that the version before did not have waits for a look: `kept` says why such details may stay.
    """
    now = opened(by, proposition, revision)
    content = content_now(now)
    if not content.parts:
        raise Refused(_("Nothing is proposed yet. Write at least one part."))
    known = coverage_of(now)
    if not known.is_whole:
        raise Uncovered(known)
    if originals is None and bearing.sealed_behind(known.items.keys()):
        raise Refused(_("Unlock your desk first: these words are held against what was said in confidence."))
    reasons = [each.reason for each in known.responses.values()]
    require_own_words([content.text, *reasons], originals, "")
    last = now.versions.order_by("-number").first()
    if last is not None and last.content == content.stored:
        raise Refused(_("Nothing has changed since the last version."))
    note = one_line(note, "note", longest=500)
    require_details_seen(by, now.id, _new_words(last, content, note), kept=kept, field="")
    version = Version.objects.create(
        proposition=now,
        number=last.number + 1 if last else 1,
        content=content.stored,
        note=note,
        day=clock.today(),
        by=by,
    )
    follow_words(proposition=now, content=content)
    changed(now)
    _let_search_find(now, content)
    record(by, "publish_proposition", now.id, version=version.number)
    return version


def _new_words(last: Version | None, content: Content, note: str) -> str:
    """Return the words that nobody has read yet: all of it, or of the next version what stands in none before."""
    known = set(content_of(last).lines) if last else set()
    return "\n\n".join(line for line in (*content.lines, note) if line and line not in known)


def _let_search_find(proposition: Proposition, content: Content) -> None:
    search.index(
        CONTEXT,
        str(proposition.id),
        title=content.title,
        body=content.text,
        audience=Audience.ORGANISATION.value,
        url=reverse("propositions:proposition", args=[proposition.id]),
    )


def _uncovered(known: Coverage) -> str:
    if not known.items:
        return _("It is about no concern yet. Say first what was said that it answers.")
    count = len(known.missing)
    told = ngettext(
        "%(count)d thing that was said has no answer.", "%(count)d things that were said have no answer.", count
    )
    return f"{told} {_('Answer each, and nobody is forgotten.')}" % {"count": count}
