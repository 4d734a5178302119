"""Languages: what screen readers pronounce texts in."""

import re
from collections.abc import Iterator

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible

WELL_FORMED = re.compile(r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|x|i)(?:-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
"""BCP 47, in short: a language of two or three letters, then subtags."""


@accessible("html-has-lang", Severity.SERIOUS, "The page says its language", "3.1.1", fix="markup-language")
def html_has_lang(told: Told) -> Iterator[Judged]:
    """`lang` on `html`."""
    root = told.page.document.root
    said = root is not None and (root.attr("lang") or "").strip()
    yield root, "" if said else "The page does not say which language it is in."


@accessible("html-lang-valid", Severity.SERIOUS, "The page's language exists", "3.1.1", fix="markup-language")
def html_lang_valid(told: Told) -> Iterator[Judged]:
    """BCP 47."""
    root = told.page.document.root
    said = (root.attr("lang") or "").strip() if root is not None else ""
    if said:
        yield root, "" if WELL_FORMED.fullmatch(said) else f"lang={said!r} is no language tag."


@accessible("html-xml-lang-mismatch", Severity.MODERATE, "`lang` and `xml:lang` agree", "3.1.1",
            fix="markup-language")  # fmt: skip
def html_xml_lang_mismatch(told: Told) -> Iterator[Judged]:
    """Of the same language."""
    root = told.page.document.root
    if root is not None and (own := root.attr("lang")) and (other := root.attr("xml:lang")):
        same = own.strip().lower().split("-")[0] == other.strip().lower().split("-")[0]
        yield root, "" if same else f"lang={own!r} and xml:lang={other!r} disagree."


@accessible("valid-lang", Severity.SERIOUS, "Languages of parts exist", "3.1.2", fix="markup-language")
def valid_lang(told: Told) -> Iterator[Judged]:
    """`lang` on anything but `html`."""
    for element in told.page.elements:
        said = element.attr("lang") if "lang" in element.attrs else None
        if said is not None and element.tag != "html":
            yield element, "" if WELL_FORMED.fullmatch(said.strip()) else f"lang={said!r} is no language tag."


RULES = (html_has_lang, html_lang_valid, html_xml_lang_mismatch, valid_lang)
