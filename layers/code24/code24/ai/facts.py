"""What the owner's words say: offers, prices, place, and which sentence fits where."""

import re
from dataclasses import dataclass

from code24.ai.description import Reading, read
from code24.ai.recognition import Recognised, normalised
from code24.ai.topics import topic_of
from code24.ai.typography import capitalised, polished, sentence
from code24.build.content.models import Item
from code24.build.models import Brief

_AMOUNT = (
    r"(?:(?:€|£|\$|CHF|EUR|USD|GBP|Fr\.)\s?\d[\d.,'’]*\d?(?:[.,]-|[.,]–)?|\d[\d.,'’]*(?:,-|,–)?\s?(?:€|£|\$|EUR\b|Euros?\b|CHF\b|USD\b|GBP\b"  # noqa: RUF001
    r"|pounds?\b|dollars?\b|francs?\b|Franken\b))"
)
_PRICE = re.compile(
    rf"(?P<price>(?:(?:from|starting at|ab|von|up to|bis)\s+)?{_AMOUNT}"
    r"(?:\s?(?:[-–]|to|bis)\s?" + _AMOUNT + r")?"  # noqa: RUF001
    r"(?:\s?(?:/|per|pro|an|a|je|each)\s?(?:\w+))?)\s*$",
    re.IGNORECASE,
)
_HAS_PRICE = re.compile(_AMOUNT, re.IGNORECASE)
_OFFERING = re.compile(
    r"(?:^|\b)(?:"
    r"(?:we|i|they|she|he)\s+(?:also\s+|mainly\s+|currently\s+)?(?:offer|offers|provide|provides|sell|sells|make|makes|bake|bakes|serve|serves|repair"
    r"|repairs|teach|teaches|do|carry|stock|install|speciali[sz]e in|specializes in|specialises in|cover|handle|build|grow|design|produce)"
    r"|(?:our|my|the)\s+(?:\w+\s+)?(?:services|products|range|offer|offers|menu|treatments|courses|classes|specialities|specialties|packages)"
    r"\s*(?:include|includes|are|is|comprise|:)"
    r"|(?:services|products|offers?|treatments|courses|specialities|specialties|practice areas|areas of practice|prices|rates)\s*(?:include|:)"
    r"|(?:speciali[sz]ing|speciali[sz]ed) in|offering"
    r"|(?:wir|ich)\s+(?:bieten|biete|backen|backe|verkaufen|verkaufe|führen|reparieren|repariere|unterrichten|unterrichte"
    r"|servieren|machen|fertigen|fertige|verlegen|installieren|bauen|übernehmen|übernehme|liefern|produzieren|betreuen)"
    r"(?:\s+(?:ihnen|außerdem|auch|unter anderem|u\. ?a\.))?"
    r"|(?:unser[e]?|mein[e]?|das|die)\s+(?:angebot|leistungen|sortiment|produkte|schwerpunkte|kurse|speisekarte|behandlungen)"
    r"\s*(?:umfasst|umfassen|sind|:)"
    r"|(?:leistungen|angebot|produkte|schwerpunkte|kurse|sortiment|behandlungen|spezialitäten|services|preise|tarife)\s*:"
    r"|bei uns gibt es|bei uns (?:finden|bekommen|erhalten) sie|spezialisiert auf|zu unseren leistungen (?:gehören|zählen)"
    r")\s*:?\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*[;•]\s*|,\s+(?:and|und|sowie|or|oder|as well as)\s+|(?<=\D),\s*(?=\D)|,\s+|\s+(?:and|und|sowie|as well as)\s+|[、，،]\s*"  # noqa: RUF001
)
_AGAIN = re.compile(  # "we make a and serve b": the second verb belongs to the sentence
    r"^(?:serve|sell|make|bake|offer|provide|run|build|repair|teach|organi[sz]e|host|arrange|plan|install|stock|grow|design|produce)\s+",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:a|an|the|some|also|all kinds of|various|our|der|die|das|den|ein|eine|einen|diverse|unsere|auch|verschiedene)\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s+(?:an|(?:are |is )?(?:welcome|available|possible)|(?:every|each) \w+|willkommen|möglich|erhältlich|verfügbar|and more|und mehr|und vieles mehr|and much more|etc\.?|usw\.?)$", re.IGNORECASE)
