"""What is offered, as the owner lists it: bullet points, "we offer a, b and c", price lists. Nothing is reworded."""

import re

from code24.ai.description import Reading
from code24.ai.typography import capitalised, polished, sentence
from code24.build.content.models import Item

_DIGITS = r"\d[\d.,'’]*(?:,-|,–)?"  # noqa: RUF001
_AMOUNT = (
    rf"(?:(?:€|£|\$|CHF|EUR|USD|GBP|Fr\.)\s?{_DIGITS}"
    rf"|{_DIGITS}\s?(?:€|£|\$|(?:EUR|Euros?|CHF|USD|GBP|pounds?|dollars?|francs?|Franken)\b))"
)
_PRICE = re.compile(
    rf"(?P<price>(?:(?:from|starting at|ab|von|up to|bis)\s+)?{_AMOUNT}(?:\s?(?:[-–]|to|bis)\s?{_AMOUNT})?"  # noqa: RUF001
    r"(?:\s?(?:/|per|pro|an|a|je|each)\s?\w+)?)\s*$",
    re.IGNORECASE,
)
HAS_PRICE = re.compile(_AMOUNT, re.IGNORECASE)
_BEFORE_PRICE = re.compile(
    r"(?:\s*[:–—=-]|\s+(?:for|für|costs?|kostet|kosten|only|nur|at|zu|je|um))+\s*$",  # noqa: RUF001
    re.IGNORECASE,
)
_OFFERING = re.compile(
    r"(?:^|\b)(?:"
    r"(?:we|i|they|she|he)\s+(?:also\s+|mainly\s+|currently\s+)?"
    r"(?:offers?|provides?|sells?|makes?|bakes?|serves?|repairs?|teach|teaches|do|carry|stock|install|cover|handle|build"
    r"|grow|design|produce|speciali[sz]e in|speciali[sz]es in)"
    r"|(?:our|my|the)\s+(?:\w+\s+)?"
    r"(?:services|products|range|offers?|menu|treatments|courses|classes|specialities|specialties|packages)"
    r"\s*(?:includes?|are|is|comprise|:)"
    r"|(?:services|products|offers?|treatments|courses|specialities|specialties|practice areas|areas of practice|prices"
    r"|rates)\s*(?:include|:)"
    r"|speciali[sz](?:ing|ed) in|offering"
    r"|(?:wir|ich)\s+(?:bieten?|backen?|verkaufen?|führen|reparieren?|unterrichten?|servieren|machen|fertigen?|verlegen"
    r"|installieren|bauen|übernehmen?|liefern|produzieren|betreuen)"
    r"(?:\s+(?:ihnen|außerdem|auch|unter anderem|u\. ?a\.))?"
    r"|(?:unsere?|meine?|das|die)\s+(?:angebot|leistungen|sortiment|produkte|schwerpunkte|kurse|speisekarte|behandlungen)"
    r"\s*(?:umfasst|umfassen|sind|:)"
    r"|(?:leistungen|angebot|produkte|schwerpunkte|kurse|sortiment|behandlungen|spezialitäten|preise|tarife)\s*:"
    r"|(?:vertreten|vertrete|beraten|berate|begleiten|begleite|unterstützen|unterstütze)\b[^.:,]{0,60}?\b(?:bei|zu|rund um)"
    r"|(?:advise|help|represent|support)s?\b[^.:,]{0,60}?\b(?:on|with)"
    r"|bei uns (?:gibt es|finden sie|bekommen sie|erhalten sie)|spezialisiert auf"
    r"|zu unseren leistungen (?:gehören|zählen)"
    r"|nous (?:proposons|offrons|vendons|fabriquons|réalisons)|ofrecemos|vendemos|hacemos|fabricamos|offriamo|vendiamo"
    r"|proponiamo|produciamo|oferecemos|fazemos"
    r")\s*:?\s+",
    re.IGNORECASE,
)
# "We treat adults and children: a, b and c": what stands behind the colon is what is offered, unless it is about
# languages, hours, payment or delivery.
_COLON = re.compile(r":\s+")
_NO_OFFER = re.compile(
    r"\b(?:speak|spoken|languages?|open|closed|hours|pay|payment|cards?|deliver\w*|areas?|towns?|sprechen|sprachen?|geöffnet"
    r"|öffnungszeiten|zahlen|zahlung|liefern|lieferung|orte|umkreis|parlons|hablamos|parliamo|falamos)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*[;•]\s*|,\s+(?:and|und|sowie|or|oder|as well as)\s+|(?<=\D),\s*(?=\D)|,\s+"
    r"|\s+(?:and|und|sowie|as well as|et|y|e|ed)\s+|[、，،]\s*"  # noqa: RUF001
)
_AGAIN = re.compile(  # "we make a and serve b": the second verb belongs to the sentence, not to the offer
    r"^(?:serve|sell|make|bake|offer|provide|run|build|repair|teach|organi[sz]e|host|arrange|plan|install|stock|grow"
    r"|design|produce)\s+",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:an?|the|some|also|all kinds of|various|our|der|die|das|den|ein|eine|einen|diverse|unsere|auch|verschiedene"
    r"|du|des|de la|une?|unos|unas|dei|delle)\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:an|(?:are |is )?(?:welcome|available|possible)|(?:every|each) \w+|willkommen|möglich|erhältlich|verfügbar"
    r"|and more|und mehr|und vieles mehr|and much more|etc\.?|usw\.?)$",
    re.IGNORECASE,
)
_ENDS_LIST = re.compile(
    r"^(?:on|in|at|from|with|by|for|to|until|bei|im|am|auf|mit|für|aus|nach|von|ab|beraten|begleiten|vertreten|helfen"
    r"|advise|help|support)\s",
    re.IGNORECASE,
)
_LEAVES_LIST = re.compile(r"\s(?:for|für|from|aus|at|in|since|seit|to|that|which|because|so)\s", re.IGNORECASE)
VERBAL = re.compile(
    r"\b(?:is|are|was|were|am|have|has|can|will|we|you|i|they|it|ist|sind|war|haben|hat|wir|sie|ihr|ihnen|ich|kann|können"
    r"|werden|wird|please|bitte|que|est|sont|nous|vous|somos|siamo|es|son)\b",
    re.IGNORECASE,
)
"""Words that only a sentence has, not a list of things."""
_TITLED = re.compile(r"^(?P<title>[^:–—]{2,60}?)\s*(?::\s+|\s[–—-]\s)(?P<text>\S.*)$")  # noqa: RUF001
_LONGEST = 60
_MOST_WORDS = 6
_MOST = 24
_FEWEST_ANNOUNCED = 2
_FEWEST_BARE = 3
"""A list that nothing announces ("Bread, rolls and cakes.") needs more parts to be believed."""


