"""Isolation: pages ask nobody else for anything, and hold nothing that a strict CSP forbids."""

from collections.abc import Iterator

from turbohtml import parse

from code24.build.quality_gate.produced import PAGE_LIMIT, ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.references import Use, resolve

NO_ORIGIN = "https://site.invalid"
ADDRESSES = frozenset({"href", "xlink:href", "src", "action", "formaction", "data", "poster", "cite", "ping"})


@site_rule("third-party", "The site loads nothing from, and sends nothing to, another origin.")
def third_party(site: ProducedSite) -> Iterator[Look]:
    """Plain outgoing links may leave; preview images and canonical links may not."""
    own = site.origin or NO_ORIGIN
    for path, base, reference in site.references():
        if reference.use is Use.NAVIGATES and not reference.where.startswith("link "):
            continue
        try:
            origin = resolve(reference.url, f"{own}{base}").origin
        except ValueError:
            continue  # link-target's
        foreign = origin not in {None, own} and not reference.where.endswith(" cite")
        yield Defect(f"{reference.where} leaves the site for {origin}.", reference.url, path) if foreign else None


@page_rule("csp", "No inline event handler, no style attribute, no javascript: address, no inline frame, no base.")
def strict_csp(page: Page) -> Iterator[Look]:
    """What a Content-Security-Policy without `unsafe-inline` would block, and what would weaken it."""
    for element in page.elements:
        problem = None
        for name in element.attrs:
            value = element.attr(name) or ""
            if name.startswith("on"):
                problem = f"the inline event handler {name}"
            elif name in {"style", "srcdoc"}:
                problem = f"the attribute {name}"
            elif name in ADDRESSES and _is_script_address(value):
                problem = f"a javascript: address in {name}"
        if element.tag in {"base", "object", "embed", "applet"}:
            problem = f"<{element.tag}>"
        yield Defect(f"<{element.tag}> holds {problem}, which a strict CSP forbids.") if problem else None


@site_rule("passive-images", "SVG files hold no script, no event handler and no foreign content.")
def passive_images(site: ProducedSite) -> Iterator[Look]:
    """An SVG that is opened by its own address is a document."""
    for file in site.files:
        if file.content_type.startswith("image/svg+xml"):
            yield _active_content(file.path, (file.text or "")[:PAGE_LIMIT])


def _active_content(path: str, text: str) -> Look:
    for element in parse(text).iter_elements():
        if element.tag in {"script", "foreignObject", "iframe", "handler", "set", "animate"}:
            return Defect(f"The image holds <{element.tag}>.", path=path)
        for name in element.attrs:
            if name.startswith("on") or (name in ADDRESSES and _is_script_address(element.attr(name) or "")):
                return Defect(f"The image holds an active attribute {name}.", path=path)
    return None


def _is_script_address(value: str) -> bool:
    squeezed = "".join(character for character in value[:80] if character > " ").lower()
    return squeezed.startswith(("javascript:", "vbscript:", "data:text/html"))


RULES = (third_party, strict_csp, passive_images)