_LEAVES_LIST = re.compile(r"\s(?:for|für|from|aus|at|in|since|seit|to|that|which|because|so)\s", re.IGNORECASE)
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|am|have|has|can|will|we|you|i|they|it|ist|sind|war|haben|hat|wir|sie|ihr|ihnen|ich|kann|können|werden|wird|"
    r"please|bitte|que|est|sont|nous|vous|somos|siamo|es|son)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?P<title>[^:–—]{2,60}?)\s*(?::\s+|\s[–—-]\s)(?P<text>\S.*)$")  # noqa: RUF001
_REACH = re.compile(r"@|\b(?:tel|phone|call|telefon|anrufen|e-?mail|mail|whatsapp)\b|(?:\+|\b0)\d[\d /()-]{5,}", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?:open(?:ing)?|closed|geöffnet|öffnungszeiten|geschlossen|ruhetag|monday|mondays|tuesdays?|wednesdays?|thursdays?"
    r"|fridays?|saturdays?|sundays?|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|uhr|a\.?m\.|p\.?m\.)\b",
    re.IGNORECASE,
)
_TOWN_EN = (
    r"((?:St\.?\s)?[A-ZÀ-Þ][\w'’-]+(?:[ -](?:upon|on|de|del|la|le|sur|of|[A-ZÀ-Þ][\w'’-]+)){0,3})"  # noqa: RUF001
    r"(?=\s*(?:[.,;!?)]|$|\b(?:since|and|for|with|where|who|serving|that|offering|specialis|specializ)))"
)
# Only after a word for the business itself, or in a sentence that says where it is: data may be "stored in" a town too.
_PLACE_EN = re.compile(
    r"(?:\b(?:based|located|situated|home|heart|centre|center|middle|outskirts|we|I)\b(?:\s+\w+){0,4}?|{kinds})\s+(?:in|near|of)\s+".replace(
        "{kinds}",
        r"\b(?:restaurant|café|cafe|coffee shop|bar|bakery|salon|studio|practice|clinic|surgery|office|firm|shop|store|boutique|company"
        r"|business|agency|school|academy|garage|workshop|hotel|guest house|inn|gym|club|association|charity|florist|photographer"
        r"|dentist|doctor|lawyer|solicitors?|accountants?|plumber|electrician|painter|carpenter|builder|hairdresser|barber|consultant"
        r"|planner|teacher|trainer|therapist|physiotherapist|agent|kitchen|house|place)",
    )
    + _TOWN_EN
)
# In German every noun has a capital, so the word before must be one too, or a phrase that only places follow.
_PLACE_DE = re.compile(
    r"(?:\b[A-ZÄÖÜ][\wäöüß-]+|\b\d{4}|\b(?:zuhause|mitten|direkt|daheim|sind))\s+in\s+"
    r"((?:St\.\s|Bad\s|Sankt\s)?[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:am|an der|im|ob der|bei|vor der|a\. ?d\.)\s[A-ZÄÖÜ][\wäöüß]+)?"
    r"(?:[-/][A-ZÄÖÜ][\wäöüß]+)?)(?=[\s,.;!?)]|$)"
)
_NOT_PLACE = re.compile(
    r"^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|English|German|French|Spanish|Italian|Summer|Winter|Spring|Autumn|Our|The|This|We|Christmas|Business"
    r"|Deutsch|Englisch|Deutschland|Österreich|Germany|Austria|Switzerland|France|England|Scotland|Wales|Ireland|Britain|America"
    r"|Europe|Europa|UK|USA|EU|Canada|Australia|Spain|Italy|Portugal)\b"
    r"|(?:ung|ungen|keit|heit|schaft|ion|tät|arbeit|hand|besitz|zeit|raum|form|weise|qualität|betrieb|führung|stil|sorten|holz|leder"
    r"|größen?|farben|kursen|gruppen|räumen|atmosphäre|umgebung|nähe|ruhe|generation|anbau|jahren|minuten|schritten|preis|kombination"
    r"|auswahl|produktion|teamwork|handwerk|tradition|sachen|fragen|recht|gold|silber|bio|ton|milch|mehl|wolle|leinen|beton|stein)$"
)
_ELSEWHERE = re.compile(r"\b(?:stored|hosted|servers?|data cent\w+|clients?|customers?|Daten|Server|Rechenzentrum|Kunden)\b", re.IGNORECASE)
_DANGLING = re.compile(r"^(?:this|that|these|those|it|they|he|she|and|but|so|also|however|das|dies|diese|er|sie|es|und|aber|auch|dort|dazu|dabei|deshalb|there|then)\b", re.IGNORECASE)
_LONGEST_OFFER = 60
_MOST_OFFERS = 24
_LONGEST_LEAD = 200
_FEWEST_WORDS = 8


