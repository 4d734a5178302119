"""Putting elements into the head of a document: near its beginning, as those who share links read no further."""

from turbohtml import Document, Element, Text

from code24.website.references import resolve

_RELATIONS = frozenset({"canonical", "icon", "alternate", "apple-touch-icon", "mask-icon", "manifest"})


def head_of(document: Document) -> Element | None:
    """The head; None for what is no HTML document."""
    return document.select_one("head")


def place(document: Document, element: Element) -> bool:
    """Put an element after the title and the other metadata that follows it. False where there is no head."""
    head = head_of(document)
    if head is None:
        return False
    children = [child for child in head.children if isinstance(child, Element)]
    titles = [child for child in children if child.tag == "title"]
    metas = [child for child in children if child.tag in {"meta", "base"}]
    at = titles[0] if titles else metas[-1] if metas else None
    if at is None:
        head.insert(0, element)
        return True
    following = at.next_sibling
    while following is not None:
        if isinstance(following, Element):
            if not _is_metadata(following):
                break
            at = following
        elif isinstance(following, Text) and following.text.strip():
            break
        following = following.next_sibling
    at.insert_after(element)
    return True


def _is_metadata(element: Element) -> bool:
    if element.tag == "link":
        return bool(_RELATIONS & set((element.attr("rel") or "").lower().split()))
    is_data = (element.attr("type") or "").strip().lower() == "application/ld+json"
    return element.tag == "meta" or (element.tag == "script" and is_data)


def metas(document: Document, name: str) -> list[Element]:
    """All `meta` elements of this name or property."""
    return [
        element
        for element in document.select("meta")
        if name in {(element.attr("name") or "").strip().lower(), (element.attr("property") or "").strip().lower()}
    ]


def say(document: Document, name: str, content: str, attribute: str = "name") -> bool:
    """Have one `meta` element of a name say something: the first is changed, others leave. False where it is so."""
    found = metas(document, name)
    if not found:
        return place(document, Element("meta", {attribute: name, "content": content}))
    changed = len(found) > 1 or found[0].attr("content") != content
    found[0].attrs["content"] = content
    for other in found[1:]:
        other.decompose()
    return changed


def is_absolute(url: str) -> bool:
    """Whether an address is a whole one of the web."""
    try:
        return url.lower().startswith(("https://", "http://")) and resolve(url, "").origin is not None
    except ValueError:
        return False
