"""What somebody would like of a role. It leaves no line in the log: a wish is nobody else's business."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import closed
from groundswell.hours.models import Wish as Kept
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.roles import Wish, Wished
from groundswell.people.models import Person, Role, RoleAssignment, today_within


@transaction.atomic
def wish(*, person: Person, role: Role, wished: Wish | None) -> None:
    """Keep what somebody would like of a role; None takes it back. Only they see it, until another wish fits."""
    holds = RoleAssignment.objects.filter(today_within(), person=person, role=role).exists()
    if wished in {Wish.KEEP, Wish.SWAP} and not holds:
        raise Refused(_("You do not hold “%(role)s”: you can only say that you would like it.") % {"role": role.name})
    if wished is Wish.WANT and holds:
        raise Refused(_("You hold “%(role)s” already.") % {"role": role.name})
    tag = closed.tag_of(person.id, role.id)
    if wished is None:
        Kept.objects.filter(tag=tag).delete()
        return
    body = closed.close(Wished(person.id, role.id, wished))
    Kept.objects.update_or_create(tag=tag, defaults={"body": body})


def forget_leaver(*, person: Person) -> None:
    """Take back everything that somebody who leaves wished. Called inside the act that ends their access."""
    tags = [closed.tag_of(person.id, role) for role in Role.objects.values_list("id", flat=True)]
    Kept.objects.filter(tag__in=tags).delete()
