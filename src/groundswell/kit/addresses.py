"""How mail addresses are compared."""

_SMALL = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


def as_stored(address: str) -> str:
    """Return a typed address as it is stored: without blanks, A to Z in lower case, every other letter as it is.

    Some other letters turn into a to z when they are lowered (the sign for kelvin, for one), and whoever has the
    mailbox that is written with them is somebody else.
    """
    return address.strip().translate(_SMALL)