@dataclass(frozen=True)
class Facts:
    """The owner's words, sorted. Sentences end in a full stop where they lacked one; nothing is reworded."""

    sentences: tuple[str, ...]
    """Everything that may be read as prose, in the owner's order."""
    lead: str
    """The sentence that best says what this is; empty where the description has none."""
    offers: tuple[Item, ...]
    offer_names: tuple[str, ...]
    """The offers' titles in the owner's case, for use within a sentence."""
    topics: tuple[tuple[str, str], ...]
    """Sentences that plainly have a topic, one a topic: (topic, sentence)."""
    prices: tuple[str, ...]
    """Sentences that name a price."""
    listings: frozenset[str]
    """Sentences that name the offers: not said again where the offers are listed."""
    hours: tuple[str, ...]
    reach: tuple[str, ...]
    """Sentences with a phone number or an address, for the contact page only."""
    place: str
    """The town, where it was given or plainly stated."""


def facts_of(brief: Brief, recognised: Recognised) -> Facts:
    """Sort what the owner said."""
    address = brief.contact.address
    known = " ".join([brief.name, *((address.street, address.city) if address else ())])
    reading = read(brief.description, brief.language, known)
    offers, listing = _offers(reading)
    sentences = tuple(sentence(text) for text in reading.sentences if _is_prose(text, brief, listing))
    reach = tuple(text for text in sentences if _REACH.search(text))
    prose = tuple(text for text in sentences if text not in reach)
    hours = tuple(text for text in prose if _HOURS.search(text) and any(c.isdigit() for c in text))
    telling = tuple(text for text in prose if text not in hours)
    topics: dict[str, str] = {}
    lead = _lead(telling, brief)
    listings = frozenset(sentence(text) for text in listing)
    for text in telling:
        if text != lead and text not in listings and len(text) <= 220 and not _DANGLING.match(text) and (topic := topic_of(text)):
            topics.setdefault(topic, text)
    return Facts(
        sentences=telling,
        lead=lead,
        offers=tuple(item.model_copy(update={"title": capitalised(item.title)}) for item in offers),
        offer_names=tuple(item.title for item in offers),
        topics=tuple(topics.items()),
        prices=tuple(text for text in prose if _HAS_PRICE.search(text)),
        listings=listings,
        hours=hours,
        reach=reach,
        place=address.city if address else _place(reading, brief),
    )


def _is_prose(text: str, brief: Brief, listing: frozenset[str]) -> bool:
    if text in listing and not _VERBAL.search(text):
        return False
    if text.islower() and len(text.split()) < _FEWEST_WORDS and not text.endswith((".", "!", "?")):
        return False  # Search words rather than a sentence.
    if text.endswith(":") or len(text.split()) < 3 and not re.search(r"[^\x00-\u024f]", text):
        return False
    return normalised(text).strip(" .!") not in {normalised(brief.name), normalised(brief.business_type)}


