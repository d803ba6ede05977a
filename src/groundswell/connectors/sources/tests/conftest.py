"""A forum that runs on this machine, connected as a source."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from groundswell.connectors.sources import actions
from groundswell.connectors.sources.actions import SourceWords
from groundswell.connectors.sources.kinds import CONNECTORS
from tests.replay.forum import Forum
from tests.replay.server import Running, serving

FORUM = Forum(posts=260)


@pytest.fixture
def forum() -> Iterator[Running]:
    with serving(FORUM) as there:
        yield there


@pytest.fixture
def source(forum: Running) -> UUID:
    return connected_to(forum.address)


def connected_to(address: str, **more: object) -> UUID:
    told: dict[str, object] = {"name": "Forum", "hook": "s3cret", "a_minute": 1e9, **more}
    words = SourceWords(address=address, **told)  # type: ignore[arg-type]
    return actions.connect_source(by=None, connector=CONNECTORS["discourse"], words=words)
