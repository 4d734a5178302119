"""Fonts: how many, how large, in which format, and what visitors see before they have come."""

from collections.abc import Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule, site_rule
from code24.optimize.fixes.fonts.first_faces import MOST, preloaded_fonts, wanted_first
from code24.optimize.fixes.fonts.stand_ins import missing_stand_ins
from code24.optimize.fixes.fonts.text_fonts import SHOWN_AT_ONCE
from code24.optimize.fixes.fonts.wanted import used_faces, wanted
from code24.optimize.fixes.icons.fonts_of_icons import icon_fonts
from code24.optimize.restyling import style_texts
from code24.website.page import Page
from code24.website.typefaces.fontfaces import FontFace, faces_in, font_at, is_of_symbols
from code24.website.website import Website, base_of

SMALL = 20_000
"""Bytes of a font that is not worth cutting down."""
MANY_TIMES = 2.5
MOST_FACES = 5
FONT_HOSTS = (
    "fonts.googleapis.com",
    "fonts.gstatic.com",
    "use.typekit.net",
    "fonts.bunny.net",
    "fast.fonts.net",
    "cloud.typography.com",
)


def _text_faces(website: Website) -> Iterator[tuple[str, FontFace]]:
    for text in style_texts(website):
        for face in faces_in(text.text, text.base, website):
            if not (face.path and is_of_symbols(website, face)):
                yield text.path, face


@site_rule(
    "font-display",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Text shows before its font has come",
    ("Lighthouse", "font-display-insight"),
    fix="text-fonts",
)
def font_display(website: Website) -> Iterator[Look]:
    """Every face of a text font that is loaded from a file."""
    for path, face in _text_faces(website):
        if any(source.url for source in face.sources):
            yield (
                None
                if face.display in SHOWN_AT_ONCE
                else Defect(
                    f"Text in {face.family} stays invisible until its font has come; font-display: swap shows it.",
                    path=path,
                )
            )


@site_rule(
    "unsubset-fonts",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Fonts hold the characters that are used",
    ("Code24", "fonts"),
    fix="text-fonts",
)
def unsubset_fonts(website: Website) -> Iterator[Look]:
    """Every font file of this website that a face of a text font names."""
    asked = wanted(website).characters
    for path in sorted({face.path for _, face in _text_faces(website) if face.path}):
        size = len(website.files[path].content)
        font = font_at(website, path) if size > SMALL else None
        codes = set(font.unicodes) if font is not None else set()
        used = len(codes & asked)
        yield (
            Defect(f"The font has {len(codes)} characters and {size:,} bytes; {used} are used.", path=path)
            if used and len(codes) > MANY_TIMES * used
            else None
        )


@site_rule(
    "legacy-font-formats",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Fonts come as WOFF2",
    ("Code24", "fonts"),
    fix="text-fonts",
)
def legacy_font_formats(website: Website) -> Iterator[Look]:
    """Every face with a file of this website."""
    for path, face in _text_faces(website):
        if face.path:
            yield (
                None
                if face.path.lower().endswith(".woff2")
                else Defect(
                    f"{face.family} comes as {face.path.rpartition('.')[2].upper()}; WOFF2 is about a third smaller.",
                    path=path,
                )
            )


@site_rule(
    "unused-fonts",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Every face is asked for by something",
    ("Code24", "fonts"),
    fix="text-fonts",
)
def unused_fonts(website: Website) -> Iterator[Look]:
    """Every face of a text font with a file of this website."""
    asked = wanted(website)
    families: dict[str, list[tuple[str, FontFace]]] = {}
    for path, face in _text_faces(website):
        if face.path:
            families.setdefault(face.family.lower(), []).append((path, face))
    for family, faces in families.items():
        used = used_faces([face for _, face in faces], asked) if asked.names(family) else set()
        for path, face in faces:
            what = f"{face.family} {face.weight[0]:g} {face.style} is asked for by no style, weight or character."
            yield None if face in used else Defect(what, path=path)


@site_rule("too-many-fonts", Category.PERFORMANCE, Severity.MINOR, "A handful of faces is enough", ("Code24", "fonts"))
def too_many_fonts(website: Website) -> Iterator[Look]:
    """The faces that draw Latin letters, as they are used."""
    asked = wanted(website)
    faces = {
        face for _, face in _text_faces(website) if face.path and asked.names(face.family) and face.draws([ord("e")])
    }
    distinct = {(face.family.lower(), face.weight, face.style) for face in faces}
    if distinct:
        yield (
            Defect(f"The website has {len(distinct)} faces of text fonts; each is a file to wait for.")
            if len(distinct) > MOST_FACES
            else None
        )


@page_rule(
    "third-party-fonts",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Fonts come from the website itself",
    ("Lighthouse", "third-parties-insight"),
)
def third_party_fonts(page: Page, website: Website) -> Iterator[Look]:
    """Stylesheets and preloads of font services."""
    for link in page.named("link"):
        href = link.attr("href") or ""
        relations = (link.attr("rel") or "").lower().split()
        if {"stylesheet", "preload"} & set(relations):
            target = website.target(href, base_of(page))
            is_service = bool(target and target.origin and target.origin.partition("//")[2] in FONT_HOSTS)
            if is_service:
                yield Defect("Fonts come from another host: two more connections before text has its face.", link)
            elif link.attr("as") == "font":
                yield None


@page_rule(
    "font-preload",
    Category.PERFORMANCE,
    Severity.MINOR,
    "The faces of the first screen are preloaded",
    ("Lighthouse", "uses-rel-preload"),
    fix="font-preload",
)
def font_preload(page: Page, website: Website) -> Iterator[Look]:
    """The faces that the first screen is set in."""
    loaded = preloaded_fonts(page, website)
    for path in wanted_first(page, website):
        yield (
            None
            if path in loaded or len(loaded) >= MOST
            else Defect(f"The first screen is set in {path}, which is found late.")
        )


@site_rule(
    "font-stand-ins",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Nothing moves when a font arrives",
    ("Lighthouse", "cls-culprits-insight"),
    fix="font-stand-ins",
)
def font_stand_ins(website: Website) -> Iterator[Look]:
    """Every text family that is loaded from this website."""
    missing = set(missing_stand_ins(website))
    for family in sorted({face.family.lower() for _, face in _text_faces(website) if face.path}):
        if not family.endswith(" fallback"):
            yield (
                Defect(f"What stands in for {family} has other measures: text moves when it comes.")
                if family in missing
                else None
            )


@site_rule(
    "icon-font",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Icons come with the page",
    ("Lighthouse", "unused-css-rules"),
    fix="icon-font",
)
def icon_font(website: Website) -> Iterator[Look]:
    """Every icon font whose files are this website's."""
    for font in icon_fonts(website):
        paths = sorted({face.path for _, face in font.faces if face.path})
        size = sum(len(website.files[path].content) for path in paths)
        is_cut = all(".cut." in path for path in paths)
        what = f"The icon font {font.family} has {size:,} bytes for {len(font.pictures) or 'a few'} icons."
        yield None if is_cut else Defect(what, path=font.faces[0][0].path)


RULES = (
    font_display,
    unsubset_fonts,
    legacy_font_formats,
    unused_fonts,
    too_many_fonts,
    third_party_fonts,
    font_preload,
    font_stand_ins,
    icon_font,
)
