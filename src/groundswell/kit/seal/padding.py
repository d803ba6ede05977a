"""Padding, so that the length of what is stored tells no more than one of four sizes."""

BUCKETS = (1024, 4096, 16384, 65536)
MARK = b"\x80"


class TooLong(ValueError):
    """The content fits no bucket. `limit` is the most that does, in bytes."""

    def __init__(self) -> None:
        """Say the limit, and nothing of the content."""
        self.limit = BUCKETS[-1] - len(MARK)
        super().__init__(f"longer than {self.limit} bytes")


class NotPadded(ValueError):
    """The bytes were not made by `pad`."""

    def __init__(self) -> None:
        """Say nothing of the content."""
        super().__init__("not padded")


def pad(content: bytes) -> bytes:
    """Fill content up to the next bucket (a size in bytes); raises TooLong.

    A mark byte and zeros follow the content, so content of any bytes comes back exactly.
    """
    for bucket in BUCKETS:
        if len(content) < bucket:
            return (content + MARK).ljust(bucket, b"\0")
    raise TooLong


def unpad(padded: bytes) -> bytes:
    """Return the content that `pad` was given; raises NotPadded."""
    content, mark, zeros = padded.rpartition(MARK)
    if len(padded) not in BUCKETS or not mark or zeros.strip(b"\0"):
        raise NotPadded
    return content
