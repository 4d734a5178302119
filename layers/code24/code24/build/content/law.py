"""The laws that a legal page may name: the only numbers on a site that its owner did not give."""

import re

from code24.types import LanguageTag

_ARTICLES = ("13", "15", "16", "17", "18", "20", "21", "77")
_PARAGRAPHS = (("6", "1"), ("7", "3"))
_LETTERS = ("a", "b", "c", "f")

_GDPR: dict[str, tuple[str, str, str]] = {
    "en": ("Article {0} GDPR", "Article {0}({1}) GDPR", "Article {0}({1})({2}) GDPR"),
    "de": ("Art. {0} DSGVO", "Art. {0} Abs. {1} DSGVO", "Art. {0} Abs. {1} Buchst. {2} DSGVO"),
    "fr": (
        "article {0} du RGPD",
        "article {0}, paragraphe {1}, du RGPD",
        "article {0}, paragraphe {1}, point {2}), du RGPD",
    ),
    "es": ("artículo {0} del RGPD", "artículo {0}.{1} del RGPD", "artículo {0}.{1}.{2}) del RGPD"),
    "pt": (
        "artigo {0}.º do RGPD",
        "artigo {0}.º, n.º {1}, do RGPD",
        "artigo {0}.º, n.º {1}, alínea {2}), do RGPD",
    ),
    "it": ("art. {0} del GDPR", "art. {0}, par. {1}, del GDPR", "art. {0}, par. {1}, lett. {2}), del GDPR"),
}
"""How the General Data Protection Regulation is cited: an article, its paragraph, and the letter within."""
_NATIONAL: dict[str, tuple[str, ...]] = {
    "de": ("§ 5 DDG", "§ 5 ECG", "§ 25 MedienG"),
    "es": ("artículo 10 de la Ley 34/2002",),
    "it": ("art. 7 del D.Lgs. 70/2003",),
    "pt": ("Lei n.º 13.709/2018", "Decreto-Lei n.º 7/2004"),
}
"""Whose law asks for an imprint, or governs data."""


def law_references(language: LanguageTag) -> tuple[str, ...]:
    """Every reference that a text in this language may hold, exactly as it must be written; English for others."""
    base = language.partition("-")[0].lower()
    base = base if base in _GDPR else "en"
    article, paragraph, letter = _GDPR[base]
    return (
        *(letter.format(*place, point) for place in _PARAGRAPHS[:1] for point in _LETTERS),
        *(paragraph.format(*place) for place in _PARAGRAPHS),
        *(article.format(number) for number in _ARTICLES),
        *_NATIONAL.get(base, ()),
    )


def without_law_references(text: str, language: LanguageTag) -> str:
    """The text without its references to laws; a reference in any other form stays, and counts as a claim."""
    known = "|".join(re.escape(reference) for reference in law_references(language))
    return re.sub(rf"(?<!\w)(?:{known})(?!\w)", "", text)
