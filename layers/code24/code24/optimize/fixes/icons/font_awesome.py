"""Font Awesome's script puts an SVG in the place of each icon when the page has loaded; here they are put in before.

The elements are the ones that the script makes (`svg-inline--fa`), with the script's own styles for them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.icons.font_awesome_script import PREFIXES, REPLACED, IconScript, ScriptIcon, icon_script
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.scripting.scripts import Script, handlers_of, scripts_of, words_in
from code24.website.styles.scanning import split_list
from code24.website.styles.sheets import Group, Node, Sheet, StyleRule, parsed
from code24.website.website import Website

KIND = "icon-script"
UNSUPPORTED = (
    "[data-fa-transform],[data-fa-mask],[data-fa-symbol],.fa-layers,.fa-layers-text,.fa-duotone,.fad,.fa-sharp,.fass"
)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NAME = re.compile(r"[A-Za-z_:][\w:.-]*\Z")
_API = frozenset({"FontAwesome", "FontAwesomeConfig", "FontAwesomeKitConfig"})


@page_fix(
    KIND,
    Phase.ICONS,
    "Icons are part of the page instead of being drawn by a script of all icons there are",
    "icon-script",
    tolerance=0.005,
)
def icon_script_replaced(document: Document, page: Page, website: Website, setting: Setting) -> Iterable[Change]:
    """Put in the icons of one page, where all of them are known and no other script has a hand in them."""
    found = _scripts(page, website)
    if not found or _others_touch_icons(page, website, found):
        return
    bundles = [bundle for _, bundle in found]
    elements = list(document.iter_elements())
    icons = [(element, _icon(element, bundles)) for element in elements if _is_icon(element)]
    if document.select(UNSUPPORTED) or any(icon is None for _, icon in icons):
        return
    places = {element: place for place, element in enumerate(page.elements)}
    for script, _ in found:
        elements[places[script.element]].decompose()
    for element, icon in icons:
        if icon is not None:
            element.replace_with(_picture(element, icon))
    _add_styles(document, parsed(bundles[0].styles))
    yield Change(path=page.path, what=f"{len(icons)} icons are part of the page; the script with all icons is gone.")


def _scripts(page: Page, website: Website) -> list[tuple[Script, IconScript]]:
    """The page's scripts of icons, with what is in them."""
    found = []
    for script in scripts_of(page, website):
        if script.path is not None and script.element.attr("data-search-pseudo-elements") is None:
            file, text = website.files[script.path], script.text
            bundle = website.remembered(("icon script", file.sha256), partial(icon_script, text))
            if bundle is not None:
                found.append((script, bundle))
    return found


def _others_touch_icons(page: Page, website: Website, own: list[tuple[Script, IconScript]]) -> bool:
    """Whether other scripts of the page, its handlers or templates may name icons, or the library."""
    bundles = {script.path for script, _ in own}
    texts = [script.text for script in scripts_of(page, website) if script.path is None or script.path not in bundles]
    texts += handlers_of(page)
    texts += [template.inner_html for template in page.named("template")]
    texts += [file.text for file in website.files.values() if file.media_type == "text/x-html-fragment"]
    return any(word.startswith("fa-") or word in _API or word == REPLACED for text in texts for word in words_in(text))


def _classes(element: Element) -> list[str]:
    return (element.attr("class") or "").split()


def _is_icon(element: Element) -> bool:
    return element.tag != "svg" and not PREFIXES.keys().isdisjoint(_classes(element))


def _icon(element: Element, bundles: list[IconScript]) -> ScriptIcon | None:
    names = _classes(element)
    pack = next(PREFIXES[name] for name in names if name in PREFIXES)
    for name in names:
        if name.startswith("fa-") and name not in PREFIXES:
            for bundle in bundles:
                if (icon := bundle.icons.get((pack, name.removeprefix("fa-")))) is not None:
                    return icon
    return None


def _picture(element: Element, icon: ScriptIcon) -> Element:
    """The element that the script would make: attributes are kept, the set's class gives way to the script's own."""
    kept = [name for name in _classes(element) if name not in PREFIXES and name != f"fa-{icon.name}"]
    attributes = {name: element.attr(name) or "" for name in element.attrs if name not in {"class", "title"}}
    attributes["class"] = " ".join([REPLACED, f"fa-{icon.name}", *kept])
    title = element.attr("title")
    if title or attributes.get("aria-label") or attributes.get("aria-labelledby"):
        attributes.setdefault("role", "img")
    else:
        attributes.setdefault("aria-hidden", "true")
    attributes |= {"focusable": "false", "viewBox": f"0 0 {icon.width} {icon.height}"}
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if _NAME.match(name))
    inside = f"<title>{escape(title)}</title>" if title else ""
    holder = Element("div")
    holder.set_inner_html(f'<svg{written}>{inside}<path fill="currentColor" d="{icon.path}"/></svg>')
    svg = holder.children[0]
    if not isinstance(svg, Element):  # the parser has made an element of what is written as one
        raise TypeError(f"{written} is no element")
    return svg


def _add_styles(document: Document, sheet: Sheet) -> None:
    """The script's styles as far as the page needs them, where the script puts them: before all others."""
    classes = frozenset(name for element in document.iter_elements() for name in _classes(element))
    kept = "".join(_kept(sheet.nodes, sheet, classes))
    used = [rule for rule in sheet.keyframes if re.search(rf"\b{re.escape(rule.prelude)}\b", kept)]
    kept += "".join(sheet.text[slice(*rule.span)] for rule in used)
    head = document.find("head")
    if not kept or not isinstance(head, Element):
        return
    style = Element("style")
    style.set_text(kept)
    first = next((each for each in head.children if isinstance(each, Element) and each.tag in {"link", "style"}), None)
    if first is None:
        head.append(style)
    else:
        first.insert_before(style)


def _kept(nodes: Iterable[Node], sheet: Sheet, classes: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Group):
            if inside := "".join(_kept(node.children, sheet, classes)):
                yield f"@{node.condition.name} {node.condition.text}{{{inside}}}"
        elif isinstance(node, StyleRule) and _applies(node, classes):
            yield sheet.text[slice(*node.span)]


def _applies(rule: StyleRule, classes: frozenset[str]) -> bool:
    if all(item.name.startswith("--fa-font") for item in rule.declarations):
        return False
    return any(set(_CLASS.findall(part)) <= classes for part in split_list(rule.selector_text))


FIXES = (icon_script_replaced,)
