"""Short forms of names, as far as they follow from the names themselves or are known to everybody."""

from collections.abc import Collection, Iterator

_SHORTEST = 3
_LONGEST_CUT = 2

# Short forms that are no beginning of their name.
_IRREGULAR = {
    "abigail": ("gail",), "albert": ("bert",), "aleksandra": ("ola", "sasha"), "alexander": ("sasha", "xander"),
    "alexandra": ("sasha", "sandra"), "andrew": ("drew",), "anna": ("annie", "ania"), "anthony": ("tony",),
    "barbara": ("babs",), "catherine": ("kate", "kathy", "katie", "kitty"), "charles": ("chuck", "charlie"),
    "christina": ("tina",), "christopher": ("kit", "topher"), "daniela": ("ela",), "dorothy": ("dot", "dolly"),
    "edward": ("ned", "ted", "teddy", "eddie"), "elizabeth": ("beth", "betty", "lisa", "liz", "lizzie"),
    "eugene": ("gene",), "florence": ("flo",), "francis": ("frank",), "frederick": ("rick",), "giuseppe": ("beppe",),
    "gretchen": ("gretl",), "harold": ("harry", "hal"), "helen": ("nell", "lena"), "henry": ("hank", "harry"),
    "ignacio": ("nacho",), "isabella": ("bella",), "james": ("jim", "jimmy", "jamie"), "johannes": ("hans",),
    "john": ("jack", "johnny"), "jonathan": ("jon", "nathan"), "jose": ("pepe",), "josef": ("sepp",),
    "joseph": ("joe", "joey"), "katherine": ("kate", "kathy", "katie", "kitty"), "lawrence": ("larry",),
    "leonard": ("lenny",), "margaret": ("peggy", "maggie", "meg", "greta"), "maria": ("mia", "masha"),
    "mary": ("molly", "polly"), "matthew": ("matt",), "michael": ("mike", "mick", "misha"), "mikhail": ("misha",),
    "nicholas": ("klaus", "nico"), "patricia": ("trish", "tricia"), "patrick": ("paddy",), "philip": ("pip",),
    "rebecca": ("becky",), "richard": ("dick", "rick", "ricky"), "robert": ("bob", "bobby", "bert"),
    "sarah": ("sally",), "stephen": ("steve",), "susan": ("sue",), "theodore": ("ted", "teddy"), "thomas": ("tom",),
    "vladimir": ("vova",), "walter": ("wally",), "william": ("bill", "billy", "liam"), "yevgeny": ("zhenya",),
}  # fmt: skip  # a table reads as a table


def of(parts: Collection[str], *, ordinary: Collection[str] = ()) -> frozenset[str]:
    """Return the short forms of the parts of names (in small letters): beginnings, and the known irregular ones."""
    beginnings = {each for part in parts for each in _beginnings(part) if each not in ordinary}
    irregular = {short for part in parts for short in _IRREGULAR.get(part, ())}
    return frozenset((beginnings | irregular) - set(parts))


def _beginnings(part: str) -> Iterator[str]:
    for length in range(_SHORTEST, len(part) - _LONGEST_CUT + 1):
        yield part[:length]
        yield f"{part[:length]}y"
