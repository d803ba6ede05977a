"""Noting that those who said something elsewhere agree that more people read it."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.models import Source
from groundswell.register.models.thread import Thread
from groundswell.voices.rules import covers


@transaction.atomic
def let_more_read(*, by: Person, thread: Thread, reach: str) -> None:
    """Note who else may read a thread: its words here, and what is written from them. Raises Refused for fewer.

    `reach` is the key of the audience. What people read already is not taken back by this.
    """
    locked = Thread.objects.select_for_update().get(id=thread.id)
    if reach == locked.reach or not covers(reach, locked.reach):
        raise Refused(_("They read it already. Choose more people, or leave it."), "reach")
    locked.reach = reach
    locked.save(update_fields=["reach"])
    posts = [str(post) for post in locked.posts.values_list("id", flat=True)]
    Source.objects.filter(source_id__in=posts, is_voice=False).update(reach=reach)
    audit.record(actor=by.id, verb="let_more_read", context="register", object_id=locked.id, reach=reach)