def offers_in(reading: Reading) -> tuple[tuple[Item, ...], frozenset[str]]:
    """Offers in the owner's case, a price as the item's text; and the sentences that list them."""
    items: dict[str, Item] = {}
    if len(reading.bullets) >= _FEWEST_ANNOUNCED:
        for bullet in reading.bullets:
            _add(items, _item(bullet))
    listings = set()
    for text in reading.sentences:
        found = _announced(text)
        parts = _list_parts(text[found.end() :] if found else text)
        if len(parts) >= _FEWEST_ANNOUNCED and (found or (len(parts) >= _FEWEST_BARE and not VERBAL.search(text))):
            listings.add(text)
            for part in parts:
                _add(items, _item(part))
        elif single := _priced(text):
            listings.add(text)
            _add(items, single)
    return tuple(items.values()), frozenset(listings)


def _announced(text: str) -> re.Match[str] | None:
    """What announces a list of offers in the sentence; the list begins where it ends."""
    colon = _COLON.search(text)
    if not colon:
        return _OFFERING.search(text)
    if _NO_OFFER.search(text[: colon.start()]) or len(_list_parts(text[colon.end() :])) < _FEWEST_ANNOUNCED:
        return None
    return colon


def _add(items: dict[str, Item], item: Item | None) -> None:
    if item and len(items) < _MOST:
        items.setdefault(item.title.casefold(), item)


def _list_parts(text: str) -> list[str]:
    """The parts of `a, b and c`; empty where the text is not plainly a list of things."""
    parts: list[str] = []
    for piece in _SEPARATOR.split(text.rstrip(" .!")):
        if parts and _ENDS_LIST.match(piece.strip()):
            break
        part = _TRAILING.sub("", _LEADING.sub("", _AGAIN.sub("", piece.strip()))).strip(" .:")
        leaves = None if HAS_PRICE.search(part) else _LEAVES_LIST.search(f"{part} ")
        kept = part[: leaves.start()].strip() if leaves else part
        if kept and (len(kept) > _LONGEST or len(kept.split()) > _MOST_WORDS or VERBAL.search(kept)):
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
    if titled := _TITLED.match(text):
        return Item(title=titled["title"].strip(), text=sentence(titled["text"].strip()))
    title = text.rstrip(" .!")
    if len(title) <= _LONGEST:
        return Item(title=title) if title else None
    head, comma, rest = title.partition(", ")
    if comma and len(head) <= _LONGEST:
        return Item(title=head, text=sentence(capitalised(rest)))
    return None


def _priced(text: str) -> Item | None:
    """`Haircut: from 35 €` as title and price, the price exactly as written."""
    text = polished(text).rstrip(" .!;,")
    found = _PRICE.search(text)
    if not found:
        return None
    title = _LEADING.sub("", _BEFORE_PRICE.sub("", text[: found.start()]).strip(" ,("))
    if not 2 <= len(title) <= _LONGEST or VERBAL.search(title) or _SEPARATOR.search(title):
        return None
    return Item(title=title, text=found["price"].strip())
