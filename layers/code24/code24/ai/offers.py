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
    rf"(?P<price>(?:(?:from|starting at|ab|von|up to|bis)\s+)?{_AMOUNT}"
    rf"(?:\s?(?:[-–]|to|bis)\s?{_AMOUNT})?"  # noqa: RUF001
    r"(?:\s?(?:/|per|pro|an|a|je|each)\s?\w+)?)\s*$",
    re.IGNORECASE,
)
HAS_PRICE = re.compile(_AMOUNT, re.IGNORECASE)
_BEFORE_PRICE = re.compile(
    r"(?:\s*[:–—=-]|\s+(?:for|für|costs?|kostet|kosten|only|nur|at|zu|je|um))+\s*$",  # noqa: RUF001
    re.IGNORECASE,
)
# "We treat adults and children: a, b and c": what stands behind the colon is what is offered, unless it is about
# languages, hours, payment or delivery.
_COLON = re.compile(r":\s+")
_NO_OFFER = re.compile(
    r"\b(?:speak|spoken|languages?|open|closed|hours|pay|payment|cards?|deliver\w*|areas?|towns?"
    r"|sprechen|sprachen?|geöffnet"
    r"|öffnungszeiten|zahlen|zahlung|liefern|lieferung|orte|umkreis|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|parlons|hablamos"
    r"|parliamo|falamos)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[;•]\s*|(?<=\D),\s*(?=\D)|,\s+|[、，،]\s*")  # noqa: RUF001
_JOINING = r"(?:and|und|sowie|or|oder|as well as|et|y|e|ed|&)"
_FIRST_JOINED = re.compile(rf"^{_JOINING}\s+", re.IGNORECASE)
_JOINED = re.compile(rf"\s+{_JOINING}\s+", re.IGNORECASE)
_VERB = (
    r"(?:serve|sell|make|bake|offer|provide|run|build|repair|teach|organi[sz]e|host|arrange|plan"
    r"|install|stock|grow|design"
    r"|produce|replace|service|unclog|fit|fix|clean|paint|restore|calibrate|maintain|inspect|test"
    r"|move|deliver|photograph"
    r"|film|edit|translate|coach|train|write|cut|style|colou?r|trim|lay|tile|wire|print|brew|roast"
    r"|cook|sew|tailor|groom"
    r"|walk|advise|help|support|draft|review|manage|develop|host|cater|rent|lease|import|restore|upholster|weld)"
)
_OFFERING = re.compile(
    r"(?:^|\b)(?:"
    rf"(?:we|i|they|she|he)\s+(?:also\s+|mainly\s+|currently\s+)?(?P<verb>{_VERB}|{_VERB}s|teaches"
    rf"|do|carry|cover|handle"
    r"|speciali[sz]e in|speciali[sz]es in)"
    r"|(?:our|my|the)\s+(?:\w+\s+)?"
    r"(?:services|products|range|offers?|menu|treatments|courses|classes|specialities|specialties|packages)"
    r"\s*(?:includes?|are|is|comprise|:)"
    r"|(?:services|products|offers?|treatments|courses|specialities|specialties|practice areas|areas of practice|prices"
    r"|rates)\s*(?:include|:)"
    r"|speciali[sz](?:ing|ed) in|offering"
    r"|(?:wir|ich)\s+(?:bieten?|backen?|verkaufen?|führen|reparieren?|unterrichten?|servieren|machen|fertigen?|verlegen"
    r"|installieren|bauen|übernehmen?|liefern|produzieren|betreuen)"
    r"(?:\s+(?:ihnen|außerdem|auch|unter anderem|u\. ?a\.))?"
    r"|(?:unsere?|meine?|das|die)\s+(?:angebot|leistungen|sortiment|produkte|schwerpunkte|kurse"
    r"|speisekarte|behandlungen)"
    r"\s*(?:umfasst|umfassen|sind|:)"
    r"|(?:leistungen|angebot|produkte|schwerpunkte|kurse|sortiment|behandlungen|spezialitäten|preise|tarife)\s*:"
    r"|(?:vertreten|vertrete|beraten|berate|begleiten|begleite|unterstützen"
    r"|unterstütze)\b[^.:,]{0,60}?\b(?:bei|zu|rund um)"
    r"|(?:advise|help|represent|support)s?\b[^.:,]{0,60}?\b(?:on|with)"
    r"|bei uns (?:gibt es|finden sie|bekommen sie|erhalten sie)|spezialisiert auf"
    r"|zu unseren leistungen (?:gehören|zählen)"
    r"|nous (?:proposons|offrons|vendons|fabriquons|réalisons)|ofrecemos|vendemos|hacemos|fabricamos|offriamo|vendiamo"
    r"|proponiamo|produciamo|oferecemos|fazemos"
    r")\s*:?\s+",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"^(?:{_JOINING}\s+)?{_VERB}\s+(?!{_JOINING}\s)", re.IGNORECASE)
