"""By what a forum's people are known: their number, which stays when they take another handle; else their handle."""


def key_of(number: object, handle: str) -> str:
    """Return the key of somebody; "" where neither is said."""
    return str(number) if _is_number(number) else key_of_handle(handle)


def also_of(number: object, handle: str) -> str:
    """Return the other key, under which pages and older readings name them; "" where there is none."""
    return key_of_handle(handle) if _is_number(number) else ""


def key_of_handle(handle: str) -> str:
    """Return the key of whoever only a handle is known of; one of digits alone is nobody's number."""
    known = handle.lower()
    return f"@{known}" if known.isdecimal() else known


def _is_number(number: object) -> bool:
    return isinstance(number, int)
