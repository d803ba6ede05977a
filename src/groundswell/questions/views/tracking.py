"""A thread is followed by its link, and somebody tells what happened in it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people.answering import attempt, sent, tried, who
from groundswell.questions import actions
from groundswell.questions.forms import TrackForm
from groundswell.questions.rules.turns import Turn
from groundswell.questions.views.answering import back_to, item_of, page, see
from groundswell.web.access import Access, access

if TYPE_CHECKING:
    from groundswell.questions.models import Item


@access(Access.MEMBER, "GET", "POST")
def track(request: HttpRequest) -> HttpResponse:
    """Follow a thread by its link; one that is known already is shown."""
    form = TrackForm(sent(request))
    made: list[Item] = []
    if tried(form, lambda: made.append(actions.track(by=who(request), **form.cleaned_data))):
        return back_to(request, made[0], _("It stands in the queue."))
    return page(request, "track", {}, form)


@access(Access.MEMBER, "POST")
def tell_turn(request: HttpRequest, item: int) -> HttpResponse:
    """Say what happened in such a thread; sent with `undo`, take back what was told last."""
    found, turn = item_of(request, item), request.POST.get("turn", "")
    if "undo" in request.POST:
        if attempt(request, lambda: actions.take_back_turn(by=who(request), item=found)):
            return back_to(request, found, _("Taken back. It stands as before."), "turn")
        return see(found)
    if turn in set(Turn) and attempt(request, lambda: actions.tell_turn(by=who(request), item=found, turn=Turn(turn))):
        return back_to(request, found, _("Kept."), "turn")
    return see(found)
