"""Background pictures as AVIF and WebP, sized to what they cover on phones and on desktops."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from turbohtml import Document, Element, parse

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.images.background_writing import PHONE_QUERY, Use, Uses, Writer
from code24.optimize.fixes.images.layers import assignment
from code24.optimize.fixes.images.variants import Order, made
from code24.optimize.models import Change, Phase
from code24.optimize.restyling import restyled, spliced, style_texts
from code24.pictures.encoding import LARGEST, Format
from code24.website.images.covering import DESKTOP_SCREEN, PHONE_SCREEN, Layer, covered_width
from code24.website.images.pictures import facts_of, named_files
from code24.website.images.sight import Sight
from code24.website.images.sizes import STEPS
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.scanning import split_list
from code24.website.styles.sheets import parsed
from code24.website.website import Website, base_of

_PHONE_DENSITY = 1.5
"""Device pixels a CSS pixel that background pictures are made for: they are cropped, and mostly lie under text."""
_MOST_ON_PHONES = 1080
_FEWER = 0.85
"""A file for phones is made where it has at most this share of the width."""
_OLD = frozenset({"jpeg", "png", "bmp", "gif", "webp"})
_MOST_ELEMENTS = 8


@site_fix(
    "background-pictures",
    Phase.IMAGES,
    "Background pictures are sent as AVIF or WebP, in the size that phones and desktops need",
    "modern-image-formats",
    "uses-responsive-images",
    "uses-optimized-images",
    tolerance=0.01,
    needs_finding=False,
)
def background_pictures(website: Website, setting: Setting) -> Outcome:
    """Rewrite stylesheets, `style` elements and `style` attributes; remove what nothing names any more."""
    sights = {page.path: Sight(page, website, setting.measured) for page in website.pages}
    in_sheets = {
        (sheet.text, sheet.base): uses
        for sheet in style_texts(website)
        if setting.allows("background-pictures", sheet.path)
        and (uses := dict(_sheet_uses(sheet.text, sheet.base, website, sights)))
    }
    in_pages = {
        page.path: uses
        for page in website.pages
        if setting.allows("background-pictures", page.path)
        and (uses := dict(_attribute_uses(page, website, sights[page.path])))
    }
    everything = [
        use for found in (*in_sheets.values(), *in_pages.values()) for each in found.values() for use in each.values()
    ]
    variants = made(_orders(everything), website)
    changes: list[Change] = []
    used: dict[str, WebFile] = {}

    def edited(text: str, base: str) -> str:
        found = in_sheets.get((text, base), {})
        writer = Writer(variants, base, used)
        cuts = [
            cut
            for rule in parsed(text).rules
            if rule.order in found
            for cut in writer.cuts(text, rule, found[rule.order])
        ]
        return spliced(text, cuts)

    files = {file.path: file for file in restyled(website, edited)}
    changes += [Change(path=path, what="Its background pictures are smaller files.") for path in files]
    for path, attributes in in_pages.items():
        current = files.get(path, website.files[path])
        document = parse(current.text)
        writer = Writer(variants, base_of(website.page_at[path]), used)
        if done := list(_styled(document, attributes, writer, path)):
            files[path] = current.with_content(document.serialize())
            changes += done
    old = frozenset(use.file.path for use in everything)
    left = website.changed([*files.values(), *used.values()])
    removed = old - named_files(left, old) if changes else frozenset()
    return Outcome((*files.values(), *used.values()) if changes else (), tuple(sorted(removed)), tuple(changes))


def _sheet_uses(text: str, base: str, website: Website, sights: Mapping[str, Sight]) -> Iterator[tuple[int, Uses]]:
    """The pictures of each rule of a sheet, by the rule's order."""
    if "url(" not in text.lower():
        return
    pages = [page for page in website.pages if any(each.sheet.text == text for each in sheets_of(page, website))]
    for rule in parsed(text).rules:
        block = text[rule.block.start : rule.block.end]
        if rule.is_nested or "{" in block or "image-set(" in block.lower():
            continue
        assignments = [found for part in split_list(block, ";") if (found := assignment(part))]
        urls = [each for found in assignments for each in found.urls]
        if not urls:
            continue
        shown = [
            (element, selector.pseudo_element, sights[page.path])
            for page in pages
            for selector in rule.selectors
            if selector.possible
            for element in page.document.select(selector.possible)[:_MOST_ELEMENTS]
        ]
        if uses := {url: use for layer, url in urls if (use := _use(url, base, layer, shown, website))}:
            yield rule.order, uses


