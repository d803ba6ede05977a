"""Tables as other people's tools write them: their letters, their first line, their broken ends."""

from pathlib import Path

import pytest

from groundswell.kit.tables import Unreadable
from groundswell.kit.tables.reading import Shape, read
from groundswell.kit.tables.wide import read_wide

PLAIN = "name,hours\nJörg,2\n"
SHAPE = Shape(columns=("name", "hours"), required=("name",), nobody="Nobody.", too_many="Too many.")


def rows_of(path: Path, content: bytes) -> list[tuple[int, list[str]]]:
    path.write_bytes(content)
    return list(read_wide(path, ("name", "hours")).rows)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name,hours\nJörg,2\nJ\u0081rg,2\n".encode("latin-1"), 3),
        (b"\xef\xbb\xbfname,hours\n" + "Jörg,2\n".encode("latin-1"), 2),
        (PLAIN.encode("utf-16") + b"x", 3),
        (b"name,hours\nJo\0rg,2\n", 2),
    ],
    ids=["Windows-1252 with a byte that means nothing", "a mark of UTF-8 that is wrong", "half a letter", "a zero"],
)
def test_a_large_table_with_letters_that_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, content: bytes, line: int
) -> None:
    with pytest.raises(Unreadable) as refused:
        rows_of(tmp_path / "hours.csv", content)

    assert refused.value.sentence == f"Line {line} is not text. Save the table as CSV (UTF-8) and try again."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_large_table_is_read_in_whatever_letters_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    assert rows_of(tmp_path / "hours.csv", PLAIN.encode(encoding)) == [(2, ["Jörg", "2"])]


@pytest.mark.parametrize("above", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\r\n\r\n"])
def test_the_line_that_tells_excel_what_parts_the_values_is_no_head(tmp_path: Path, above: str) -> None:
    text = f"{above}name;hours\r\nJörg;2\r\n"

    assert [values for _line, values in rows_of(tmp_path / "hours.csv", text.encode())] == [["Jörg", "2"]]
    assert [dict(row.values) for row in read(text, SHAPE).rows] == [{"name": "Jörg", "hours": "2"}]


def test_a_table_of_nothing_but_that_line_is_refused() -> None:
    with pytest.raises(Unreadable, match="There is no column “name”"):
        read("sep=;\r\n", SHAPE)
