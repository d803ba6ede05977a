"""Texts that share their words and say the contrary: to every measure of text they look alike.

"Should be legal" and "should not be legal" differ by one word. Languages are not told apart: the words of all stand
in one list, so that a text in two languages is read too. A pair that is withheld by mistake costs a suggestion; one
that is suggested by mistake may cost a voice.
"""

import re
from collections.abc import Sequence

from groundswell.engines.similarity.words import plain, tokens

LANGUAGES = {
    "English": "no not cannot never none nobody nothing nowhere neither nor without cant dont doesnt didnt isnt arent "
    "wasnt wont shouldnt couldnt wouldnt",
    "German": "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nirgends "
    "ohne weder",
    "French": "ne pas jamais aucun aucune rien personne sans ni non",
    "Spanish": "no nunca jamás ningún ninguna ninguno nada nadie sin tampoco",
    "Italian": "non nessun nessuno nessuna senza mai",
    "Portuguese": "não nem sem nenhum nenhuma ninguém",
    "Dutch": "niet geen nooit niemand zonder",
    "Swedish, Danish, Norwegian": "inte ingen inget aldrig utan ikke aldri uten uden",
    "Polish, Czech": "nie bez nigdy nikt ne není",
    "Russian, Ukrainian": "не нет ни нельзя без никогда ні немає",
    "Turkish": "değil yok hayır",
    "Arabic, Hebrew, Hindi": "لا ليس لم لن بدون לא אין בלי नहीं मत बिना",
}
NEGATIONS = frozenset(word for words in LANGUAGES.values() for word in words.split())
# Chinese, Japanese, Thai, Korean; not 不過 (but), 不但, 不僅 (not only), 無論 (whatever), 未來 (future), 非常 (very).
WITHOUT_SPACES = re.compile(
    "不(?!過|过|但|僅|仅|只)|沒|没|無(?!論)|无(?!论)|未(?!來|来)|非(?!常)|勿|ない|ません|なし|ไม่|않|없|못하|안 "
)
CONTRARY = (
    ("more", "less"), ("more", "fewer"), ("increase", "decrease"), ("increase", "reduce"), ("raise", "lower"),
    ("higher", "lower"), ("always", "never"), ("for", "against"), ("support", "oppose"), ("allow", "ban"),
    ("allow", "forbid"), ("allowed", "forbidden"), ("allowed", "banned"), ("good", "bad"), ("better", "worse"),
    ("before", "after"), ("all", "none"), ("everybody", "nobody"), ("everyone", "nobody"), ("everything", "nothing"),
    ("keep", "abolish"), ("keep", "remove"), ("too", "enough"), ("right", "wrong"), ("true", "false"),
    ("start", "stop"),
    ("mehr", "weniger"), ("für", "gegen"), ("immer", "nie"), ("erhöhen", "senken"), ("besser", "schlechter"),
    ("gut", "schlecht"), ("erlauben", "verbieten"), ("erlaubt", "verboten"), ("alle", "niemand"), ("mit", "ohne"),
    ("plus", "moins"), ("pour", "contre"), ("toujours", "jamais"), ("augmenter", "réduire"), ("augmenter", "baisser"),
    ("mieux", "pire"), ("autoriser", "interdire"), ("avec", "sans"), ("bon", "mauvais"), ("bonne", "mauvaise"),
    ("más", "menos"), ("contra", "favor"), ("siempre", "nunca"), ("aumentar", "reducir"), ("aumentar", "bajar"),
    ("mejor", "peor"), ("permitir", "prohibir"), ("con", "sin"), ("bueno", "malo"), ("buena", "mala"),
)  # fmt: skip
PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "des", "dés", "mal", "miss")
SHORTEST = 4


def is_contrary(one: str, other: str) -> bool:
    """Return whether two texts that share words may say the contrary: a negation in one alone, or contrary words."""
    if plain(one) == plain(other):
        return False
    ours, theirs = tokens(one), tokens(other)
    if _negates(one, ours) != _negates(other, theirs):
        return True
    only_ours, only_theirs = set(ours) - set(theirs), set(theirs) - set(ours)
    return _has_contrary_words(only_ours, only_theirs) or _has_contrary_words(only_theirs, only_ours)


def _negates(text: str, words: Sequence[str]) -> bool:
    """Return whether anything is negated. French n'est and English isn't hold their negation in one word."""
    if any(word in NEGATIONS or word.endswith("n't") or word.startswith("n'") for word in words):
        return True
    return WITHOUT_SPACES.search(plain(text)) is not None


def _has_contrary_words(ours: set[str], theirs: set[str]) -> bool:
    if any(one in ours and other in theirs for one, other in CONTRARY):
        return True
    return any(prefix + word in theirs for word in ours if len(word) >= SHORTEST for prefix in PREFIXES)
