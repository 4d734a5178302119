"""What a sentence is about, as a neutral card title: the title says no more than the sentence does."""

import re

_TOPICS: tuple[tuple[str, str], ...] = (
    # id (its words stand in the frames), words in English and German; the first that matches counts
    ("emergency", r"emergenc|call-?out|notdienst|notfall|bereitschaft"),
    ("diets", r"vegan|vegetari|gluten|lactose|laktose|allerg|halal|kosher|koscher|dairy-free"),
    ("access", r"wheelchair|step-?free|barrierefrei|rollstuhl|accessible|ebenerdig|stufenlos"),
    ("parking", r"parking|car park|parkpl[aä]tz|parken|tiefgarage"),
    ("delivery", r"\bdeliver|shipping|\bship\b|liefer|versand|versende|takeaway|take-away|abholung|zum mitnehmen"),
    ("languages", r"we speak|speaks?\b.*(?:english|german|french|spanish|turkish|italian|arabic|polish)|wir sprechen|sprechen \w+,|"
                  r"in (?:english|german) and"),
    ("children", r"\bchildren|\bkids\b|\bkinder\b|kinderfreundlich|babys?\b|playground|spielplatz|toddler"),
    ("dogs", r"\bdogs? (?:are )?(?:welcome|allowed)|dog-friendly|hunde (?:sind )?(?:willkommen|erlaubt)|hundefreundlich"),
    ("outside", r"terrace|courtyard|outdoor|beer garden|terrasse|biergarten|\bgarten\b|\bgarden\b|innenhof"),
    ("groups", r"private event|parties|groups? (?:of|up)|function room|feiern|gruppen|gesellschaft(?:en)?\b|nebenraum"),
    ("ingredients", r"organic|ingredient|local (?:flour|farm|produce|meat|milk|honey)|regional|seasonal|saisonal|\bbio\b|bio-|zutaten|"
                    r"natursauerteig|sourdough|produce\b|fair ?trade"),
    ("materials", r"\bwood\b(?!-)|\boak\b|leather|linen|cotton|clay|\bholz|leder|leinen|baumwolle|materiali|recycl"),
    ("handmade", r"hand-?made|by hand|handcraft|handgemacht|von hand|handarbeit|handwerklich|hausgemacht|home-?made"),
    ("family", r"family|familie|generation"),
    ("training", r"certifi|qualifi|trained|licen[cs]ed|accredit|meisterbrief|\bmeister|ausgebildet|zertifi|geprüft|fachanw|"
                 r"degree|master craft"),
    ("team", r"\bour team|\bteam of|\bstaff\b|employees|mitarbeiter|unser team|\bteam aus|kolleg"),
    ("integrations", r"\bintegrat(?:es|ion)|\bworks with\b|schnittstelle|lässt sich (?:mit|an)\b.*(?:verbinden|anbinden)"),
    ("privacy", r"\bgdpr\b|data (?:is|are) (?:stored|hosted)|privacy|dsgvo|datenschutz|daten (?:liegen|werden|bleiben)|encrypted|verschlüsselt"),
    ("trial", r"\btrial\b|no credit card|probetraining|probestunde|schnupper|testphase|testzugang"),
    ("insurance", r"health insur|insurance|krankenkasse|kassenpatient|privatpatient|alle kassen"),
    ("payment", r"\bwe accept\b|credit cards?\b|contactless|cash only|kartenzahlung|ec-karte|nur barzahlung|auf rechnung"),
    ("appointments", r"by appointment|appointments?\b|nach vereinbarung|\btermine?\b"),
    ("online", r"online|video call|video consultation|videosprechstunde|remote(?:ly)?\b"),
    ("prices", r"[€$£]|\bEUR\b|\bCHF\b|fixed price|festpreis|price|preis"),
    ("tradition", r"\bsince \d|founded|established|\bseit (?:\d|über|mehr)|gegründet|tradition|years of"),
    ("area", r"surrounding|\barea\b|\bregion\b|umgebung|umland|umkreis|landkreis|throughout"),
    ("location", r"located|(?:minutes?|minuten) (?:from|walk|vom|zu fuß)|near the|close to|opposite|in the (?:heart|centre|center)|"
                 r"im herzen|in der nähe|direkt am|direkt an|gegenüber|station|bahnhof|zentral"),
)  # fmt: skip
_PATTERNS = tuple((topic, re.compile(words, re.IGNORECASE)) for topic, words in _TOPICS)

TOPICS = tuple(topic for topic, _ in _TOPICS)


def topic_of(sentence: str) -> str | None:
    """The topic of a sentence, if it plainly has one."""
    return next((topic for topic, words in _PATTERNS if words.search(sentence)), None)
