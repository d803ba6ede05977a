"""Organisations whose check-ins were published: rosters and ratings in, rows out, made by the gate alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from uuid import UUID, uuid5

from groundswell.checkins import models, queries
from groundswell.checkins.actions import releasing
from groundswell.checkins.rules.periods import ORGANISATION, RATING, PeriodState, Word
from groundswell.engines.disclosure import Answer, Figure, Period, Release, Rules, Scale, release, reporting_groups
from groundswell.kit import clock
from groundswell.people.models import Cell

TEN = Scale(1, 10)
NAMESPACE = UUID("5b1c3a52-9c5e-4c36-a5b4-6b8c9fd0d8a1")

# Person to cell (by its id), or to none.
type Roster = Mapping[str, str | None]


def person(name: str) -> str:
    """Return the id of somebody who exists in these rosters alone."""
    return str(uuid5(NAMESPACE, name))


@dataclass
class Past:
    """The check-ins of one organisation, one after another; `rosters` keeps who was asked for whoever audits it."""

    cells: Mapping[str, Cell]
    rules: Rules = field(default_factory=Rules)
    answering: float = 1.0
    items: Mapping[int, tuple[str, Scale]] = field(default_factory=dict)
    published: dict[str, list[Figure]] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    sprint: int = 0

    @property
    def tree(self) -> dict[str, str | None]:
        """Return every cell to the one above it, as of today."""
        above = {str(each.id): str(each.parent_id) if each.parent_id else ORGANISATION for each in self.cells.values()}
        return {ORGANISATION: None, **above}

    def roster(self, **sizes: int) -> Roster:
        """Return so many people of each cell, by the cell's name; the name "nowhere" is no cell."""
        return {
            person(f"{name}-{number}"): None if name == "nowhere" else str(self.cells[name].id)
            for name, size in sizes.items()
            for number in range(size)
        }

    def publish(self, roster: Roster, causes: Mapping[Word, str] | None = None) -> models.Release:
        """Publish the next check-in with this roster."""
        period = self.closed(roster)
        item, scale = self.items.get(self.sprint, ("", TEN))
        row = self._period_row(period, item, PeriodState.RELEASED)
        decided = self._decide(RATING, period)
        made = models.Release.objects.create(period=row, day=clock.today(), participation=decided.participation)
        releasing._keep(made, RATING, decided, period.groups)
        if item:
            answers = {name: tuple(_on(scale, each) for each in given) for name, given in period.answers.items()}
            other = replace(period, answers=answers, scale=scale)
            releasing._keep(made, item, self._decide(item, other, self._rules_of(row)), other.groups)
        for word, band in (causes or {}).items():
            models.Tally.objects.create(release=made, word=word, band=band)
        return made

    def destroy(self, roster: Roster) -> models.Release:
        """Let the next check-in end without anybody having opened it."""
        row = self._period_row(self.closed(roster), "", PeriodState.DESTROYED)
        return models.Release.objects.create(period=row, day=clock.today(), was_destroyed=True)

    def closed(self, roster: Roster) -> Period:
        """Return the next check-in with this roster after its close; each time everybody's ratings are drawn anew."""
        self.sprint += 1
        groups = reporting_groups(roster, self.tree, self.rules.k)
        answers = {
            group.name: tuple(
                Answer(1 + Random(f"{each} {self.sprint}").randrange(10), TEN)
                for each in sorted(group.people)
                if Random(f"{each}? {self.sprint}").random() < self.answering
            )
            for group in groups
        }
        self.periods.append(Period(self.sprint, groups, answers))
        return self.periods[-1]

    def _rules_of(self, row: models.Period) -> Rules:
        asked = queries.item(row.item, row.item_version)
        return replace(self.rules, k=max(self.rules.k, asked.shown_from if asked else 0))

    def _decide(self, question: str, period: Period, rules: Rules | None = None) -> Release:
        before = self.published.setdefault(question, [])
        made = release(period, parents=self.tree, published=before, rules=rules or self.rules)
        before.extend(made.figures)
        return made

    def _period_row(self, period: Period, item: str, state: PeriodState) -> models.Period:
        key, _space, version = item.rpartition(" ")
        day = clock.today() - timedelta(days=14)
        row = models.Period.objects.create(
            sprint=period.number,
            state=state,
            opened_on=day,
            closes_on=day + timedelta(days=6),
            closed_on=day + timedelta(days=7),
            ended_on=clock.today(),
            k=self.rules.k,
            is_public=queries.plan().is_public,
            item=key,
            item_version=int(version or 0),
            tree=self.tree,
            inner_public=b"0" * 32,
            outer_public=b"0" * 32,
        )
        for group in period.groups:
            models.ReportingGroup.objects.create(period=row, name=group.name, cells=list(group.cells))
            models.RosterEntry.objects.bulk_create(
                [models.RosterEntry(period=row, person=each, group=group.name) for each in sorted(group.people)]
            )
        return row


def _on(scale: Scale, answer: Answer) -> Answer:
    share = (answer.rating - TEN.low) / (TEN.high - TEN.low)
    return Answer(scale.low + round(share * (scale.high - scale.low)), scale)


def cells(names: Sequence[str], parents: Mapping[str, str] | None = None) -> dict[str, Cell]:
    """Make cells by these names, each in the one that `parents` names."""
    made: dict[str, Cell] = {}
    for name in names:
        around = (parents or {}).get(name)
        made[name] = Cell.objects.create(name=name, parent=made[around] if around else None)
    return made
