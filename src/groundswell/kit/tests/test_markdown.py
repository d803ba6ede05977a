"""Markdown that somebody wrote stands on our pages: whatever they wrote, nothing runs and nothing is loaded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.markdown import html_of

PIECES = (
    *("<script>alert(1)</script>", "[a](javascript:alert(1))", "![i](https://tracker.example/p.gif)", "<img src=x>"),
    *("# H", "\n\n", "> q", "`code`", "<a href='data:text/html,x'>", "&lt;script&gt;", "| a |\n|---|\n| b |", "* x\n"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_nothing_runs_and_nothing_is_loaded(pieces: list[str]) -> None:
    html = html_of("".join(pieces)).lower()
    for harm in ("<script", "<img", "<iframe", 'javascript:alert(1)"', 'href="data:', " onerror="):
        assert harm not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Big", "<h2>Big</h2>"),
        ("###### Small", "<h6>Small</h6>"),
        ("```\n# code\n```", "# code"),
        ("a *b* **c**", "<em>b</em> <strong>c</strong>"),
        ("[a](https://x.example)", 'rel="noopener noreferrer nofollow"'),
        ("| a |\n|---|\n| b |", "<td>b</td>"),
        ("https://a.example/one/two/three", "https://a.example/one/tw<wbr>o/three"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("`" + "x" * 60 + "`", f"<code>{'x' * 60}</code>"),
        ("", ""),
    ],
)
def test_what_people_write_looks_as_they_mean_it(text: str, html: str) -> None:
    assert html in html_of(text)


def test_a_heading_of_the_sixth_rank_stays_a_heading() -> None:
    assert "<h6>Small</h6>" in html_of("##### Small")