_AND_VERB = re.compile(
    rf"\s+{_JOINING}\s+(?=(?:{_VERB}|beraten|begleiten|vertreten|helfen|liefern|bieten|machen)\s)", re.IGNORECASE
)
_PERSONS = re.compile(
    r"^(?:women|men|children|kids|famil\w+|adults|teenagers|seniors|couples|companies|businesses|beginners|damen|herren"
    r"|kinder|erwachsene|jugendliche|familien|paare|firmen|unternehmen|seniorinnen|senioren|frauen|männer)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:an?|the|some|also|all kinds of|various|our|der|die|das|den|ein|eine|einen|diverse|unsere|auch|verschiedene"
    r"|du|des|de la|une?|unos|unas|dei|delle)\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:an|(?:are |is )?(?:welcome|available|possible)|(?:every|each) (?!other)\w+|willkommen"
    r"|möglich|erhältlich|verfügbar"
    r"|and more|und mehr|und vieles mehr|and much more|etc\.?|usw\.?)$",
    re.IGNORECASE,
)
_ENDS_LIST = re.compile(
    r"^(?:on|in|at|from|with|by|for|to|until|bei|im|am|auf|mit|für|aus|nach|von|ab|beraten"
    r"|begleiten|vertreten|helfen|liefern|bieten|machen)\s",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(r"\s(?:for|für)\s", re.IGNORECASE)
_LEAVES_LIST = re.compile(r"\s(?:from|aus|at|in|since|seit|while|to|that|which|because|so)\s", re.IGNORECASE)
VERBAL = re.compile(
    r"\b(?:is|are|was|were|am|have|has|can|will|we|you|i|they|it|ist|sind|war|haben|hat|wir|sie"
    r"|ihr|ihnen|ich|kann|können"
    r"|werden|wird|please|bitte|que|est|sont|nous|vous|somos|siamo|es|son)\b",
    re.IGNORECASE,
)
"""Words that only a sentence has, not a list of things."""
_ABOUT_SOMEBODY = re.compile(
    r"\b(?:them|their|his|her|its|us|who|whom|whose|each other|one another|nobody|everybody"
    r"|everyone|someone|somebody|staff"
    r"|einander|deren|dessen|jemand|niemand|alle|man|sich)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?P<title>[^:–—]{2,60}?)\s*(?::\s+|\s[–—-]\s)(?P<text>\S.*)$")  # noqa: RUF001
_LONGEST = 60
_MOST_WORDS = 7
_MOST_WORDS_BARE = 5
_SHORT = 45
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
        if parts := _listed(text):
            listings.add(text)
            for part in parts:
                _add(items, _item(part))
        elif single := _priced(text):
            listings.add(text)
            _add(items, single)
    return tuple(items.values()), frozenset(listings)


def _add(items: dict[str, Item], item: Item | None) -> None:
    if item and len(items) < _MOST:
        items.setdefault(item.title.casefold(), item)


def _listed(text: str) -> list[str]:
    """The offers that a sentence lists; empty where it lists none."""
    if colon := _COLON.search(text):
        parts = [] if _NO_OFFER.search(text[: colon.start()]) else _parts(text[colon.end() :])
        return parts if len(parts) >= _FEWEST_ANNOUNCED else []
    if found := _OFFERING.search(text):
        parts = _parts(text[found.end() :], found["verb"] or "")
        return parts if len(parts) >= _FEWEST_ANNOUNCED else []
    parts = [] if VERBAL.search(text) or _NO_OFFER.search(text) or _ABOUT_SOMEBODY.search(text) else _parts(text)
    short = all(len(part.split()) <= _MOST_WORDS_BARE or HAS_PRICE.search(part) for part in parts)
    return parts if short and len(parts) >= _FEWEST_BARE else []


def _parts(text: str, verb: str = "") -> list[str]:
    """The parts of `a, b and c`; empty where the text is not plainly a list of things.

    Of "we repair pipes, replace heaters and unclog drains" the parts keep their verbs.
    """
    pieces = _pieces(_AGAIN.sub("", text.rstrip(" .!")) if _FIRST_JOINED.match(text) else text.rstrip(" .!"))
    doing = sum(1 for piece in pieces[1:] if _AGAIN.match(piece))
    keeps_verbs = bool(verb) and doing * 2 > len(pieces) - 1
    parts: list[str] = []
    for place, piece in enumerate(pieces):
        if place and _ENDS_LIST.match(piece) and not keeps_verbs:
            break
        later = pieces[place + 1] if place + 1 < len(pieces) else ""
        own = piece if keeps_verbs or not verb else _AGAIN.sub("", piece)
        part, ends = _part(f"{verb} {own}" if keeps_verbs and not place else own, later)
        if len(part) > _LONGEST or len(part.split()) > _MOST_WORDS or VERBAL.search(part):
            return []
        if len(part) > 1:
            parts.append(part)
        if ends:
            break
    return parts


def _pieces(text: str) -> list[str]:
    """Split at commas, at "and" before a verb, and the last piece at its first "and"."""
    *earlier, last = _COMMA.split(text)
    pieces = [piece for part in earlier for piece in _AND_VERB.split(part)]
    head, *others = _AND_VERB.split(last)
    heads = [_FIRST_JOINED.sub("", head)] if _FIRST_JOINED.match(head) else _JOINED.split(head, maxsplit=1)
    return [piece.strip() for piece in (*pieces, *heads, *others) if piece.strip()]


def _part(piece: str, later: str) -> tuple[str, bool]:
    """One offer without what only belongs to the sentence, and whether the list ends with it."""
    part = _TRAILING.sub("", _LEADING.sub("", piece)).strip(" .:")
    if HAS_PRICE.search(part):
        return part, False
    whom = _FOR_WHOM.search(part)
    if whom and _PERSONS.match(later):  # "styling for women, men and children"
        return part[: whom.start()].strip(), True
    if later:
        return part, False
    if whom and (len(part) > _SHORT or _JOINED.search(part)):
        part = part[: whom.start()]
    if leaves := _LEAVES_LIST.search(part):
        part = part[: leaves.start()]
    return part.strip(), True


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
    if not 2 <= len(title) <= _LONGEST or VERBAL.search(title) or _COMMA.search(title):
        return None
    return Item(title=title, text=found["price"].strip())
