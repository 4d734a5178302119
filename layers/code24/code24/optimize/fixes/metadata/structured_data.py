"""JSON-LD from what pages say: one graph a page, whose objects refer to each other."""

import json
from collections.abc import Iterator

from turbohtml import Document, Element

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.metadata.graph import breadcrumbs, graph
from code24.optimize.fixes.metadata.placing import place
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.search import json_ld
from code24.website.website import Website


@page_fix(
    "json-ld", Phase.METADATA, "Says in structured data what pages are", "json-ld-present", "breadcrumbs", "json-ld"
)
def structured_data(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Pages with JSON-LD keep it; where they stand is added to it as a block of its own."""
    yield from _repaired(document, page)
    if not page.indexable:
        return
    present = [name for node in json_ld.nodes(page) for name in json_ld.types_of(node)]
    nodes = [] if json_ld.blocks(page) else graph(page, website)
    if not nodes and "BreadcrumbList" not in present and not page.document.select_one('[itemtype$="BreadcrumbList"]'):
        nodes = breadcrumbs(page, website)
    if nodes:
        script = Element("script", {"type": "application/ld+json"})
        script.set_text(written({"@context": "https://schema.org", "@graph": nodes}))
        if place(document, script):
            kinds = ", ".join(str(node["@type"]) for node in nodes)
            yield Change(path=page.path, what=f"The page says in structured data what it is ({kinds}).")


def written(data: json_ld.Node) -> str:
    """JSON that cannot end its script element: no `<` stands in it (JSON-LD 1.1, 7.2)."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _repaired(document: Document, page: Page) -> Iterator[Change]:
    """Blocks that are JSON but for comments around them or commas at the end of lists."""
    for script in document.select("script"):
        if (script.attr("type") or "").strip().lower() != "application/ld+json":
            continue
        before = script.text
        if _is_json(before):
            continue
        after = _without_slips(before)
        if _is_json(after):
            script.set_text(after.replace("<", "\\u003c"))
            said = "The structured data is JSON now."
            yield Change(path=page.path, what=said, selector=script.css_path(), before=before[:200], after=after[:200])


def _is_json(text: str) -> bool:
    try:
        json_ld.read(text)
    except (ValueError, RecursionError):
        return False
    return True


def _without_slips(text: str) -> str:
    """Without the marks of comments and CDATA around it, and without commas before closing brackets."""
    stripped = text.strip()
    for start, end in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        stripped = stripped.removeprefix(start).removesuffix(end).strip()
    stripped = stripped.rstrip(";")
    kept: list[str] = []
    in_string = escaped = False
    for char in stripped:
        if in_string:
            escaped = char == "\\" and not escaped
            in_string = char != '"' or bool(kept and kept[-1] == "\\" and not escaped and _odd(kept))
        elif char == '"':
            in_string = True
        elif char in "]}":
            while kept and kept[-1].isspace():
                kept.pop()
            if kept and kept[-1] == ",":
                kept.pop()
        kept.append(char)
    return "".join(kept)


def _odd(kept: list[str]) -> bool:
    count = 0
    while count < len(kept) and kept[-1 - count] == "\\":
        count += 1
    return count % 2 == 1


KINDS = (structured_data,)
