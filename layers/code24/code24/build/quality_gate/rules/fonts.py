"""Fonts: the site's own files, shown without waiting and without a jump."""

import re
from collections.abc import Iterator

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule
from code24.website.references import resolve

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*([^;]+)", re.IGNORECASE)
WOFF2 = b"wOF2"
METRICS = ("ascent-override", "descent-override", "line-gap-override", "size-adjust")
"""What makes a face of the machine as large as the one that it stands in for."""


def faces(site: ProducedSite) -> list[str]:
    """The declarations of every `@font-face`."""
    return _FACE.findall(site.style_rules)


def family_of(face: str) -> str:
    """The name of a face's family."""
    found = _FAMILY.search(face)
    return found[1].strip().strip("\"'") if found else ""


def font_files(site: ProducedSite) -> set[str]:
    """The files that faces name."""
    return {url for face in faces(site) for url in _URL.findall(face)}


@site_rule("font-faces", "Every font face is a WOFF2 file of the site, and text is shown before it is there.")
def font_faces(site: ProducedSite) -> Iterator[Look]:
    """`font-display: swap`, `optional` or `fallback`. Faces without a file stand in for others (`local()`)."""
    for face in faces(site):
        urls = _URL.findall(face)
        for url in urls:
            file = site.by_path.get(_path(url))
            if file is None:
                continue  # link-target's
            fine = file.content().startswith(WOFF2)
            yield None if fine else Defect("The face's file is no WOFF2 file of the site.", url)
        shown = re.search(r"font-display\s*:\s*(swap|optional|fallback)", face)
        yield Defect("The face hides text until it is there (font-display).", face) if urls and not shown else None


@site_rule("font-preload", "Fonts that are preloaded exist, are used, and are asked for as stylesheets ask for them.")
def font_preload(site: ProducedSite) -> Iterator[Look]:
    """`as=font`, its type and `crossorigin`: without it the file would be fetched twice."""
    used = font_files(site)
    for page in site.pages:
        for link in page.named("link"):
            if link.attr("as") != "font":
                continue
            url = link.attr("href") or ""
            if url not in used:
                yield Defect("The preloaded font is not used by the stylesheet.", url, page.path)
            elif "preload" not in (link.attr("rel") or "") or link.attr("type") != "font/woff2":
                yield Defect("The font should be preloaded with its type.", url, page.path)
            elif "crossorigin" not in link.attrs or link.attr("crossorigin") == "use-credentials":
                yield Defect("The font should be preloaded with crossorigin.", url, page.path)
            else:
                yield None


@site_rule("font-fallback", "Every family with a file is followed by a face of the machine in the same size.")
def font_fallback(site: ProducedSite) -> Iterator[Look]:
    """Its metrics are overridden, so that nothing moves when the file arrives."""
    adjusted = {family_of(face) for face in faces(site) if all(name in face for name in METRICS)}
    own = {family_of(face) for face in faces(site) if _URL.search(face)}
    for stack in (site.brand.typography.heading, site.brand.typography.body):
        names = [name.strip().strip("\"'") for name in stack.split(",")]
        for name, following in zip(names, [*names[1:], ""], strict=True):
            if name in own:
                fine = following in adjusted
                yield None if fine else Defect(f"{name} is not followed by a face with its metrics.", stack)
    for font in (site.brand.typography.heading_font, site.brand.typography.body_font):
        if font and not own:
            yield Defect(f"The stylesheet has no face for {font}.")


def _path(url: str) -> str:
    try:
        return resolve(url, "https://site.invalid/").path
    except ValueError:
        return ""


RULES = (font_faces, font_preload, font_fallback)
