"""The font files that the first screen of a page is set in."""

from collections import Counter
from posixpath import splitext

from turbohtml import Element, Namespace, Text

from code24.optimize.fixes.fonts.wanted import face_for
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, cascade
from code24.website.styles.page_styles import sheets_of
from code24.website.typefaces.fontfaces import FontFace, faces_in, is_of_symbols
from code24.website.typefaces.icon_uses import first_family
from code24.website.website import Website, base_of

MOST = 2
LARGEST = 60_000
"""Bytes: a larger file would take the line from what the first paint needs."""
FIRST = 600
"""Characters that a phone shows at first, about."""
_SILENT = frozenset({"script", "style", "template", "noscript", "title", "head", "option", "textarea"})


def wanted_first(page: Page, website: Website) -> list[str]:
    """Paths of the WOFF2 files of the faces that most of the first characters are in, at most two."""
    key = ("first faces", page.path, page.text, website.styles_digest)
    return website.remembered(key, lambda: _wanted_first(page, website))


def _wanted_first(page: Page, website: Website) -> list[str]:
    faces: dict[str, list[FontFace]] = {}
    for applied in sheets_of(page, website):
        for face in faces_in(applied.sheet.text, applied.path, website):
            if face.path and face.draws([ord("e")]) and not is_of_symbols(website, face):
                faces.setdefault(face.family.lower(), []).append(face)
    if not faces:
        return []
    counts: Counter[str] = Counter()
    seen = 0
    styles = cascade(page, website, PHONE)
    for element in page.elements:
        text = _own_text(element)
        if not text or seen > FIRST:
            continue
        computed = styles.of(element)
        if any(styles.of(each).get("display") == "none" for each in (element, *_around(element))):
            continue
        seen += len(text)
        family = first_family(computed.get("font-family") or "")
        if family in faces:
            slanted = (computed.get("font-style") or "normal") != "normal"
            chosen = face_for(faces[family], computed.get("font-weight") or "400", slanted=slanted)
            if chosen is not None and chosen.path is not None:
                counts[chosen.path] += len(text)
    fit = [path for path, _ in counts.most_common() if splitext(path)[1].lower() == ".woff2"]
    return [path for path in fit if len(website.files[path].content) <= LARGEST][:MOST]


def _own_text(element: Element) -> str:
    """The element's own text, white space as browsers draw it."""
    if element.tag in _SILENT or element.namespace is not Namespace.HTML:
        return ""
    own = (node.text for node in element.children if isinstance(node, Text))
    return " ".join(" ".join(own).split())


def _around(element: Element) -> list[Element]:
    return [each for each in element.ancestors if isinstance(each, Element)]


def preloaded_fonts(page: Page, website: Website) -> set[str]:
    """Paths of the fonts that a page preloads."""
    base = base_of(page)
    found = {
        website.path_of(link.attr("href") or "", base)
        for link in page.named("link")
        if "preload" in (link.attr("rel") or "").lower() and (link.attr("as") or "").lower() == "font"
    }
    return {path for path in found if path is not None}
