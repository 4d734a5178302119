"""What a document says of itself first: its type, its characters, its viewport."""

from collections.abc import Iterator

from turbohtml import Doctype, Document, Element, parse

from code24.audit.rules.accessibility.operation import LEAST_ZOOM, forbids_zoom, viewport_settings
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.website import Website

VIEWPORT = "width=device-width, initial-scale=1"


def head_of(document: Document) -> Element | None:
    """The `head` of a document; the parser makes one where it is missing."""
    root = document.root
    children = root.children if root is not None else ()
    return next((child for child in children if isinstance(child, Element) and child.tag == "head"), None)


@page_fix("markup-doctype", Phase.MARKUP, "Pages are read by the standard, not as in 1998", "doctype", tolerance=0.01)
def doctype(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """`<!doctype html>` first; without it browsers imitate their own old mistakes."""
    found = next((child for child in document.children if isinstance(child, Doctype)), None)
    if found is not None and found.name == "html" and not found.public_id and not found.system_id:
        return
    standard = next(child for child in parse("<!DOCTYPE html>").children if isinstance(child, Doctype))
    if found is not None:
        found.replace_with(standard)
    elif document.root is not None:
        document.root.insert_before(standard)
    yield Change(path=page.path, what="The page now declares the HTML standard.", after="<!DOCTYPE html>")


@page_fix("markup-charset", Phase.MARKUP, "Pages declare their characters first", "charset")
def charset(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """One `meta charset` as the first thing in the head: what comes before it could be misread."""
    head = head_of(document)
    if head is None or "\ufffd" in page.text[:4096]:
        return
    declared = [meta for meta in head.iter_elements("meta") if "charset" in meta.attrs or _is_content_type(meta)]
    first = next((child for child in head.children if isinstance(child, Element)), None)
    if (
        len(declared) == 1
        and declared[0] is first
        and (declared[0].attr("charset") or "").strip().lower() == "utf-8"
        and page.text.find("charset") < 900
    ):
        return
    for meta in declared:
        meta.decompose()
    head.insert(0, Element("meta", {"charset": "utf-8"}))
    yield Change(path=page.path, what="The page declares UTF-8 before anything else.", after='<meta charset="utf-8">')


def _is_content_type(meta: Element) -> bool:
    return (meta.attr("http-equiv") or "").strip().lower() == "content-type"


@page_fix("markup-viewport", Phase.MARKUP, "Pages fit phones and can be magnified", "viewport", "meta-viewport",
          tolerance=0.01)  # fmt: skip
def viewport(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """`width=device-width` where nothing is said; what keeps visitors from magnifying leaves."""
    head = head_of(document)
    if head is None:
        return
    metas = [meta for meta in document.iter_elements("meta") if (meta.attr("name") or "").strip().lower() == "viewport"]
    if not metas:
        meta = Element("meta", {"name": "viewport", "content": VIEWPORT})
        after = next(head.iter_elements("meta"), None)
        if after is not None:
            after.insert_after(meta)
        else:
            head.insert(0, meta)
        yield Change(path=page.path, what="The page fits the width of phones.", after=VIEWPORT)
        return
    for meta in metas:
        before = meta.attr("content") or ""
        settings = viewport_settings(before)
        wanted = {name: value for name, value in settings.items() if name not in {"user-scalable", "maximum-scale"}}
        if not forbids_zoom(settings):
            wanted = dict(settings)
        wanted.setdefault("width", "device-width")
        if _above(wanted.get("minimum-scale")):
            wanted.pop("minimum-scale")
        if wanted != settings:
            content = ", ".join(f"{name}={value}" if value else name for name, value in wanted.items())
            meta.attrs["content"] = content
            yield Change(path=page.path, what="Visitors can magnify the page.", before=before, after=content)


def _above(scale: str | None) -> bool:
    try:
        return scale is not None and float(scale) >= LEAST_ZOOM
    except ValueError:
        return True


FIXES = (doctype, charset, viewport)
