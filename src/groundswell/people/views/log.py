"""What was done here lately, as counts: for every member."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import audit
from groundswell.kit.audit import words
from groundswell.web.access import Access, access

SHORT, LONG = 14, 90


@dataclass(frozen=True)
class Done:
    """Something that was done, how often lately, and how often in a longer time."""

    words: str
    short: int
    long: int


@access(Access.MEMBER)
def log(request: HttpRequest) -> HttpResponse:
    """Show how often each thing was done, never by whom or to whom."""
    lately = {(count.context, count.verb): count.times for count in audit.count_by_verb(SHORT)}
    done = [
        Done(words.of(count.context, count.verb), lately.get((count.context, count.verb), 0), count.times)
        for count in audit.count_by_verb(LONG)
    ]
    number, digest = audit.head()
    shown = {"done": done, "short": SHORT, "long": LONG, "number": number, "digest": digest[:16]}
    return render(request, "people/log.html", shown)
