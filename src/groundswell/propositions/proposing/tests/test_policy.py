"""Who reads a proposition: everybody what is published, the advocates a draft."""

import pytest

from groundswell.kit import clock
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing import policy
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_draft_is_the_advocates_and_what_is_published_is_everybodys(organisation: Cast) -> None:
    draft = Proposition()
    assert policy.may_write(organisation.alice)
    assert policy.may_read(organisation.alice, draft, is_published=False)
    assert not policy.may_write(organisation.bob)
    assert not policy.may_read(organisation.bob, draft, is_published=False)
    assert policy.may_read(organisation.bob, draft, is_published=True)


def test_whoever_has_left_reads_nothing(organisation: Cast) -> None:
    organisation.bob.left_on = clock.today()
    assert not policy.may_read(organisation.bob, Proposition(), is_published=True)
