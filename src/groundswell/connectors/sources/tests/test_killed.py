"""A process that reads is killed while the service is ill: in the end everything is as after one good run."""

import random
from pathlib import Path

import pytest

from tests.replay.chats import Workspace
from tests.replay.forum import Forum
from tests.replay.github import Repository
from tests.replay.installation import connected, done, groundswell, known, read_killed
from tests.replay.server import Service, serving

pytestmark = [pytest.mark.slow, pytest.mark.own_database, pytest.mark.django_db]
SOURCES: dict[str, tuple[Service, dict[str, str]]] = {
    "discourse": (Forum(posts=4000), {}),
    "github": (Repository(issues=250), {"repositories": "o/r"}),
    "slack": (Workspace(messages=450), {"channels": "C1"}),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_after_kills_and_faults_everything_is_as_after_one_good_run(kind: str, tmp_path: Path) -> None:
    service, choices = SOURCES[kind]
    dice = random.Random(kind)
    with serving(service) as there:
        connected(tmp_path / "good", kind, there.address, **choices)
        done(groundswell("sync", data=tmp_path / "good"))
        whole = len(there.asked)
        connected(tmp_path / "killed", kind, there.address, **choices)
        there.illness.begin(share=0.3, seed=dice.randrange(1000))
        targets = [dice.randrange(1, max(2, whole // 3)) for _run in range(4)]
        killed = read_killed(tmp_path / "killed", targets, lambda: len(there.asked))
        assert killed >= 2
        assert there.illness.had
    good = known(tmp_path / "good")
    assert good["messages"]
    assert known(tmp_path / "killed") == good
