"""Views of a concern, and their holders' word on them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.actions.checking import (
    Originals,
    SourceRef,
    note_change,
    record,
    require_keeping,
    require_no_copy,
    require_standing,
    start,
)
from groundswell.register.actions.concerns import NOTHING, rewrite
from groundswell.register.actions.openly import said_openly
from groundswell.register.actions.searching import show
from groundswell.register.actions.sources import attach
from groundswell.register.models import Change, Concern, Perspective
from groundswell.register.rules.items import Kind, What
from groundswell.register.rules.perspectives import Standing
from groundswell.register.wordings import checked_words, line, paragraphs, put_words


@transaction.atomic
def note_perspective(
    *,
    by: Person,
    concern: Concern,
    position: str,
    conditions: str = "",
    best_case: str = "",
    holder: Person | None = None,
    audience: Audience = Audience.ME,
    sources: Iterable[SourceRef] = (),
    originals: Originals = NOTHING,
) -> Perspective:
    """Write down how somebody sees a concern; it is labelled until its holder confirms it. Raises Refused or Copied."""
    require_keeping(by, concern)
    require_standing(concern)
    words = checked_words(Kind.PERSPECTIVE, _told(position, conditions, best_case))
    view = Perspective(concern=concern, **words, holder=holder)
    require_no_copy(view.said, originals, "position")
    start(view, by, audience)
    view.save(force_insert=True)
    attach(view, sources)
    show(view)
    record(by, "note_perspective", view, concern=concern.id)
    return view


@transaction.atomic
def add_own_perspective(
    *, by: Person, concern: Concern, text: str, conditions: str = "", nonce: bytes | None = None
) -> Perspective:
    """Add one's own view of a concern, openly and under one's name. Raises Refused."""
    words = paragraphs(text, "text", empty=_("Write how you see it first. One sentence is enough."))
    when = line(conditions, "conditions")
    require_standing(concern)
    spoken = said_openly(by, concern, words, nonce)
    if spoken.item_exists:
        return Perspective.objects.get(id=spoken.item)
    view = Perspective(id=spoken.item, concern=concern, position=words, conditions=when, holder=by, is_named=True)
    view.standing = Standing.CONFIRMED
    view.written_by, view.written_on = by, clock.today()
    spoken.give_readers(view)
    view.save(force_insert=True)
    attach(view, spoken.sources)
    show(view)
    record(by, "add_own_perspective", view, concern=concern.id)
    return view


@transaction.atomic
def edit_perspective(
    *,
    by: Person,
    view: Perspective,
    position: str,
    conditions: str,
    best_case: str,
    originals: Originals = NOTHING,
) -> None:
    """Change the words of a view that stands at the desk: what its holder said of the old ones no longer counts."""
    require_keeping(by, view)
    rewrite(view, _told(position, conditions, best_case), originals, by=by)
    doubt(view, by)
    record(by, "edit_perspective", view)


@transaction.atomic
def confirm_perspective(*, by: Person, view: Perspective, under_my_name: bool = False) -> None:
    """Say "yes, that is my view", and whether the name may stand beside it. Only its holder can."""
    _require_holder(by, view)
    view.is_named = under_my_name
    _stand(view, Standing.CONFIRMED, by)
    record(by, "confirm_perspective", view)


@transaction.atomic
def correct_perspective(
    *,
    by: Person,
    view: Perspective,
    position: str,
    conditions: str = "",
    best_case: str = "",
    under_my_name: bool = False,
) -> None:
    """Put one's own words in the place of the advocate's. Only the holder can, and they are out as far as before."""
    _require_holder(by, view)
    words = checked_words(Kind.PERSPECTIVE, _told(position, conditions, best_case))
    put_words(view, words)
    view.is_named = under_my_name
    view.save(update_fields=list(words))
    _stand(view, Standing.CORRECTED, by)
    show(view)
    record(by, "correct_perspective", view)


@transaction.atomic
def disown_perspective(*, by: Person, view: Perspective) -> None:
    """Say "no, that is not my view". Only whoever it is said of can; the name goes with it."""
    _require_holder(by, view)
    view.is_named = False
    _stand(view, Standing.DISPUTED, by)
    record(by, "disown_perspective", view)


def doubt(view: Perspective, by: Person) -> None:
    """Ask the holder of a view anew: what was confirmed were other words."""
    if view.standing != Standing.UNCONFIRMED:
        _stand(view, Standing.UNCONFIRMED, by)


def hear_holders(view: Perspective, *, agreed: bool, is_new: bool, by: Person) -> None:
    """Stand by what sealed holders said of the words that go out now: an agreement of all is "yes, that is my view"."""
    if agreed and view.standing != Standing.CONFIRMED:
        _stand(view, Standing.CONFIRMED, by)
    elif is_new and not agreed:
        doubt(view, by)


def dispute(view: Perspective) -> None:
    """Note that a sealed holder said "that is not my view". It names nobody."""
    if view.standing != Standing.DISPUTED:
        _stand(view, Standing.DISPUTED, None)


def _stand(view: Perspective, standing: Standing, by: Person | None) -> None:
    before = view.standing
    view.standing = standing
    view.save(update_fields=["standing", "is_named"])
    # A holder's name stands in the history while they let it stand beside their view, and not longer.
    if by is not None and by.id == view.holder_id and not view.is_named:
        Change.objects.filter(item=view.id, what=What.STANDING, by=by).update(by=None)
        by = None
    note_change(view, What.STANDING, before=before, after=standing, reason="", by=by)


def _require_holder(by: Person, view: Perspective) -> None:
    if view.holder_id != by.id:
        raise PermissionError


def _told(position: str, conditions: str, best_case: str) -> dict[str, str]:
    return {"position": position, "conditions": conditions, "best_case": best_case}
