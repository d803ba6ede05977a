"""Every route of the URL configuration, with what its view declares."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from groundswell.web.access import Access, View

TEACH = (
    'Declare it: `@access(Access.MEMBER, "GET", "POST")` from groundswell.web.access above the view. '
    "The declaration is enforced, and this matrix tries it as everybody and by every method."
)


@dataclass(frozen=True)
class Route:
    """One address, or one shape of addresses."""

    name: str
    pattern: str
    parameters: tuple[str, ...]
    view: View = field(compare=False)

    @property
    def access(self) -> Access | None:
        """Who it is for, as its view declares."""
        return getattr(self.view, "access", None)

    @property
    def methods(self) -> frozenset[str]:
        """By which methods, as its view declares; HEAD comes with GET."""
        declared: frozenset[str] = getattr(self.view, "methods", frozenset())
        return declared | ({"HEAD"} if "GET" in declared else set())

    def path(self, arguments: dict[str, object]) -> str:
        """Return the address for these arguments."""
        return reverse(self.name, kwargs=arguments)

    def __str__(self) -> str:
        return self.name or self.pattern


def routes() -> list[Route]:
    """Return every route once, in order of the configuration."""
    return list({route.pattern: route for route in _walk(get_resolver(), "", ())}.values())


def _walk(resolver: URLResolver, before: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            within = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, pattern, within)
        elif isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name or ""))
            yield Route(name, pattern, tuple(entry.pattern.regex.groupindex), entry.callback)
