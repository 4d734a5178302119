"""Text fonts: faces that nothing asks for go, the others keep the characters in use, and text shows without them."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from turbohtml import Document

from code24.optimize.fix import Outcome, Setting, page_fix, site_fix
from code24.optimize.fixes.fonts.files import reduced_file, with_source
from code24.optimize.fixes.fonts.wanted import used_faces, wanted
from code24.optimize.models import Change, Phase
from code24.optimize.restyling import Cut, restyled, spliced, style_texts
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.typefaces.fontfaces import FontFace, faces_in, is_of_symbols
from code24.website.website import Website

SHOWN_AT_ONCE = frozenset({"swap", "fallback", "optional"})
"""Values of `font-display` that leave text readable while its font is on its way."""
FONT_HOST = "fonts.googleapis.com"


@site_fix(
    "text-fonts",
    Phase.FONTS,
    "Fonts hold the characters in use, in the best format, and text shows before they have come",
    "font-display",
    "unsubset-fonts",
    "legacy-font-formats",
    "unused-fonts",
    tolerance=0.01,
    needs_finding=False,
)
def text_fonts(website: Website, setting: Setting) -> Outcome:
    """Cut down every text font of the website."""
    asked = wanted(website)
    families: dict[str, dict[FontFace, None]] = {}
    for text in style_texts(website):
        for face in faces_in(text.text, text.base, website):
            if face.path and not is_of_symbols(website, face):
                families.setdefault(face.family.lower(), {})[face] = None
    own = {family: list(faces) for family, faces in families.items()}
    kept = {
        family: {_key(face) for face in used_faces(faces, asked)} if asked.names(family) else set()
        for family, faces in own.items()
    }
    made: dict[str, WebFile] = {}
    changes: dict[str, Change] = {}

    def edit(css: str, base: str) -> str:
        cuts = []
        for face in faces_in(css, base, website):
            family = face.family.lower()
            if family not in own or face.path is None:
                continue
            if _key(face) not in kept[family]:
                cuts.append(Cut(*face.span))
                changes[f"{base}{face.span}"] = Change(
                    path=base, what=f"{face.family} {face.weight[0]:g} {face.style} is asked for by nothing."
                )
                continue
            file = reduced_file(website, face, asked.characters)
            display = face.display if face.display in SHOWN_AT_ONCE else "swap"
            if file is not None:
                made[file.path] = file
                before = len(website.files[face.path].content)
                what = f"{face.family} {face.weight[0]:g} {face.style}: {before:,} → {len(file.content):,} bytes."
                changes[file.path] = Change(path=file.path, what=what)
                cuts.append(with_source(css, face, file.path, base, font_display=display))
            elif display != face.display:
                cuts.append(
                    with_source(css, face, face.path, base, font_display=display)
                    if face.path.endswith(".woff2")
                    else Cut(face.span[1] - 1, face.span[1], f";font-display:{display}}}")
                )
                changes[f"{base}{face.span}"] = Change(path=base, what=f"Text in {face.family} shows at once.")
        return spliced(css, cuts)

    files = restyled(website, edit)
    return Outcome((*files, *made.values()) if files else (), (), tuple(changes.values()))


def _key(face: FontFace) -> tuple[object, ...]:
    return face.weight, face.style, face.ranges, face.path


@page_fix(
    "hosted-font-display",
    Phase.FONTS,
    "Text in fonts of a font service shows before they have come",
    "font-display",
)
def hosted_font_display(document: Document, page: Page, website: Website, setting: Setting) -> Iterable[Change]:
    """Ask the font service for faces that swap, where its stylesheet is linked."""
    for link in document.select("link[href]"):
        href = (link.attr("href") or "").strip()
        parts = urlsplit(href) if FONT_HOST in href else None
        asked = dict(parse_qsl(parts.query)) if parts and parts.netloc == FONT_HOST else {}
        if "family" in asked and "display" not in asked:
            link.attrs["href"] = f"{href}&display=swap"
            yield Change(path=page.path, what="Text shows before the font service has answered.")


FIXES = (text_fonts, hosted_font_display)
