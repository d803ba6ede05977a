"""Every route: one line a context."""

from django.conf import settings
from django.urls import include, path

from groundswell.connectors.api.urls import of_keys, of_reading

handler400 = "groundswell.web.errors.bad_request"
handler403 = "groundswell.web.errors.forbidden"
handler404 = "groundswell.web.errors.missing"
handler500 = "groundswell.web.errors.broken"

urlpatterns = [
    path("", include("groundswell.connectors.sources.urls")),
    path("", include("groundswell.web.urls")),
    path("", include("groundswell.people.urls")),
    path("", include("groundswell.voices.urls")),
    path("desk/", include("groundswell.voices.desk.urls")),
    path("desk/threads/", include("groundswell.connectors.discourse.urls")),
    path("desk/threads/", include("groundswell.connectors.markdown.urls")),
    path("desk/threads/", include("groundswell.register.threads.urls")),
    path("", include("groundswell.register.urls")),
    path("", include("groundswell.checkins.urls")),
    path("", include("groundswell.propositions.proposing.urls")),
    path("", include("groundswell.propositions.rounds.urls")),
    path("", include("groundswell.epics.urls")),
    path("", include("groundswell.questions.urls")),
    path("", include("groundswell.hours.urls")),
    path("", include("groundswell.teaching.urls")),
    path("", include("groundswell.evidence.urls")),
    path("meetings/", include("groundswell.connectors.captions.urls")),
    path("", include("groundswell.talks.urls")),
    path("mail/", include("groundswell.connectors.mailbox.urls")),
    path("keys/", include(of_keys())),
    path("api/v1/", include((of_reading(), "api"))),
    path("webhooks/", include("groundswell.connectors.announcing.urls")),
    path("chat/", include("groundswell.connectors.chat.urls")),
    path("outside/", include("groundswell.connectors.sending.urls")),
    path("accounts/", include("groundswell.web.accounts.urls")),
]
if settings.DEMO:
    # By name: project and demo stand side by side, and neither imports the other.
    urlpatterns.append(path("demo/", include("groundswell.demo.urls")))
