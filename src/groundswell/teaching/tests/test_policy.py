"""Who takes the second look at a story that goes to everybody: never whoever opened it or wrote it last."""

import pytest

from groundswell.people import actions as people
from groundswell.people.rules import Grant
from groundswell.teaching import policy
from groundswell.teaching.models import Piece
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_second_look_is_a_second_pair_of_eyes(organisation: Cast) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.PLANNER), person=organisation.dana)
    opened = Piece(widened_by=organisation.alice, written_by=organisation.bob)
    assert not policy.may_look(organisation.alice, opened), "she opened it"
    assert not policy.may_look(organisation.bob, opened), "he wrote it"
    assert not policy.may_look(organisation.charlie, opened), "no role of his looks"
    assert policy.may_look(organisation.dana, opened)
    assert not policy.may_look(organisation.dana, Piece(written_by=organisation.bob)), "nobody opened it"
