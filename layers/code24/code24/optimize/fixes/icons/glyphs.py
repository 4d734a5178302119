"""Icon fonts become inline pictures; where they have to stay, they keep the glyphs that are used and no others."""

from collections.abc import Collection, Iterable

from turbohtml import parse

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.icons.cutting import cut_down
from code24.optimize.fixes.icons.drawing import draw
from code24.optimize.fixes.icons.fonts_of_icons import IconFont, icon_fonts
from code24.optimize.models import Change, Phase
from code24.optimize.restyling import Cut, Edit, restyled, spliced
from code24.website.models import WebFile
from code24.website.styles.page_styles import is_stylesheet_link
from code24.website.styles.sheets import parsed
from code24.website.typefaces.fontfaces import faces_in
from code24.website.typefaces.icon_uses import BOXES, families_in, glyph_rules
from code24.website.website import Website, base_of

KIND = "icon-font"


class _Work:
    """The website as it changes, and what has changed."""

    def __init__(self, website: Website) -> None:
        self.website = website
        self.changes: list[Change] = []
        self.removed: list[str] = []
        self._paths: set[str] = set()

    def put(self, files: Iterable[WebFile], removed: Iterable[str] = ()) -> None:
        made = tuple(files)
        self._paths.update(file.path for file in made)
        self.removed += removed
        self.website = self.website.changed(made, self.removed)

    def outcome(self) -> Outcome:
        files = tuple(self.website.files[path] for path in sorted(self._paths) if path in self.website.files)
        return Outcome(files, tuple(self.removed), tuple(self.changes))


@site_fix(
    KIND,
    Phase.ICONS,
    "Icons come with the page instead of in a font of hundreds of them",
    "icon-font",
    tolerance=0.005,
)
def icon_font(website: Website, setting: Setting) -> Outcome:
    """Replace every icon font, or cut it down. All pages share its stylesheet, so it goes from all or from none."""
    work = _Work(website)
    fonts = icon_fonts(website)
    is_free = all(setting.allows(KIND, page.path) for page in website.pages)
    going = [font for font in fonts if is_free and not font.obstacles]
    if going:
        _replace(going, work, everything=len(going) == len(fonts))
    for font in fonts:
        if font in going or not is_free:
            continue
        files = cut_down(font, work.website)
        work.put(files)
        work.changes += [
            Change(path=file.path, what=f"The icon font {font.family} has the icons in use.") for file in files
        ]
    return work.outcome()


def _replace(fonts: list[IconFont], work: _Work, *, everything: bool) -> None:
    pictures = [each for font in fonts for each in font.pictures]
    families = {font.family for font in fonts}
    for path in sorted({each.page for each in pictures}):
        own = [each for each in pictures if each.page == path]
        document = parse(work.website.files[path].text)
        draw(document, own)
        work.put([work.website.files[path].with_content(document.serialize())])
        work.changes.append(Change(path=path, what=f"{len(own)} icons are drawn by the page itself."))
    edited = restyled(
        work.website, _without(work.website, families, {each.rule for each in pictures}, everything=everything)
    )
    work.put(edited)
    for file in edited:
        work.changes.append(Change(path=file.path, what=f"The icon font {', '.join(sorted(families))} is gone."))
    if empty := _empty_sheets(work.website):
        work.put(_unlinked(work.website, empty), empty)


def _without(website: Website, families: set[str], used: set[str], *, everything: bool) -> Edit:
    """Stylesheets without the faces of some families and the rules that draw their glyphs.

    `used` are the texts of the rules that draw glyphs which are pictures now. Rules of unused icons go where no other
    icon font is left that they might belong to.
    """

    def edit(text: str, base: str) -> str:
        faces = faces_in(text, base, website)
        cuts = [Cut(*face.span) for face in faces if face.family.lower() in families]
        own = {face.family.lower() for face in faces}
        whole = everything or (bool(own) and own <= families)
        glyphs = {rule.span for rule, _ in glyph_rules(text)} if whole else set()
        for rule in parsed(text).rules:
            is_box = bool(rule.selectors) and all(each.pseudo_element in BOXES for each in rule.selectors)
            is_used = text[rule.span.start : rule.span.end] in used
            if rule.span in glyphs or is_used or (is_box and families_in(rule.declarations) in families):
                cuts.append(Cut(*rule.span))
        return spliced(text, cuts)

    return edit


def _empty_sheets(website: Website) -> list[str]:
    """Stylesheets without any rule, which pages link."""
    linked = {
        website.path_of(link.attr("href") or "", base_of(page))
        for page in website.pages
        for link in page.named("link")
        if is_stylesheet_link(link)
    }
    return sorted(
        file.path
        for file in website.files.values()
        if file.media_type == "text/css" and file.path in linked and not parsed(file.text).nodes
    )


def _unlinked(website: Website, removed: Collection[str]) -> Iterable[WebFile]:
    for page in website.pages:
        base = base_of(page)
        if not any(website.path_of(link.attr("href") or "", base) in removed for link in page.named("link")):
            continue
        document = parse(page.text)
        for link in document.select("link[href]"):
            if website.path_of(link.attr("href") or "", base) in removed:
                link.decompose()
        yield website.files[page.path].with_content(document.serialize())


FIXES = (icon_font,)