def _attribute_uses(page: Page, website: Website, sight: Sight) -> Iterator[tuple[int, Uses]]:
    """The pictures of each `style` attribute of a page, by the element's place."""
    base = base_of(page)
    for index, element in enumerate(page.elements):
        style = element.attr("style")
        if not style or "url(" not in style.lower() or "image-set(" in style.lower():
            continue
        urls = [each for part in split_list(style, ";") if (found := assignment(part)) for each in found.urls]
        uses = {url: use for layer, url in urls if (use := _use(url, base, layer, [(element, "", sight)], website))}
        if uses:
            yield index, uses


def _use(url: str, base: str, index: int, shown: Iterable[tuple[Element, str, Sight]], website: Website) -> Use | None:
    file = website.file(url, base) if not url.lower().startswith("data:") else None
    facts = facts_of(file, website) if file else None
    if file is None or facts is None or facts.format not in _OLD or facts.animated:
        return None
    widths = [
        (
            covered_width(Layer(element, pseudo, index), facts, sight, PHONE_SCREEN),
            covered_width(Layer(element, pseudo, index), facts, sight, DESKTOP_SCREEN),
        )
        for element, pseudo, sight in shown
    ]
    natural = int(facts.width)
    desktop, phone = min(natural, LARGEST), None
    if not widths:
        desktop = natural if natural <= LARGEST else desktop
    elif any(None in pair for pair in widths):
        desktop = natural
    else:
        desktop = _step(max(pair[1] or 0 for pair in widths), natural)
        least = _step(min(_MOST_ON_PHONES, max(pair[0] or 0 for pair in widths) * _PHONE_DENSITY), natural)
        phone = least if least <= desktop * _FEWER else None
        desktop = max(desktop, least)
    if facts.format == "webp" and desktop > natural * _FEWER:
        return None
    return Use(file, facts, desktop, phone)


def _step(needed: float, natural: int) -> int:
    found = next((step for step in STEPS if step >= needed * 0.95), STEPS[-1])
    return found if found < natural * 0.9 else min(natural, STEPS[-1])


def _orders(uses: Iterable[Use]) -> Iterator[Order]:
    wanted: dict[str, tuple[Use, set[int]]] = {}
    for use in uses:
        wanted.setdefault(use.file.path, (use, set()))[1].update({use.desktop, use.phone or use.desktop})
    for use, widths in wanted.values():
        yield Order(use.file, use.facts, frozenset(widths), frozenset(Format))


def _styled(document: Document, attributes: Mapping[int, Uses], writer: Writer, path: str) -> Iterator[Change]:
    """Move background declarations from `style` attributes into rules, which know phones and formats."""
    elements = list(document.iter_elements())
    rules: dict[str, str] = {}
    for index, uses in attributes.items():
        element = elements[index]
        before = [part for part in split_list(element.attr("style") or "", ";") if part]
        moved = [part for part in before if part.partition(":")[0].strip().lower().startswith("background")]
        after, phones = writer.declarations(moved, uses)
        if after == moved and not phones:
            continue
        text = ";".join(after)
        # As strong as nothing but an attribute is: the name of an id that nothing has outweighs the site's classes.
        name = f"picture-{sha256(f'{text}{phones}'.encode()).hexdigest()[:8]}"
        rules[name] = f".{name}:not(#_){{{text}}}"
        if phones:
            rules[name] += f"@media {PHONE_QUERY}{{.{name}:not(#_){{{';'.join(phones)}}}}}"
        element.add_class(name)
        rest = [part for part in before if part not in moved]
        if rest:
            element.attrs["style"] = ";".join(rest)
        else:
            del element.attrs["style"]
        yield Change(
            path=path,
            what="A background picture is a smaller file.",
            selector=element.css_path(),
            before="; ".join(moved),
        )
    head = document.select_one("head")
    if rules and head is not None:
        style = Element("style")
        style.set_text("".join(rules.values()))
        head.append(style)
