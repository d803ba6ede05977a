"""The one style sheet and the one script, joined from ``styles/`` and ``elements/``.

``python -m groundswell.web.assets`` writes them (``./dev fix`` runs it); a test fails when they are out of date.
The order of files does not matter: cascade layers, named in ``00-layers.css``, decide.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
STYLE_SHEET = HERE / "static" / "web" / "groundswell.css"
SCRIPT = HERE / "static" / "web" / "groundswell.js"
BANNER = "/* Joined by `python -m groundswell.web.assets`: edit web/styles or web/elements instead. */\n"


def style_sheet() -> str:
    """Return the joined style sheet, a line for each rule, without comments and without blanks that say nothing."""
    joined = "\n".join(_texts("styles", "css"))
    bare = re.sub(r"/\*.*?\*/", "", joined, flags=re.DOTALL)
    bare = re.sub(r";(\s*\})", r"\1", bare)
    lines = (re.sub(r"^([a-z-]+): ", r"\1:", line.strip()).replace(" {", "{") for line in bare.splitlines())
    ruled = re.sub(r"(?<=[{;])\n|\n(?=\})", "", "\n".join(line for line in lines if line))
    return BANNER + re.sub(r"\s*([,>])\s+", r"\1", re.sub(r"(?<=\()([a-z-]+): ", r"\1:", ruled)) + "\n"


def script() -> str:
    """Return the joined script, without lines of comment, indentation and the ends of lines that say nothing.

    Each file keeps its names to itself.
    """
    bare = (re.sub(r"^\s*//.*\n|^ +", "", text, flags=re.MULTILINE) for text in _texts("elements", "js"))
    bare = (re.sub(r"(?<=[{;,(\n])\n+|\n+(?=[})])", "", text) for text in bare)
    parts = [f"{{{text.strip()}}}\n" for text in bare]
    return BANNER + '"use strict";\n' + "".join(parts)


def write() -> None:
    """Write both files where they are out of date."""
    for file, text in ((STYLE_SHEET, style_sheet()), (SCRIPT, script())):
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def _texts(folder: str, ending: str) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted((HERE / folder).glob(f"*.{ending}"))]


if __name__ == "__main__":
    write()
