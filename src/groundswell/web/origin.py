"""Where a form came from, as far as the browser says."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_forged(request: HttpRequest) -> bool:
    """Tell whether another site sent this form.

    Browsers that do not say Sec-Fetch-Site may say Origin; one that says neither is let in, and so is `null`,
    which strict browsers say on pages like ours.
    """
    if request.method in _SAFE:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    return request.headers.get("Origin", "null") not in {"null", *_own_origins(request)}


def is_ours(request: HttpRequest) -> bool:
    """Tell whether the browser itself says that a page of ours sent this form; over plain http it says Origin alone."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin", "") in _own_origins(request)


def may_be_ours(request: HttpRequest) -> bool:
    """Tell whether the browser does not say that another site sent this form.

    Over plain http it cannot say so, and behind a proxy that changes the name of the host our own pages look foreign.
    """
    return request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}


def _own_origins(request: HttpRequest) -> set[str]:
    base = urlsplit(settings.BASE_URL)
    return {
        f"{request.scheme}://{request.get_host()}",
        f"{base.scheme}://{base.netloc}",
        *settings.CSRF_TRUSTED_ORIGINS,
    }
