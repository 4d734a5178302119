"""References to laws that legal pages make: the only numbers on a site that are not the owner's."""

import re

_ARTICLES = r"(?:6|7|10|15|16|17|18|20|21|77)"
_PARTS = r"(?:\((?:1|3)\)|\((?:a|b|c|f)\))*"
_GDPR = (
    # English, German, French, Italian, Spanish, Portuguese; Articles 6, 7, 15 to 18, 20, 21 and 77 of the GDPR.
    rf"\bArticle {_ARTICLES}{_PARTS} GDPR",
    rf"\bArt\. {_ARTICLES}(?: Abs\. [13])?(?: Buchst\. [abcf])? DSGVO",
    rf"\barticle {_ARTICLES}(?:, paragraphe [13])?(?:, point [abcf]\))?,? du RGPD",
    rf"\bart\. {_ARTICLES}(?:, par\. [13])?(?:, lett\. [abcf]\))?,? del GDPR",
    rf"\bartículo {_ARTICLES}(?:\.[13])?(?:\.[abcf]\))? del RGPD",
    rf"\bartigo {_ARTICLES}\.º(?:, n\.º [13])?(?:, alínea [abcf]\))?,? do RGPD",
)
_NATIONAL = (
    r"§ 5 DDG", r"artículo 10 de la Ley 34/2002", r"art\. 7 del D\.Lgs\. 70/2003",
    r"Lei n\.º 13\.709/2018", r"Decreto-Lei n\.º 7/2004",
)  # fmt: skip
_REFERENCE = re.compile("|".join((*_GDPR, *_NATIONAL)))


def without_law_references(text: str) -> str:
    """The text without the laws that it names."""
    return _REFERENCE.sub("", " ".join(text.split()))
