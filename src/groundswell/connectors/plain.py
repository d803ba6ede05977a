"""Plain words of foreign text: nothing a database refuses, nothing that changes how a page reads."""

import re

# Controls (but tab and line feed), the marks that turn or isolate the direction of other words, and lone surrogates.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n ?")

EMOJI = {
    "+1": "👍", "-1": "👎", "100": "💯", "blush": "😊", "clap": "👏", "cry": "😢", "crossed_fingers": "🤞",
    "eyes": "👀", "grin": "😁", "grinning": "😀", "heart": "❤️", "joy": "😂", "laughing": "😆", "ok_hand": "👌",
    "pray": "🙏", "raised_hands": "🙌", "rocket": "🚀", "slight_frown": "🙁", "slight_smile": "🙂",
    "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃", "sparkles": "✨", "sweat_smile": "😅", "tada": "🎉",
    "thinking": "🤔", "thumbsup": "👍", "warning": "⚠️", "wave": "👋", "white_check_mark": "✅", "wink": "😉",
}  # fmt: skip  # a table reads better in rows
_SHORTCODE = re.compile(r"(?<![\w:]):([a-z0-9_+-]{1,40}):(?!\w)")


def storable(text: str) -> str:
    """Return the text without control and direction marks, its line ends made line feeds; any database can keep it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", lines))


def tidy(text: str) -> str:
    """Return storable text with every run of blanks made one, and no blanks around line ends."""
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", storable(text))).strip()


def with_emoji(text: str) -> str:
    """Return the text with the commonest `:shortcodes:` drawn; the others stay as they were typed."""
    return _SHORTCODE.sub(lambda match: EMOJI.get(match[1], match[0]), text)
