"""The organisation: people, cells, communities, projects, roles, sprints, leave."""

from datetime import date
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from groundswell.kit import clock
from groundswell.kit.prepared import Later
from groundswell.people.rules import Audience, Grant, Spell
from groundswell.web.access import Access


class Organisation(models.Model):
    """The one organisation that an installation serves, and what it chose."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    # Monday is 0; the hour is one of the installation's time zone.
    letter_weekday = models.PositiveSmallIntegerField(default=0)
    letter_hour = models.PositiveSmallIntegerField(default=9)
    attention_minutes = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="one_organisation"),
            models.CheckConstraint(condition=Q(letter_weekday__lt=7, letter_hour__lt=24), name="letter_has_its_hour"),
        )

    def __str__(self) -> str:
        return self.name


class SprintStretch(models.Model):
    """Sprints of one length from a day on: what was agreed before stays as it was when the length changes."""

    from_on = models.DateField(primary_key=True)
    days = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ("from_on",)
        constraints = (models.CheckConstraint(condition=Q(days__gt=0), name="sprint_has_days"),)

    def __str__(self) -> str:
        return f"sprint {self.number} on {self.from_on}: {self.days} days each"


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the address that they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this address, whatever its case."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody of the organisation, with or without a cell; also who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    weekly_hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    joined_on = models.DateField(default=clock.today)
    left_on = models.DateField(null=True)
    # Every context has ended what was theirs. On the day of a planned leave nobody clicks: a sweep sees to it.
    is_let_go = models.BooleanField(default=False)

    # A last login would say who came to write something, and when.
    last_login = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="left_after_joining"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # ours is a date, not a flag
        """Whether the person belongs to the organisation today: access ends on the day of leaving."""
        day = clock.today()
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)

    @property
    def is_yet_to_join(self) -> bool:
        """Whether the person's first day is still to come."""
        return self.joined_on > clock.today()

    def may_open(self, kind: Access) -> bool:
        """Tell whether a route declared for `kind` is open to this person."""
        from groundswell.people import policy  # noqa: PLC0415 - policy reads these models

        return policy.may_open(self, kind)

    def audiences(self) -> frozenset[str]:
        """Return the audiences that this person belongs to."""
        from groundswell.people import policy  # noqa: PLC0415 - policy reads these models

        return policy.audiences_of(self)


class Cell(models.Model):
    """A self-managing team. A cell may lie inside another (a tree, never a cycle)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    # What it was called: words that name it so still tell of whom they are.
    former_names = models.JSONField(default=list)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a cell from a day (included) to a day (excluded); at most one cell at a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="membership_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=("person",), condition=Q(until_on=None), name="one_open_membership"),
        )

    @property
    def spell(self) -> Spell:
        """The days on which it holds."""
        return Spell(self.from_on, self.until_on)


class Served(models.Model):
    """What an advocate serves besides cells: an outside community, or a project."""

    class Kind(models.TextChoices):
        """The two kinds."""

        COMMUNITY = "community", "community"
        PROJECT = "project", "project"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    name = models.CharField(max_length=200, unique=True)
    default_audience = models.CharField(
        max_length=12, choices=[(rung.value, rung.value) for rung in Audience], default=Audience.ORGANISATION
    )
    channels = models.JSONField(default=list)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A named duty with hours per period, and what it allows its holder to open."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    grant = models.CharField(max_length=13, choices=[(grant.value, grant.value) for grant in Grant], default=Grant.NONE)
    duties = models.JSONField(default=list)
    hours_per_sprint = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """A role held by a person from a day (included) to a day (excluded), within a scope (none: all of it)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="role_assignments")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    cells = models.ManyToManyField(Cell, related_name="+")
    served = models.ManyToManyField(Served, related_name="+")

    class Meta:
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="assignment_ends_after_it_begins"
            ),
        )

    @property
    def spell(self) -> Spell:
        """The days on which it holds."""
        return Spell(self.from_on, self.until_on)


class Leave(models.Model):
    """Days (both included) on which a person is away."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leave")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="leave_ends_after_it_begins"),)


class Milestone(models.Model):
    """A named day of every sprint: day 1 is its first."""

    name = models.CharField(max_length=200, unique=True)
    day = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """The weekly letter of a day, and how far it has gone.

    People get it in the order of their ids, which are random: so one id says who has it, and tells nothing else.
    """

    day = models.DateField(primary_key=True)
    # The last person whose letter was begun; None before the first.
    reached = models.UUIDField(null=True)
    # The worker that sends it holds it until then, and renews that; afterwards another may go on.
    held_until = models.DateTimeField(null=True)
    is_complete = models.BooleanField(default=False)
    # A machine that was off sends it later than on its day; None before it has gone to everyone.
    complete_on = models.DateField(null=True)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return str(self.day)


class AskOfAll(models.Model):
    """Minutes that were asked of everybody in a sprint, and why where it is more than the organisation agreed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    what = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("asked_on", "id")
        indexes = (models.Index("asked_on", name="ask_of_all_day"),)

    def __str__(self) -> str:
        return self.what


class Session(AbstractBaseSession):
    """A signed-in browser. It names its person, so that leaving can end it at once."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store that writes these rows."""
        from groundswell.people.sessions import SessionStore  # noqa: PLC0415 - the store imports this model

        return SessionStore


def today_within(prefix: str = "") -> Q:
    """Return the condition that a dated row (from_on, until_on) holds today."""
    return within(clock.today(), prefix)


def within(day: date | Later, prefix: str = "") -> Q:
    """Return the condition that a dated row (from_on, until_on) holds on this day."""
    return Q(**{f"{prefix}from_on__lte": day}) & (
        Q(**{f"{prefix}until_on": None}) | Q(**{f"{prefix}until_on__gt": day})
    )
