"""Those who raised something say whether it helped.

A voice answers without a name, so these writes leave no audit line, and their line of history names nobody.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.register.actions.concerns import place
from groundswell.register.groups import group_of, root_of
from groundswell.register.models import Answer, Concern, Source
from groundswell.register.queries.outcomes import may_be_changed, newest_move
from groundswell.register.rules import concerns as rules
from groundswell.register.rules.concerns import State


@transaction.atomic
def answer_fix(*, voice: UUID, concern: Concern, helped: bool) -> bool:
    """Take the answer of whoever stands behind a voice; return False when there is nothing to answer.

    One answer a voice and fix: the last one counts, and the same one twice changes nothing. Where a "not fixed" has
    opened it again, those who answered may say otherwise, until its keeper moves it on.
    """
    locked = Concern.objects.select_for_update().get(id=root_of(concern).id)
    if not is_behind(voice, locked):
        return False
    said = dict(Answer.objects.filter(concern=locked, fix=locked.fixes).values_list("voice", "helped"))
    may_answer = rules.may_be_answered(State(locked.state))
    if not may_answer and (voice not in said or not may_be_changed(locked, newest_move(locked))):
        return False
    told = {"helped": helped, "day": clock.today()}
    Answer.objects.update_or_create(concern=locked, fix=locked.fixes, voice=voice, defaults=told)
    after = rules.after_answers((said | {voice: helped}).values())
    if after != locked.state:
        place(locked, after, reason=_reason(helped=helped), by=None)
    return True


@transaction.atomic
def forget_answers(*, voice: UUID) -> None:
    """Let go of what a voice that is taken back said of fixes: what it alone confirmed is confirmed no more."""
    for concern in Concern.objects.filter(id__in=Answer.objects.filter(voice=voice).values("concern")).order_by("id"):
        locked = Concern.objects.select_for_update().get(id=concern.id)
        Answer.objects.filter(concern=locked, voice=voice).delete()
        if not rules.may_be_answered(State(locked.state)) and not may_be_changed(locked, newest_move(locked)):
            continue
        rest = Answer.objects.filter(concern=locked, fix=locked.fixes).values_list("helped", flat=True)
        after = rules.after_answers(list(rest))
        if after != locked.state:
            place(locked, after, reason=_("An answer does not count any more."), by=None)


def is_behind(voice: UUID, concern: Concern) -> bool:
    """Tell whether a voice raised this concern, or one that it stands for."""
    return Source.objects.filter(item__in=group_of(concern), source_id=str(voice), is_voice=True).exists()


def _reason(*, helped: bool) -> str:
    if helped:
        return _("Somebody who raised it says: yes, this helped.")
    return _("Somebody who raised it says that it is not fixed.")
