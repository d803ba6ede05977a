"""The editors of themes and of ordinary words."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent
from groundswell.register import actions
from groundswell.register.forms import OrdinaryWordsForm, ThemeForm
from groundswell.register.models import OrdinaryWord, Theme
from groundswell.register.queries import lists
from groundswell.register.views.answering import page, person_of, see, tried
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def themes(request: HttpRequest) -> HttpResponse:
    """Show the themes, and add one."""
    form = ThemeForm(sent(request))
    if tried(form, lambda said: actions.add_theme(by=person_of(request), name=str(said["name"]))):
        return see("themes")
    return page(request, "themes", {"themes": lists.themes_with_counts()}, form)


@access(Access.ADVOCATE, "GET", "POST")
def ordinary_words(request: HttpRequest) -> HttpResponse:
    """Show the organisation's own ordinary words, and replace them."""
    now = "\n".join(OrdinaryWord.objects.values_list("word", flat=True))
    form = OrdinaryWordsForm(sent(request), initial={"words": now})
    if tried(form, lambda said: actions.set_ordinary_words(by=person_of(request), text=str(said["words"]))):
        return see("ordinary_words")
    return page(request, "ordinary_words", {}, form)


@access(Access.ADVOCATE, "GET", "POST")
def rename(request: HttpRequest, theme: UUID) -> HttpResponse:
    """Give a theme another name."""
    found = _theme(theme)
    form = ThemeForm(sent(request), initial={"name": found.name})
    if tried(form, lambda said: actions.rename_theme(by=person_of(request), theme=found, name=str(said["name"]))):
        return see("themes")
    return page(request, "rename_theme", {"theme": found}, form)


@access(Access.ADVOCATE, "POST")
def change(request: HttpRequest, theme: UUID, act: str) -> HttpResponse:
    """Retire a theme, offer it again, or remove it."""
    deed: Callable[..., None] | None = _ACTS.get(act)
    if deed is None:
        raise Http404
    found, by = _theme(theme), person_of(request)
    attempt(request, lambda: deed(by=by, theme=found))
    return see("themes")


_ACTS: dict[str, Callable[..., None]] = {
    "retire": actions.retire_theme,
    "offer": actions.offer_theme,
    "remove": actions.remove_theme,
}


def _theme(theme: UUID) -> Theme:
    found = Theme.objects.filter(id=theme).first()
    if found is None:
        raise Http404
    return found
