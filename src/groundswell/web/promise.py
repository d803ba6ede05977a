"""What is stored, and who can read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.web.access import Access, access


@access(Access.PUBLIC)
def promise(request: HttpRequest) -> HttpResponse:
    """Say what exists about whom."""
    return render(request, "web/promise.html")
