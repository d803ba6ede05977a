"""HTML to plain prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.prose import prose_of


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;i&gt;", "a & b <i>"),
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<ul><li>a</li><li><b>b</b></li></ul>", "- a\n- b"),
        ("<pre><code>x\n  y</code></pre>", "```\nx\n  y\n```"),
        ("<blockquote><p>old</p></blockquote><p>new</p>", "> old\n\nnew"),
        ('<aside class="quote"><blockquote>deep</blockquote></aside>x', "> > deep\n\nx"),
        ('<a href="javascript:x">link</a>', "link"),
        ('<img class="emoji" alt=":+1:">', ":+1:"),
        ('a <img src="x" alt="plan"> b', "a  [picture: plan]  b"),
        (f'<img src="data:image/png;base64,{"A" * 99}">', "[picture]"),
        (f"data:image/png;base64,{'A' * 99}== end", "[picture] end"),
        ("a<script>alert(1)</script><style>x</style>b<!-- no -->", "ab"),
        ("a<script>never closed", "a"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "| a | b"),
        ("a\x00b\x07", "ab"),
        ("<hr><h1>T</h1>x", "T\n\nx"),
    ],
)
def test_words_are_kept_and_markup_is_not(html: str, words: str) -> None:
    assert prose_of(html) == words


@given(st.text("<>/ab =\"'&;!-pre \n", max_size=60))
def test_nothing_that_is_written_raises(html: str) -> None:
    assert isinstance(prose_of(html), str)
