"""What a conversation was about, and where it was held: `summary.csv` of Polis, a name and a value in each row."""

import csv
from dataclasses import dataclass
from io import StringIO

from groundswell.connectors.polis.numbers import shortened
from groundswell.connectors.polis.refusals import BadTable

TOPIC, ADDRESS, ABOUT = "topic", "url", "conversation-description"
CELLS = 2


@dataclass(frozen=True)
class Summary:
    """The title of a conversation, its address, and what it says of itself; each may be empty."""

    topic: str = ""
    address: str = ""
    about: str = ""


def read_summary(content: bytes) -> Summary:
    """Return what the file says; raises BadTable. Numbers that can be counted from the votes are not read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise BadTable(f"Line {line} is no text in UTF-8. Save the table as CSV (UTF-8), and try again.") from fault
    reader, found = csv.reader(StringIO(text, newline=""), strict=True), dict[str, str]()
    try:
        for row in reader:
            if len(row) == CELLS:
                found.setdefault(row[0].strip().lower().replace("_", "-"), row[1].strip())
            elif any(cell.strip() for cell in row):
                raise BadTable(
                    f"Line {reader.line_num} has {len(row)} cells, beginning with “{shortened(row[0])}”. "
                    "A summary has two: a name and a value."
                )
    except csv.Error as fault:
        raise BadTable(f"Line {reader.line_num} cannot be read as CSV: {fault}.") from fault
    return Summary(found.get(TOPIC, ""), found.get(ADDRESS, ""), found.get(ABOUT, ""))
