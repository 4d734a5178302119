"""Attributes and elements that HTML does not have (any more), where there is one answer."""

import re
from collections.abc import Iterator

from turbohtml import Document, Element, Namespace

from code24.audit.rules.design.documents import is_backslashed
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website import vocabulary as html
from code24.website.accessibility.autofill import is_autofill
from code24.website.accessibility.semantics import tab_index
from code24.website.page import Page
from code24.website.styles.page_styles import chosen_by_styles
from code24.website.website import Website

_SIZED = html.words("img iframe video embed object canvas source")
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_PIXELS = re.compile(r"(\d{1,6})(?:\.\d+)?\s*px", re.ASCII | re.IGNORECASE)
_LENGTH = re.compile(r"\d{1,6}(?:\.\d+)?\s*(?:%|em|rem|vw|vh)", re.ASCII | re.IGNORECASE)
_COLOR = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?|[a-z]{3,20}", re.IGNORECASE)
_SCRIPT_TYPES = html.words("text/javascript application/javascript application/x-javascript text/ecmascript "
                           "application/ecmascript text/jscript")  # fmt: skip
_RENAMED = {"strike": "s", "tt": "code", "acronym": "abbr", "big": "span", "center": "div", "font": "span",
            "nobr": "span", "blink": "span"}  # fmt: skip
_STYLES = {"strike": "", "tt": "", "acronym": "", "big": "font-size: larger", "blink": "",
           "center": "text-align: -webkit-center", "nobr": "white-space: nowrap", "font": ""}  # fmt: skip
_UNTYPED = html.words("form ul div span p label")
_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_ALIGNED = html.words("p div h1 h2 h3 h4 h5 h6 td th tr tbody thead tfoot caption col colgroup")


