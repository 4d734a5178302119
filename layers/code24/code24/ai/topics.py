"""What a sentence is about, as a neutral card title: the title says no more than the sentence does."""

import re

# Topic (its title stands in the frames) and patterns in English and German; the first topic that matches counts.
_WORDS: dict[str, str] = {
    "emergency": r"emergenc | call-?out | notdienst | notfall | bereitschaft",
    "fear": r"\bangst\b | angstpatient | anxious | anxiety | nervous | \bafraid",
    "diets": r"vegan | vegetari | gluten | lactose | laktose | allerg | halal | kosher | koscher | dairy-free",
    "access": r"wheelchair | step-?free | barrierefrei | rollstuhl | \baccessible | ebenerdig | stufenlos",
    "parking": r"\bparking | car\spark | parkpl[aä]tz | \bparken | tiefgarage",
    "delivery": r"\bdeliver(?:y|ies|ed|s)?\b | shipping | \bship\b | \bliefer(?:n|t|ung) | versand | versende | takeaway"
    r" | take-away | abholung | zum\smitnehmen | pick\s(?:it|them|your\s\w+)?\s?up | click\sand\scollect",
    "languages": r"\b(?:we|i)\sspeak | speaks?\b.*(?:english|german|french|spanish|turkish|italian|arabic|polish)"
    r" | wir\ssprechen | sprechen\s\w+,",
    "children": r"\bchildren | \bkids\b | \bkinder | \bbab(?:y|ies|ys)\b | playground | spielplatz | toddler",
    "dogs": r"\bdogs?\s(?:are\s)?(?:welcome|allowed) | dog-friendly | \bhunde\s(?:sind\s|dürfen\s)?(?:willkommen|erlaubt|mit)",
    "outside": r"terrace | courtyard | \boutdoor | \boutside | beer\sgarden | terrasse | biergarten | \bgarten\b | \bgarden\b"
    r" | innenhof",
    "groups": r"private\sevent | \bparties\b | \bgroups? | function\sroom | feiern | gruppen | gesellschaften? | nebenraum",
    "ingredients": r"\borganic | ingredient | \blocal\s(?:flour|farm|produce|meat|milk|honey) | \bregional | \bseasonal"
    r" | \bsaisonal | \bbio\b | \bbio- | zutaten | \bproduce\b(?=\sfrom) | fair\s?trade",
    "materials": r"\bwood\b(?!-) | \boak\b | leather | \blinen | \bcotton | \bclay\b | \bholz\b | \bleder\b | \bleinen"
    r" | baumwolle | materiali | recycl",
    "handmade": r"hand-?made | \bby\shand | handcraft | handgemacht | \bvon\shand | handarbeit | handwerklich"
    r" | hausgemacht | home-?made",
    "family": r"\bfamily | \bfamilie | generation",
    "training": r"certifi | qualifi | \btrained | licen[cs]ed | accredit | meisterbrief | \bmeister | ausgebildet | zertifi"
    r" | geprüfte | \bfachanw | \bdegree | master\scraft",
    "team": r"\b(?:our|my)\steam | \bteam\sof | \bstaff\b | employees | mitarbeiter | \b(?:unser|mein)\steam | \bteam\saus"
    r" | kolleg",
    "integrations": r"\bintegrat(?:es|ion) | \bworks\swith\b | schnittstelle | lässt\ssich\s(?:mit|an)\b.*(?:verbinden|anbinden)",
    "privacy": r"\bgdpr\b | \bdata\s(?:is|are|stays?)\b | privacy | dsgvo | datenschutz | \bdaten\s(?:liegen|werden|bleiben)"
    r" | encrypted | verschlüsselt",
    "trial": r"\btrial\b | no\scredit\scard | probetraining | probestunde | schnupper | testphase | testzugang",
    "insurance": r"health\sinsur | \binsurance | krankenkasse | kassenpatient | privatpatient | alle\skassen",
    "payment": r"\bwe\saccept\b | credit\scards?\b | contactless | cash\sonly | kartenzahlung | ec-karte | barzahlung"
    r" | auf\srechnung",
    "appointments": r"\bby\sappointment | \bappointments?\b | nach\svereinbarung | \btermine?n?\b",
    "online": r"\bonline | video\scall | video\sconsultation | videosprechstunde | \bremote(?:ly)?\b",
    "prices": r"[€$£] | \bEUR\b | \bCHF\b | fixed\sprice | festpreis | \bprices?\b | \bpreise?\b",
    "tradition": r"\bsince\s\d | founded | established | \bseit\s(?:\d|über|mehr) | gegründet | \btradition | years\sof",
    "area": r"surrounding | \barea\b | \bregion\b | umgebung | umland | umkreis | landkreis | throughout | within\s\w+\smiles",
    "location": r"\blocated | (?:minutes?|minuten)\s(?:from|walk|vom|von|zu\sfuß) | \bnear\sthe | close\sto | opposite"
    r" | in\sthe\s(?:heart|centre|center) | im\sherzen | in\sder\snähe | direkt\s(?:am|an) | gegenüber | bahnhof | zentral",
}
_PATTERNS = tuple((topic, re.compile(words, re.IGNORECASE | re.VERBOSE)) for topic, words in _WORDS.items())

TOPICS = tuple(_WORDS)


def topic_of(sentence: str) -> str | None:
    """The topic of a sentence, if it plainly has one."""
    return next((topic for topic, words in _PATTERNS if words.search(sentence)), None)
