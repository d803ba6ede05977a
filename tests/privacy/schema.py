"""What the tables themselves could tell: walked over every installed model, so that a new one cannot be forgotten."""

from collections.abc import Iterable, Iterator
from uuid import uuid4

from django.db import models
from django.db.models.fields import NOT_PROVIDED

from groundswell.kit.sqlite.unordered import Unordered

# Numbers in unordered tables, each with the reason why it counts nothing across the table.
COUNTS = {
    "voices.Message.number": "counts inside its own dialogue, and starts at 0 in each",
    "talks.SpokenPart.number": "which page of its own transcript, and starts at 0 in each",
    "talks.Talk.minutes_taken": "how long a talk took, and not which one it was",
    "register.Answer.fix": "which fix of its concern the answer is about",
}

# Keys that are no random UUID and no pair of such, each with the reason why they tell no order.
OTHER_KEYS = {
    "mailbox.AskedMail.mark": "a keyed mark, which looks random",
    "checkins.ReferralMark.tag": "a keyed mark of a pair and a small number, which looks random",
    "checkins.Ballot.hash": "a hash, which looks random",
    "propositions.BallotBook.hash": "a hash, which looks random",
    "propositions.IdeaSheet.hash": "a hash, which looks random",
    "register.MeToo.tag": "a keyed mark, which looks random",
    "propositions.Consent.tag": "a keyed mark of statement, person and words, as random as its key",
}

ORDERING = (models.AutoField, models.BigAutoField, models.SmallAutoField, models.DateTimeField, models.TimeField)
NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)


def name_of(field: models.Field[object, object]) -> str:
    """Return application, model and field."""
    return f"{field.model._meta.label}.{field.name}"


def faults_of_order(model: type[models.Model]) -> Iterator[str]:
    """Yield, in words, every way in which an unordered table could tell in which order its rows came."""
    for field in model._meta.local_fields:
        yield from faults_of_field(field)
    for many in model._meta.local_many_to_many:
        yield f"{model._meta.label}.{many.name}: the table between is numbered; write it as an unordered model"
    if model._meta.get_latest_by or model._meta.order_with_respect_to:
        yield f"{model._meta.label}: ordered by its options"
    for referring in (relation.related_model for relation in model._meta.related_objects):
        if not issubclass(referring, Unordered):
            yield f"{referring._meta.label} refers to {model._meta.label} and keeps the order of its own rows"


def faults_of_field(field: models.Field[object, object]) -> Iterator[str]:
    """Yield what a field of an unordered table would tell."""
    name = name_of(field)
    if isinstance(field, ORDERING):
        yield f"{name}: {type(field).__name__} tells a moment or an order; a day (DateField) is the most"
    elif isinstance(field, NUMBERS) and name not in COUNTS:
        yield f"{name}: a number may count; name it in COUNTS with its reason, or leave it out"
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        yield f"{name}: written by the clock, and not by an action that knows what it stores"
    if field.primary_key and not is_random_key(field) and name not in OTHER_KEYS:
        yield f"{name}: a key that is no random UUID; name it in OTHER_KEYS with its reason"
    if isinstance(field, models.UUIDField) and field.default not in {NOT_PROVIDED, uuid4, None}:
        yield f"{name}: only uuid4 is random; versions 1, 6 and 7 hold the time"
    if field.has_db_default():
        yield f"{name}: filled by the database, which may count or look at the clock"


def is_random_key(field: models.Field[object, object]) -> bool:
    """Tell whether a key is a random UUID, a reference to one, or a combination of such."""
    return isinstance(field, models.UUIDField | models.CompositePrimaryKey | models.OneToOneField)


def referring_to(models_: Iterable[type[models.Model]]) -> set[type[models.Model]]:
    """Return these models and every model that refers to one, directly or through others: it joins what it names."""
    found: set[type[models.Model]] = set()
    todo = list(models_)
    while todo:
        model = todo.pop()
        if model not in found:
            found.add(model)
            todo += [relation.related_model for relation in model._meta.related_objects]
    return found


def last_steps(start: Iterable[type[models.Model]], goal: type[models.Model]) -> set[str]:
    """Return every field by which a chain of references from one of these models at last reaches the goal."""
    steps: set[str] = set()
    seen: set[type[models.Model]] = set()
    todo = list(start)
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.related_model is goal:
                steps.add(name_of(field))
            elif field.is_relation:
                todo.append(field.related_model)  # type: ignore[arg-type]  # a model, never its name, once all are loaded
    return steps
