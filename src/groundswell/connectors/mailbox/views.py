"""The page behind the link: a look changes nothing, the button says "it was me"."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from groundswell.connectors.mailbox import actions, queries
from groundswell.connectors.mailbox.asking import question_of
from groundswell.people import queries as people
from groundswell.voices import queries as voices
from groundswell.web.access import Access, access


@access(Access.PUBLIC, "GET", "POST")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether a mail is really from whom it names."""
    question = question_of(token)
    person = people.active_people().filter(id=question.person).first() if question else None
    if question is None or person is None:
        raise Http404
    if request.method == "POST":
        actions.confirm(question.mark)
        return HttpResponseRedirect(request.path, status=HTTPStatus.SEE_OTHER)
    offered = voices.readers_today()
    ticked = voices.ticked_for(person, offered)
    names = [reader.name for reader in offered if reader.key in ticked]
    return render(request, "mailbox/confirm.html", {"asked": queries.asked(question.mark), "names": names})
