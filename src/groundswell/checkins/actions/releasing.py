"""The answers are opened, what may be published is, and they are destroyed. Nothing else ever looks at two answers.

The gate decides outside of the transaction, so that nobody waits for it: a closed period changes no more, and of all
closed ones only the oldest can be released.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import batched

from django.db import transaction

from groundswell.checkins import models, queries, refusals, sealing
from groundswell.checkins.actions.closing import forget_answers
from groundswell.checkins.models import Period
from groundswell.checkins.queries.rosters import groups_kept
from groundswell.checkins.rules import answers
from groundswell.checkins.rules.answers import Said
from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import ORGANISATION, RATING, PeriodState, Word
from groundswell.engines import disclosure
from groundswell.engines.disclosure import Answer, BadPeriod, Group, Rules, Scale
from groundswell.kit import audit, clock
from groundswell.kit.seal.boxes import KeyPair, Unopenable, open_sealed
from groundswell.voices.queries.proposals import Unlocked

AT_ONCE = 500
type SaidBy = Mapping[str, Sequence[Said]]


@dataclass(frozen=True)
class _Decided:
    """What the gate made of a period: a release for each question, and a band for each cause."""

    by_question: Mapping[str, disclosure.Release]
    tallies: Mapping[Word, str]
    groups: Sequence[Group]


def release_check_in(*, unlocked: Unlocked, sprint: int) -> None:
    """Open the answers of a closed check-in, publish what may be published, and destroy them. Raises Refused."""
    period = _closed(sprint)
    inner, outer = _keys(period, unlocked)
    try:
        decided = _decided(period, _opened(period, inner, outer))
    except BadPeriod:
        # The gate met what another reader published while these answers were being opened.
        if Period.objects.filter(sprint=sprint, state=PeriodState.CLOSED).exists():
            raise
        raise refusals.released_already(sprint) from None
    _publish(period, decided, unlocked)


def _closed(sprint: int) -> Period:
    period = Period.objects.filter(sprint=sprint).first()
    if period is None or period.state == PeriodState.OPEN:
        raise refusals.not_closed(sprint)
    if period.state != PeriodState.CLOSED:
        raise refusals.released_already(sprint)
    oldest = queries.periods_closed()[0]
    if oldest.sprint != sprint:
        raise refusals.another_first(sprint, oldest.sprint)
    return period


def _keys(period: Period, unlocked: Unlocked) -> tuple[KeyPair, KeyPair]:
    inner, outer = _inner_pair(period, unlocked), sealing.outer_pair_kept(period.sprint)
    if inner is None:
        raise refusals.no_key(period.sprint)
    if outer is None or outer.public != bytes(period.outer_public):
        raise refusals.no_outer_key(period.sprint)
    return inner, outer


def _inner_pair(period: Period, unlocked: Unlocked) -> KeyPair | None:
    for share in period.shares.filter(key__in=list(unlocked.pairs)):
        try:
            pair = KeyPair.of_private(open_sealed(unlocked.pairs[share.key], bytes(share.sealed)))
        except Unopenable:
            continue
        if pair.public == bytes(period.inner_public):
            return pair
    return None


def _opened(period: Period, inner: KeyPair, outer: KeyPair) -> dict[str, list[Said]]:
    """Return what was said in each group; what no ballot wrote opens as nothing and counts as nothing."""
    found: dict[str, list[Said]] = {}
    for some in batched(period.answers.values_list("group", "sealed").iterator(AT_ONCE), AT_ONCE):
        for group, sealed in some:
            said = sealing.open_answer(bytes(sealed), inner=inner, outer=outer)
            if said is not None:
                found.setdefault(group, []).append(said)
    return found


# ---------------------------------------------------------------- what may be published


def _decided(period: Period, said_by: SaidBy) -> _Decided:
    groups = groups_kept(period)
    item = queries.item(period.item, period.item_version)
    questions = {RATING: None} | ({str(item): item} if item else {})
    by_question = {
        question: _through_the_gate(period, groups, said_by, question, asked) for question, asked in questions.items()
    }
    return _Decided(by_question, _tallies(period, by_question[RATING], groups, said_by), groups)


def _through_the_gate(
    period: Period, groups: tuple[Group, ...], said_by: SaidBy, question: str, item: Item | None
) -> disclosure.Release:
    given = {name: _answers(question, said, item) for name, said in said_by.items()}
    scale = Scale(item.low, item.high) if item else Scale(period.scale_low, period.scale_high)
    return disclosure.release(
        disclosure.Period(period.sprint, groups, given, scale),
        parents=period.tree,
        published=queries.published_of(question),
        rules=Rules(k=max(period.k, item.shown_from if item else 0)),
    )


def _answers(question: str, said: Sequence[Said], item: Item | None) -> tuple[Answer, ...]:
    found = []
    for each in said:
        scale = answers.scale_of(question, each, item)
        if scale is not None:
            found.append(Answer(each.rating if question == RATING else each.choice or 0, scale))
    return tuple(found)


def _tallies(period: Period, release: disclosure.Release, groups: Sequence[Group], said_by: SaidBy) -> dict[Word, str]:
    """Count each cause among those whom the organisation's own figure counts, and nobody else.

    So a count is about the same people as a figure that passed the gate, in every sprint, and no difference of two
    counts tells more than the differences of figures do.
    """
    whole = [figure for figure in release.figures if figure.unit == ORGANISATION]
    if not whole:
        return {}
    widest = max(whole, key=lambda figure: len(figure.counted[0].people))
    counted = [said for name in _groups_behind(widest, groups) for said in said_by.get(name, ())]
    return {
        word: disclosure.band_of_word(sum(said.cause == word for said in counted), len(counted), period.k) or ""
        for word in Word
    }


def _groups_behind(figure: disclosure.Figure, groups: Sequence[Group]) -> list[str]:
    people = figure.counted[0].people
    return [group.name for group in groups if group.people <= people]


# ---------------------------------------------------------------- kept for good


@transaction.atomic
def _publish(period: Period, decided: _Decided, unlocked: Unlocked) -> None:
    today = clock.today()
    waiting = Period.objects.filter(sprint=period.sprint, state=PeriodState.CLOSED)
    if not waiting.update(state=PeriodState.RELEASED, ended_on=today):
        raise refusals.released_already(period.sprint)
    participation = decided.by_question[RATING].participation
    row = models.Release.objects.create(period=period, day=today, participation=participation)
    for question, release in decided.by_question.items():
        _keep(row, question, release, decided.groups)
    models.Tally.objects.bulk_create(
        models.Tally(release=row, word=word, band=band) for word, band in decided.tallies.items()
    )
    forget_answers(period)
    by = unlocked.reader.id
    audit.record(actor=by, verb="release_check_in", context="checkins", object_id=period.sprint)


def _keep(row: models.Release, question: str, release: disclosure.Release, groups: Sequence[Group]) -> None:
    figures = models.Figure.objects.bulk_create(
        _figure_row(row, question, figure, groups) for figure in release.figures
    )
    models.Decision.objects.bulk_create(
        models.Decision(
            release=row,
            question=question,
            cell=decision.cell,
            kind=decision.kind or "",
            figure=None if decision.figure is None else figures[decision.figure],
            reason=decision.reason or "",
        )
        for decision in release.decisions
    )


def _figure_row(
    row: models.Release, question: str, figure: disclosure.Figure, groups: Sequence[Group]
) -> models.Figure:
    return models.Figure(
        release=row,
        question=question,
        kind=figure.kind,
        unit=figure.unit,
        cells=list(figure.cells),
        without=list(figure.without),
        groups=_groups_behind(figure, groups),
        scale_low=figure.scale.low,
        scale_high=figure.scale.high,
        mean=_decimal(figure.mean),
        low=_decimal(figure.low),
        high=_decimal(figure.high),
        answers=figure.answers,
    )


def _decimal(halves: Fraction) -> Decimal:
    """Return a multiple of one half, exactly."""
    return Decimal(halves.numerator) / Decimal(halves.denominator)
