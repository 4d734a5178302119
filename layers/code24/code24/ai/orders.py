"""What in a description is not meant for visitors: orders to a machine, wishes to the builder, markup, addresses.

Such sentences are data like any other, and are left out of what visitors read. Nothing in a description is obeyed.
"""

import re

_CODE = re.compile(
    r"[{}<>`\\]|\$\(|\[\[|\]\]|%[0-9A-F]{2}|&#|javascript:|data:\w|on(?:error|load|click)\s*=", re.IGNORECASE
)
_URL = re.compile(
    r"https?:|www\.|://|\b[\w-]+\.(?:com|de|org|net|io|co|eu|info|at|ch|fr|es|it|pt|uk)\b(?!\w)", re.IGNORECASE
)
_TO_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|above"
    r"|previous|prior|everything)"
    r"|\b(?:system|developer)\s+(?:prompt|message|instruction)|\bas an ai\b|\byou are (?:now |an? )|\bact as\b"
    r"|\bpretend (?:to|that)\b|\blanguage model\b|\bjailbreak|\b(?:assistant|system|user)\s*:|\bprompt injection"
    r"|\b(?:ignoriere?n?|vergiss|vergessen sie|missachte)\b.{0,40}\b(?:anweisung|vorgabe|regel"
    r"|alles|vorherig|obig|prompt)"
    r"|\bdu bist (?:jetzt|nun|ein)\b|\btu so\b|\bsprachmodell"
    r"|\bignor(?:ez|a|e|are)\b.{0,40}\b(?:instruc|istruzion|consigne)"
    r"|\b(?:claim|pretend|say|write|state|mention|invent|make up|add|include|insert|output|print"
    r"|reveal|repeat|respond)\b"
    r".{0,50}\b(?:award|testimonial|review|certif|customers?|rating|number one|prompt|password"
    r"|secret|key|instead|exactly)"
    r"|\b(?:schreibe?|behaupte|erfinde|gib|füge|nenne|erwähne)\b.{0,50}"
    r"\b(?:auszeichnung|kundenstimm|bewertung|zertifi|preis|passwort|prompt|aus)",
    re.IGNORECASE,
)
_PLAINLY_TO_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?)\b"
    r"|\b(?:system|developer)\s+(?:prompt|message|instruction)|\bas an ai\b|\blanguage model\b|\bjailbreak"
    r"|\bprompt injection|^\s*(?:assistant|system|user)\s*:"
    r"|\b(?:ignoriere?n?|vergiss|vergessen sie|missachte)\b.{0,40}\b(?:anweisung|prompt)|\bsprachmodell"
    r"|\bignor(?:ez|a|e|are)\b.{0,40}\b(?:instruc|istruzion|consigne)",
    re.IGNORECASE,
)
_SITE = (
    r"(?:web\s?-?sites?|web\s?pages?|home\s?-?pages?|landing\s?-?pages?|webseiten?|internetseiten?|internetauftritt"
    r"|webauftritt)"
)
_TO_BUILDER = re.compile(
    rf"\b(?:want|wants|need|needs|looking for|would like|like|wish|build|create|make|design|generate|develop|please)\b"
    rf".{{0,60}}\b{_SITE}\b"
    rf"|\b(?:the|our|my|this|a new)\s+(?:new\s+)?(?:site|{_SITE})\s+"
    r"(?:should|must|needs?|has to|shall|will|is supposed|ought)"
    rf"|\b(?:möchte|möchten|will|wollen|brauche|brauchen|benötige|benötigen|suche|suchen|wünsche|wünschen|erstelle?n?"
    rf"|baue?n?|bitte|hätten?)\b.{{0,60}}\b{_SITE}\b"
    rf"|\b(?:die|unsere?|meine?|eine)\s+(?:neue\s+)?{_SITE}\s+(?:soll|sollte|muss|müsste|darf|braucht)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"^(?:we|i|our goal is|the goal is|goal:|ziel:)\s*(?:really )?(?:want|need|would like|hope"
    r"|wish|aim)\s+(?:more|people|visitors|customers"
    r"|new|to (?:get|attract|reach|have|increase|grow|sell|be found|win|become))\b"
    r"|^(?:wir|ich) (?:möchten?|wollen?|will|brauchen?|suchen?)\s+(?:mehr|neue|bekannter|online|gefunden|im internet)\b"
    r"|^(?:our |the |my |main |unser |mein |das )*(?:goal|aim|target group|target audience|ziel|zielgruppe)\b",
    re.IGNORECASE,
)
_WISH_CLAUSE = re.compile(
    rf"[,;]?\s+(?:and|und)\s+(?:(?:I|we|ich|wir)\s+)?(?:want|need|would like|am looking for|are looking for|möchten?|"
    rf"brauchen?|suchen?|wollen|hätten? gern)\b[^.!?]*\b{_SITE}\b[^.!?]*",
    re.IGNORECASE,
)


def to_machine(text: str) -> bool:
    """Whether a text talks to a machine, plainly enough to be no sentence about a business."""
    return bool(_PLAINLY_TO_MACHINE.search(text))


def without_wishes(sentence: str) -> str:
    """The sentence without its clause about the site that is wanted ("I run a bakery and need a website")."""
    return _WISH_CLAUSE.sub("", sentence)


def for_visitors(sentence: str) -> bool:
    """False for code, addresses of pages, and what speaks to a machine or to the builder of the site."""
    return not (
        _CODE.search(sentence)
        or _URL.search(sentence)
        or _TO_MACHINE.search(sentence)
        or _TO_BUILDER.search(sentence)
        or _WISH.search(sentence)
    )
