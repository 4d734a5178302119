"""The town that a business is in, where its owner plainly says so. A wrong town is worse than none."""

import re
from collections.abc import Iterable

_TOWN_EN = (
    r"((?:St\.?\s)?[A-ZÀ-Þ][\w'’-]+(?:[ -](?:upon|on|de|del|la|le|sur|of|[A-ZÀ-Þ][\w'’-]+)){0,3})"  # noqa: RUF001
    r"(?=\s*(?:[.,;!?)]|$|\b(?:since|and|for|with|where|who|serving|that|offering|specialis|specializ)))"
)
_BUSINESS_EN = (
    r"restaurant|café|cafe|coffee shop|bar|bakery|salon|studio|practice|clinic|surgery|office|firm|shop|store|boutique"
    r"|company|business|agency|school|academy|garage|workshop|hotel|guest house|inn|gym|club|association|charity"
    r"|florist|photographer|dentist|doctor|lawyer|solicitors?|accountants?|plumber|electrician|painter|carpenter|builder"
    r"|hairdresser|barber|consultant|planner|teacher|trainer|therapist|physiotherapist|agent|kitchen|house|place"
)
# Only after a word for the business itself, or in a sentence about where it is: data may be "stored in" a town too.
_EN = re.compile(
    r"(?:\b(?:based|located|situated|home|heart|centre|center|middle|outskirts|[Ww]e|I)\b(?:\s+\w+){0,4}?"
    rf"|\b(?:{_BUSINESS_EN}))\s+(?:in|near|of)\s+{_TOWN_EN}"
)
# In German every noun has a capital, so the word before must be a noun too, or one that only places follow.
_DE = re.compile(
    r"(?:\b[A-ZÄÖÜ][\wäöüß-]+|\b\d{4}|\b(?:zuhause|mitten|direkt|daheim|sind|Herzen))\s+(?:in|von)\s+"
    r"((?:St\.\s|Bad\s|Sankt\s)?[A-ZÄÖÜ][\wäöüß-]+"
    r"(?:\s(?:am|an der|im|ob der|bei|vor der|a\. ?d\.)\s[A-ZÄÖÜ][\wäöüß]+)?"
    r"(?:[-/][A-ZÄÖÜ][\wäöüß]+)?)(?=[\s,.;!?)]|$)"
)
_NO_TOWN = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|English|German|French|Spanish|Italian|Summer|Winter|Spring|Autumn|Our|The|This|We|Christmas"
    r"|Business|Deutsch|Englisch|Deutschland|Österreich|Germany|Austria|Switzerland|France|England|Scotland|Wales|Ireland"
    r"|Britain|America|Europe|Europa|UK|USA|EU|Canada|Australia|Spain|Italy|Portugal)\b"
    r"|(?:ung|ungen|keit|heit|schaft|ion|tät|arbeit|hand|besitz|zeit|raum|form|weise|qualität|betrieb|führung|stil|sorten"
    r"|holz|leder|größen?|farben|kursen|gruppen|räumen|atmosphäre|umgebung|nähe|ruhe|generation|anbau|jahren|minuten"
    r"|schritten|preis|kombination|auswahl|produktion|teamwork|handwerk|tradition|sachen|fragen|recht|gold|silber|bio|ton"
    r"|milch|mehl|wolle|leinen|beton|stein)$"
)
_ELSEWHERE = re.compile(
    r"\b(?:stored|hosted|servers?|data cent\w+|clients?|customers?|Daten|Server|Rechenzentrum|Kunden)\b", re.IGNORECASE
)
_LOOSE = re.compile(r"\s(?:upon|on|de|of|la|le)$")
_LONGEST = 40


def town_in(texts: Iterable[str], language: str) -> str:
    """The first town that one of the texts says the business is in; empty where none does."""
    pattern = _DE if language.lower().startswith("de") else _EN
    for text in texts:
        if _ELSEWHERE.search(text):
            continue
        for found in pattern.finditer(text):
            town = _LOOSE.sub("", found[1])
            if not _NO_TOWN.search(town) and len(town) <= _LONGEST:
                return town
    return ""
