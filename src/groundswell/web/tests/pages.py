"""Pages of each kind, for the tests of the shell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from groundswell.project import urls as product
from groundswell.web.access import Access, access

handler400 = product.handler400
handler403 = product.handler403
handler404 = product.handler404
handler500 = product.handler500

CANARY = "canary-of-a-sentence-that-nobody-may-find"
SEEN: list[dict[str, str]] = []


@access(Access.COOKIELESS, "GET", "POST")
def speak(request: HttpRequest) -> HttpResponse:
    """Remember what the view could see, and try to leave a cookie."""
    SEEN.append({name: str(value) for name, value in request.META.items() if name.startswith("HTTP_")})
    response = HttpResponse(request.POST.get("text", "form"))
    response.set_cookie("seen", "yes")
    return response


@access(Access.COOKIELESS, "GET", "POST")
def break_anonymously(request: HttpRequest) -> HttpResponse:
    """Break with what was sent in the message, in a local value and in the cause."""
    words = request.POST.get("text", CANARY)
    try:
        int(words)
    except ValueError as cause:
        raise RuntimeError(words) from cause
    return HttpResponse(words)


@access(Access.MEMBER, "GET", "POST")
def member_page(request: HttpRequest) -> HttpResponse:
    """Show a page to members."""
    return render(request, "web/promise.html")


@access(Access.MEMBER, "POST")
def member_act(request: HttpRequest) -> HttpResponse:
    """Do something for members."""
    del request
    return HttpResponse("done")


REFUSALS = {
    "person": PermissionError(),
    "nothing": LookupError(),
    "file": PermissionError(13, "Permission denied"),
    "key": KeyError("lost"),
}


@access(Access.MEMBER, "POST")
def member_act_refused(request: HttpRequest) -> HttpResponse:
    """Be refused by an action, or break."""
    raise REFUSALS[request.POST["why"]]


@access(Access.READER)
def reader_page(request: HttpRequest) -> HttpResponse:
    """Show a page to readers."""
    return render(request, "web/promise.html")


@access(Access.PUBLIC)
def nothing(request: HttpRequest) -> HttpResponse:
    """Find nothing."""
    del request
    raise Http404(CANARY)


@access(Access.PUBLIC, "GET", "POST")
def break_openly(request: HttpRequest) -> HttpResponse:
    """Break."""
    raise ValueError(request.POST.get("text", CANARY))


urlpatterns = [
    path("speak/", speak),
    path("speak/break/", break_anonymously),
    path("member/", member_page),
    path("member/act/", member_act),
    path("member/act/refused/", member_act_refused),
    path("reader/", reader_page),
    path("nothing/", nothing),
    path("break/", break_openly),
    path("", include(product.urlpatterns)),
]
