"""A visitor of the pages without a server between."""

from urllib.parse import urljoin

from django.test import Client

from groundswell.people.models import Person
from groundswell.project.attacks.browser import Page


class Inside:
    """Opens pages in this process, as somebody or as a stranger."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client()
        if person is not None:
            self.client.force_login(person)

    def get(self, address: str) -> Page:
        answer = self.client.get(address)
        while target := answer.headers.get("Location"):
            address = urljoin(address, target)
            answer = self.client.get(address)
        return Page(address, answer.status_code, answer.text)