def _lead(sentences: tuple[str, ...], brief: Brief) -> str:
    fitting = [text for text in sentences[:8] if len(text) <= _LONGEST_LEAD and not _DANGLING.match(text)]
    whole = [text for text in fitting if len(text) >= 30]
    name = normalised(brief.name)
    about = [t for t in whole[:4] if normalised(t).startswith((name, "we are", "i am", "wir sind", "ich bin"))]
    return next(iter(about or whole or fitting), "")


def _offers(reading: Reading) -> tuple[tuple[Item, ...], frozenset[str]]:
    """Offers, and the sentences that are nothing but their list."""
    items: dict[str, Item] = {}
    if len(reading.bullets) >= 2:
        for bullet in reading.bullets:
            _add(items, _item(bullet))
    listing = set()
    for text in reading.sentences:
        found = _OFFERING.search(text)
        parts = _list_parts(text[found.end() :] if found else text)
        if len(parts) < (2 if found else 3) or (not found and _VERBAL.search(text)):
            if single := _priced(text):
                _add(items, single)
                listing.add(text)
            continue
        listing.add(text)
        for part in parts:
            _add(items, _item(part))
    return tuple(items.values()), frozenset(listing)


def _add(items: dict[str, Item], item: Item | None) -> None:
    if item and len(items) < _MOST_OFFERS:
        items.setdefault(item.title.casefold(), item)


def _list_parts(text: str) -> list[str]:
    """The parts of `a, b and c`; empty where the text is not plainly a list of things."""
    parts: list[str] = []
    for part in _SEPARATOR.split(text.rstrip(" .!")):
        part = _TRAILING.sub("", _LEADING.sub("", _AGAIN.sub("", part.strip()))).strip(" .:")
        leaves = _LEAVES_LIST.search(f"{part} ") if not _HAS_PRICE.search(part) else None
        kept = part[: leaves.start()].strip() if leaves else part
        if kept and (len(kept) > _LONGEST_OFFER or len(kept.split()) > 6 or _VERBAL.search(kept)):
            return []
        if len(kept) >= 2:
            parts.append(kept)
        if leaves:
            break
    return parts


def _item(text: str) -> Item | None:
    text = polished(text).strip(" ,;")
    if priced := _priced(text):
        return priced
    titled = _TITLED.match(text)
    if titled:
        return Item(title=titled["title"].strip(), text=sentence(titled["text"].strip()))
    title = text.rstrip(" .!")
    if len(title) <= _LONGEST_OFFER:
        return Item(title=title) if title else None
    head, comma, rest = title.partition(", ")
    if comma and len(head) <= _LONGEST_OFFER:
        return Item(title=head, text=sentence(capitalised(rest)))
    return None


def _priced(text: str) -> Item | None:
    """`Haircut: from 35 €` as title and price, the price exactly as written."""
    text = polished(text).rstrip(" .!;,")
    found = _PRICE.search(text)
    if not found:
        return None
    title = re.sub(r"(?:\s*[:–—=-]|\s+(?:for|für|costs?|kostet|kosten|only|nur|at|zu|je|um))+\s*$", "", text[: found.start()]).strip(" ,(")  # noqa: RUF001
    title = _LEADING.sub("", title)
    if not 2 <= len(title) <= _LONGEST_OFFER or _VERBAL.search(title) or _SEPARATOR.search(title):
        return None
    return Item(title=title, text=found["price"].strip())


def _place(reading: Reading, brief: Brief) -> str:
    german = brief.language.lower().startswith("de")
    pattern = _PLACE_DE if german else _PLACE_EN
    for text in (brief.business_type, *reading.sentences[:3], brief.name):
        if _ELSEWHERE.search(text):
            continue
        for found in pattern.finditer(text):
            place = re.sub(r"\s(?:upon|on|am|de|of|la|le)$", "", found[1])
            if not _NOT_PLACE.search(place) and len(place) <= 40:
                return place
    return ""
