"""How people say that what follows is off the record: phrases by language, as data."""

import re

PHRASES: dict[str, tuple[str, ...]] = {
    "de": (
        r"nicht (?:fürs|für das|ins) protokoll",
        r"außerhalb des protokolls",
        r"bleibt (?:bitte )?unter uns",
        r"(?:aufnahme|aufzeichnung|mitschnitt) (?:bitte )?(?:stoppen|anhalten|(?:aus|ab)schalten|ausmachen|beenden)",
        r"(?:stopp\w*|beende\w*) (?:bitte )?(?:die|den) (?:aufnahme|aufzeichnung|mitschnitt)",
    ),
    "en": (r"off[ -]the[ -]record", r"stop (?:the )?(?:recording|transcri\w+)"),
    "es": (
        r"fuera de micrófono",
        r"fuera del? (?:registro|acta)",
        r"no conste en acta",
        r"queda entre nosotr[oa]s",
        r"(?:para|paren|parad|detén|detengan?|apaga|apaguen) la (?:grabación|transcripción)",
    ),
    "fr": (
        r"hors micro",
        r"en off",
        r"reste entre nous",
        r"(?:hors|pas au) procès[ -]verbal",
        r"(?:arrête[zr]?|arrêter|coupe[zr]?|stoppe[zr]?) (?:l['’]enregistrement|la transcription)",
    ),
    "it": (
        r"fuori (?:verbale|registrazione)",
        r"a microfoni spenti",
        r"rest[ai] (?:tra|fra) (?:di )?noi",
        r"(?:ferma|fermate|interrompi|interrompete|spegni|spegnete) la (?:registrazione|trascrizione)",
    ),
    "nl": (
        r"buiten de (?:notulen|opname)",
        r"niet (?:voor )?in de notulen",
        r"blijft onder ons",
        r"(?:stop|zet) (?:de )?(?:opname|transcriptie)",
    ),
    "pt": (
        r"em off",
        r"fora d[oa] (?:registro|registo|ata|acta)",
        r"fica entre nós",
        r"(?:para|parem?|desliga|desliguem?) a (?:gravação|transcrição)",
    ),
}
OFF = re.compile(rf"\b(?:{'|'.join(each for phrases in PHRASES.values() for each in phrases)})\b", re.IGNORECASE)
