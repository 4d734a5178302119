"""Reading a page: its sections with their texts."""

from collections.abc import Iterator

from turbohtml import Element, Text, parse

from code24.sites.differences.texts import PageText, SectionText

TEXTS_LIMIT = 1_000
"""Texts of one section that are still told apart."""
BLOCKS = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption", "blockquote"),
        *("summary", "label", "legend", "button", "address", "option", "div", "section", "header", "footer", "nav"),
        *("article", "aside", "form", "fieldset", "details", "ul", "ol", "dl", "table", "tr", "figure"),
    }
)
"""Elements whose text is a text of its own."""
SILENT = frozenset({"script", "style", "template", "svg"})


def page_text(html: str) -> PageText:
    """What a page says, section by section."""
    document = parse(html)
    described = document.select_one('meta[name="description"]')
    title = document.select_one("title")
    sections = document.select("main > section[id]")
    frame = document.select("body > header, body > footer")
    return PageText(
        title=" ".join(title.text.split()) if title else "",
        description=(described.attr("content") or "") if described else "",
        sections=tuple(SectionText(str(each.attr("id")), each.html, texts_of(each)) for each in sections),
        frame=tuple(text for each in frame for text in texts_of(each)),
    )


def texts_of(element: Element) -> tuple[str, ...]:
    """The texts below an element: a paragraph, a heading or a link on its own is one, and so is an alternative text."""
    found: list[tuple[Element | None, list[str]]] = []
    for node in element.descendants:
        if isinstance(node, Text):
            if node.data.strip() and (block := _block(node, element)) is not None:
                if not found or found[-1][0] is not block:
                    found.append((block, []))
                found[-1][1].append(node.data)
        elif isinstance(node, Element) and node.tag == "img" and node.attr("alt"):
            found.append((None, [str(node.attr("alt"))]))
        if len(found) > TEXTS_LIMIT:
            break
    return tuple(" ".join("".join(parts).split()) for _, parts in found[:TEXTS_LIMIT])


def _block(text: Text, top: Element) -> Element | None:
    """The element whose text this is part of; None for what nobody reads."""
    found: Element | None = None
    for parent in _parents(text, top):
        if parent.tag in SILENT:
            return None
        if found is None and (parent.tag in BLOCKS or _alone(parent)):
            found = parent
    return found or top


def _parents(node: Text, top: Element) -> Iterator[Element]:
    parent = node.parent
    while isinstance(parent, Element):
        yield parent
        if parent is top:
            return
        parent = parent.parent


def _alone(element: Element) -> bool:
    """True for a link that is no part of a sentence."""
    holder = element.parent
    if element.tag != "a" or not isinstance(holder, Element):
        return False
    return not any(isinstance(child, Text) and child.data.strip() for child in holder.children)
