"""A documentation is read from the folder that it is made from."""

from pathlib import Path

from groundswell.connectors.markdown.pages import pages_in


def test_pages_have_their_titles_words_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "index.md").write_text("---\nhide: x\n---\n# Welcome\n\nHello.", encoding="utf-8")
    (tmp_path / "run" / "upgrade.rst").write_text("Upgrading\n=========\n\nDo it.", encoding="utf-8")
    (tmp_path / "run" / "faq.html").write_text("<h1>Often <b>asked</b></h1><p>Why?</p>", encoding="utf-8")
    (tmp_path / "run" / "how-to.txt").write_text("Plain words.", encoding="utf-8")
    found = {each.address: each for each in pages_in(tmp_path, "https://docs.example.org/")}
    assert {address: each.title for address, each in found.items()} == {
        "https://docs.example.org": "Welcome",
        "https://docs.example.org/run/upgrade": "Upgrading",
        "https://docs.example.org/run/faq": "Often asked",
        "https://docs.example.org/run/how-to": "how to",
    }
    assert "hide" not in found["https://docs.example.org"].text
    assert "Why?" in found["https://docs.example.org/run/faq"].text


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.md").write_text("# No", encoding="utf-8")
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "away.md").symlink_to("/etc/hostname")
    (tmp_path / "broken.md").write_bytes(b"# B\xff\x00d\n\nwords")
    assert [each.address for each in pages_in(tmp_path, "https://d.org")] == ["https://d.org/broken"]