@page_fix("markup-obsolete", Phase.MARKUP, "Nothing on the page is obsolete", "html-obsolete", "blink")
def obsolete(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Presentational attributes and elements become the styles that they stand for."""
    chosen = chosen_by_styles(page, website).attributes
    for element in list(document.iter_elements()):
        if element.namespace is not Namespace.HTML:
            continue
        before = element.tag
        done = [*_obsolete_attributes(element, chosen)]
        if element.tag in _RENAMED:
            style = _STYLES[element.tag]
            if element.tag == "font":
                style = _font_style(element)
            element.tag = _RENAMED[element.tag]
            _style(element, style)
            done.append(f"<{before}>")
        if done:
            yield Change(path=page.path, what=f"{', '.join(done)}: obsolete, and said in a style now.",
                         selector=element.css_path(), before=before)  # fmt: skip


def _style(element: Element, declaration: str) -> None:
    """Presentational hints are weaker than any rule: what is said already stays."""
    if declaration:
        said = (element.attr("style") or "").strip().rstrip(";")
        element.attrs["style"] = f"{declaration}; {said}" if said else declaration


def _font_style(element: Element) -> str:
    parts = []
    color, face, size = (element.attrs.pop(name, None) for name in ("color", "face", "size"))
    if isinstance(color, str) and _COLOR.fullmatch(color.strip()):
        parts.append(f"color: {color.strip()}")
    if isinstance(face, str) and re.fullmatch(r"[\w ,'-]{1,80}", face):
        parts.append(f"font-family: {face}")
    if isinstance(size, str) and (found := re.fullmatch(r"\s*([+-]?)(\d)\s*", size)):
        number = int(found[2]) if not found[1] else 3 + int(f"{found[1]}{found[2]}")
        parts.append(f"font-size: {_SIZES[min(max(number, 1), 7) - 1]}")
    return "; ".join(parts)


def _obsolete_attributes(element: Element, chosen: frozenset[str]) -> Iterator[str]:  # noqa: PLR0912
    tag, attributes = element.tag, element.attrs
    kind = (element.attr("type") or "").strip().lower() if "type" in attributes else None
    plain_type = (tag == "script" and kind in _SCRIPT_TYPES) or (tag == "style" and kind == "text/css")
    if plain_type and "type" not in chosen:
        del attributes["type"]
        yield "type"
    if tag == "script":
        for name in ("language", "charset"):
            if name in attributes:
                del attributes[name]
                yield name
    for name, style in (("border", "border: 0"), ("frameborder", "border: 0")):
        if name in attributes and tag in {"img", "iframe", "object"} and name not in chosen:
            value = (element.attr(name) or "").strip().lower()
            del attributes[name]
            if value in {"0", "no"}:
                _style(element, style if tag == "iframe" else "")
            elif tag == "img" and _WHOLE.fullmatch(value):
                _style(element, f"border: {value}px solid")
            yield name
    if tag == "iframe":
        for name in ("allowtransparency", "marginheight", "marginwidth"):
            if name in attributes:
                del attributes[name]
                yield name
        if "scrolling" in attributes:
            value = (element.attr("scrolling") or "").lower()
            del attributes["scrolling"]
            _style(element, "overflow: hidden" if value == "no" else "")
            yield "scrolling"
    align = (element.attr("align") or "").strip().lower() if "align" in attributes and "align" not in chosen else ""
    if align in {"left", "right", "center", "justify"} and tag in _ALIGNED - {"col", "colgroup"}:
        del attributes["align"]
        block = tag == "div" or tag in {"td", "th", "tr", "tbody"}
        _style(element, f"text-align: {f'-webkit-{align}' if block and align != 'justify' else align}")
        yield "align"
    elif align in {"left", "right"} and tag in {"img", "table", "iframe"}:
        del attributes["align"]
        _style(element, f"float: {align}")
        yield "align"
    if (
        "bgcolor" in attributes
        and "bgcolor" not in chosen
        and _COLOR.fullmatch((element.attr("bgcolor") or "").strip())
    ):
        color = (element.attr("bgcolor") or "").strip()
        del attributes["bgcolor"]
        _style(element, f"background-color: {color}")
        yield "bgcolor"
    if tag == "a" and "name" in attributes:
        name = element.attr("name") or ""
        if "id" not in attributes and name and not re.search(r"\s", name):
            attributes["id"] = name
        if element.attr("id") == name or not name:
            del attributes["name"]
            yield "name"


@page_fix("markup-values", Phase.MARKUP, "Attributes have values that HTML knows", "html-attribute-values",
          "autocomplete-valid", "no-autoplay-audio")  # fmt: skip
def values(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Sizes in other units become styles; what stands on elements that do not have it leaves."""
    chosen = chosen_by_styles(page, website).attributes
    for element in list(document.iter_elements()):
        if element.namespace is not Namespace.HTML:
            continue
        before = {name: element.attr(name) for name in element.attrs}
        done = [*_value_changes(element, chosen)]
        if done:
            yield Change(path=page.path, what=f"{', '.join(done)}: a value that HTML knows.",
                         selector=element.css_path(),
                         before=", ".join(f"{one}={before.get(one)}" for one in done))  # fmt: skip


def _value_changes(element: Element, chosen: frozenset[str]) -> Iterator[str]:  # noqa: PLR0912
    tag, attributes = element.tag, element.attrs
    if tag in _SIZED:
        for name in ("width", "height"):
            value = (element.attr(name) or "").strip() if name in attributes else "0"
            if _WHOLE.fullmatch(value):
                continue
            if found := _PIXELS.fullmatch(value):
                attributes[name] = found[1]
            else:
                del attributes[name]
                _style(element, f"{name}: {value}" if _LENGTH.fullmatch(value) else "")
            yield name
    if tag == "a" and "type" in attributes and "/" not in (element.attr("type") or ""):
        is_button = (element.attr("type") or "").strip().lower() in {"button", "submit", "reset"}
        if is_button or "type" not in chosen:
            del attributes["type"]
            # Rules for `[type=button]` give buttons a pointer, and nothing else that links would show.
            _style(element, "cursor: pointer" if is_button and "type" in chosen else "")
            yield "type"
    untyped = tag in {"textarea", "select"} or (tag in _UNTYPED and "type" not in chosen)
    if untyped and "type" in attributes:
        del attributes["type"]
        yield "type"
    if "autocomplete" in attributes and tag in {"input", "select", "textarea"}:
        said = (element.attr("autocomplete") or "").strip()
        if not said or not is_autofill(said):
            mended = {"false": "off", "no": "off", "none": "off", "nope": "off", "true": "on", "yes": "on",
                      "phone": "tel", "mobile": "tel", "e-mail": "email", "mail": "email", "first-name": "given-name",
                      "last-name": "family-name", "fullname": "name", "full-name": "name", "zip": "postal-code",
                      "zipcode": "postal-code", "company": "organization", "city": "address-level2"}  # fmt: skip
            answer = mended.get(said.lower(), "off" if said.lower().startswith("new-") else "")
            if answer:
                attributes["autocomplete"] = answer
            else:
                del attributes["autocomplete"]
            yield "autocomplete"
    if tag in {"audio", "video"} and "autoplay" in attributes and not {"muted", "controls"}.intersection(attributes):
        attributes["controls" if tag == "audio" else "muted"] = ""
        yield "autoplay"
    if tag == "a" and "target" in attributes and not (element.attr("target") or "").strip():
        del attributes["target"]
        yield "target"
    yield from _void_values(element, chosen)


def _void_values(element: Element, chosen: frozenset[str]) -> Iterator[str]:
    """Attributes that browsers take as if they were not there, or were written properly."""
    tag, attributes = element.tag, element.attrs
    for name in ("action", "method") if tag == "form" else ():
        if name in attributes and not (element.attr(name) or "").strip() and name not in chosen:
            del attributes[name]
            yield name
    for name in ("href", "target", "rel") if tag == "button" else ():
        if name in attributes and name not in chosen:
            del attributes[name]
            yield name
    for name in ("src", "href"):
        url = element.attr(name) or "" if name in attributes else ""
        if is_backslashed(url):
            path, sign, rest = _split_at_query(url)
            attributes[name] = f"{path.replace('\\', '/')}{sign}{rest}"
            yield name
    said = (element.attr("content") or "").strip().lower() if tag == "meta" and "content" in attributes else ""
    if said.startswith("ie=") and said != "ie=edge" and (element.attr("http-equiv") or "").lower() == "x-ua-compatible":
        attributes["content"] = "IE=edge"
        yield "content"
    for name in ("id", "for"):
        value = element.attr(name) or "" if name in attributes else ""
        if value != value.strip() and len(value.split()) == 1:
            attributes[name] = value.strip()
            yield name


def _split_at_query(url: str) -> tuple[str, str, str]:
    """The path of an address, the sign that ends it, and the rest."""
    found = re.search(r"[?#]", url)
    return (url[: found.start()], found[0], url[found.end() :]) if found else (url, "", "")


@page_fix("markup-focus", Phase.MARKUP, "The keyboard follows the page", "tabindex", "accesskeys")
def focus(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """No order of its own, no access key twice."""
    seen: set[str] = set()
    for element in document.iter_elements():
        number = tab_index(element) if "tabindex" in element.attrs else None
        if number is not None and number > 0:
            element.attrs["tabindex"] = "0"
            yield Change(path=page.path, what="The keyboard follows the page's order.", selector=element.css_path(),
                         before=str(number), after="0")  # fmt: skip
        key = (element.attr("accesskey") or "").strip().lower() if "accesskey" in element.attrs else ""
        if key in seen and key:
            del element.attrs["accesskey"]
            yield Change(path=page.path, what="An access key is used once.", selector=element.css_path(), before=key)
        seen.add(key)


FIXES = (obsolete, values, focus)
