"""The WSGI application that granian serves."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from groundswell.project import lifeline
from groundswell.web.size import reading_on

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")


def under(path: str, application: "WSGIApplication") -> "WSGIApplication":
    """Serve below a path, whether the proxy before us cuts the path off or passes it on."""

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked: str = environ.get("PATH_INFO", "")
        if asked == path or asked.startswith(f"{path}/"):
            environ["PATH_INFO"] = asked.removeprefix(path) or "/"
        return application(environ, start_response)

    return serve if path else application


lifeline.end_with_parent()
application = reading_on(under(urlsplit(settings.BASE_URL).path.rstrip("/"), get_wsgi_application()))
