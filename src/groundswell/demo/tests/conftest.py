"""The story, told once for all tests that look at it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from groundswell.demo import story
from groundswell.demo.story import people
from groundswell.demo.story.calendar import Days
from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.kit.seal.passphrase import Cost


@pytest.fixture(scope="module")
def teller(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Teller]:
    """Return everything that was told, in databases that forget it when the module ends."""
    del django_db_setup
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), ExitStack() as undone:
        patch.setattr(people, "DESK_COST", Cost.MINIMUM)
        patch.setattr("django.conf.settings.DATA_FOLDER", tmp_path_factory.mktemp("demo"))
        for alias in connections:
            undone.enter_context(transaction.atomic(using=alias))
        told = Teller(Days(clock.today()))
        for chapter in story.CHAPTERS:
            chapter(told)
        yield told
        for alias in connections:
            transaction.set_rollback(True, using=alias)


def text_of_the_story() -> str:
    """Return every word that the story holds, in its Python and in its data."""
    folder = Path(story.__file__).parent
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()) if file.is_file())
