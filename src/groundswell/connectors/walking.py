"""Reading by what changed last: pages that begin where the last one ended, so that nothing slips by between pages."""

from collections.abc import Callable, Iterator

from groundswell.connectors.reading import Row

type Page = Callable[[str, int], list[Row]]


def by_update(page: Page, since: str, *, size: int, updated: Callable[[Row], str]) -> Iterator[tuple[list[Row], str]]:
    """Yield pages of what was changed at or after `since` (oldest change first), each with where to go on.

    `page` returns so many rows from a moment on. Numbers of pages move while things change; moments do not. Only where
    a whole page changed at one moment, the next page of that moment is asked for.
    """
    number = 1
    while True:
        rows = page(since, number)
        last = max((updated(row) for row in rows), default="")
        if last > since:
            since, number = last, 1
        else:
            number += 1
        if rows:
            yield rows, since
        if len(rows) < size:
            return
