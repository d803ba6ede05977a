"""Days and times, in figures and in words: a day that only one team remembers tells which team it was."""

import re

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_UNITS = "week|weekend|month|sprint|summer|winter|spring|autumn|night|year"
# Of the languages that neighbours write in: what is no word of English, and can be nothing but a day.
_ELSEWHERE = (
    "januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|"
    "samstags?|sonnabends?|sonntags?|vorgestern|gestern|"
    "janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|"
    "samedi|dimanche|aujourd'hui|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|"
    "jueves|viernes|sábado|domingo|ayer|anteayer"
)
_FIRST_TO_LAST = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|"
    "eighth|ninth)|thirtieth|thirty[- ]first"
)
_HOW_MANY = r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|a couple of|some"
_SPANS = "hours?|days?|nights?|weeks?|weekends?|months?|sprints?|quarters?|years?"
_FEASTS = (
    "christmas|easter|pentecost|thanksgiving|halloween|new year(?:['’]s)?(?: eve| day)?|ramadan|eid|diwali|hanukkah|"
    "passover|weihnachten|ostern|silvester|pfingsten"
)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PATTERNS = (
    re.compile(r"\b\d{4}-\d\d?(?:-\d\d?)?\b|\b\d\d?[./]\d\d?(?:[./]\d{2,4})?(?![\w.])"),
    _any_case(rf"\b\d\d?(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b"),
    # "may" alone is a verb: a month counts with a day, a year, or a capital that no sentence gave it.
    _any_case(rf"\b(?:{_MONTHS})\.? (?:the )?(?:\d\d?(?:st|nd|rd|th)?|\d{{4}}|{_FIRST_TO_LAST})\b"),
    re.compile(rf"(?<=[a-z,][ -])(?:{_MONTHS.title()})\b"),
    _any_case(rf"\b(?:{_FIRST_TO_LAST}) of (?:{_MONTHS})\b|\bon the \d\d?(?:st|nd|rd|th)\b"),
    re.compile(rf"\b(?i:in|since|until|during|mid|early|late|end of|beginning of)[ -](?:{_MONTHS})\b"),
    _any_case(rf"\b(?:{_DAYS})s?\b|\b(?:yesterday|today|tonight|this morning)\b"),
    _any_case(rf"\b(?:last|this|next) (?:{_UNITS}|{_DAYS}|quarter)\b|\bsprint \d+\b"),
    _any_case(rf"\b(?:{_HOW_MANY}) (?:{_SPANS}) (?:ago|before|earlier|later)\b"),
    _any_case(rf"\b(?:{_FEASTS})\b|\bq[1-4](?: ?(?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"),
    _any_case(r"\b\d\d?:\d\d\b|\b\d\d? ?[ap]\.?m\b|\bo['’]clock\b|\bmidnight\b|\bhalf past \w+"),
    _any_case(rf"\b\d\d?\. (?:{_MONTHS}|{_ELSEWHERE})\b|\b(?:{_ELSEWHERE})\b"),
    _any_case(r"\b(?:letzte[nrs]?|vorige[nrs]?|nächste[nrs]?) (?:woche|monat|jahr|sprint|sommer|winter)\b"),
    _any_case(r"\b(?:la semaine dernière|le mois dernier|la semana pasada|el mes pasado)\b"),
)
