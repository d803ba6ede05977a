"""What is too large gets a page that says so, and nothing of it reaches a disk."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from groundswell.web import size

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("path", ["/speak/", "/thread/", "/accounts/login/", "/nowhere/"])
def test_a_request_larger_than_any_form_or_file_of_ours_is_refused_before_it_is_read(
    client: Client, settings: Settings, path: str
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = MEGABYTE
    answer = client.post(path, {"file": SimpleUploadedFile("people.csv", b"a" * 2 * MEGABYTE)})
    assert answer.status_code == 413
    assert "That is more than fits" in answer.text


def test_a_megabyte_of_text_comes_back_filled_in(client: Client) -> None:
    text = "The build is red. " * (MEGABYTE // 18)
    answer = client.post("/speak/", {"text": text, "level": "anonymous"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 422
    assert text in answer.text


def test_no_file_that_somebody_sends_is_laid_down_in_a_temporary_folder(settings: Settings) -> None:
    assert [each.rpartition(".")[2] for each in settings.FILE_UPLOAD_HANDLERS] == ["MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_what_a_browser_still_sends_is_read_to_its_end_up_to_a_limit() -> None:
    assert size.read_on(io.BytesIO(b"a" * 3 * MEGABYTE)) == 3 * MEGABYTE
    assert size.read_on(io.BytesIO(b"a" * 3 * MEGABYTE), most=MEGABYTE) == MEGABYTE
    assert size.read_on(io.BytesIO(b"a"), seconds=0) == 0
