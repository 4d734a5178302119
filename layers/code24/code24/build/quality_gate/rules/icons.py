"""Icons: what browsers and home screens show of the site."""

import json
from collections.abc import Iterator
from typing import Any

from turbohtml import Element

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rasters import ico_sizes, png_size
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.references import resolve

NEEDED = {(192, 192), (512, 512)}
"""PNG sizes that a web app manifest needs (Chrome's criteria for installing)."""
PURPOSES = frozenset({"any", "maskable", "monochrome"})
TOUCH = (180, 180)


@site_rule("manifest-icons", "The manifest's icons exist with the sizes that it states; 192 and 512 pixels and a mask.")
def manifest_icons(site: ProducedSite) -> Iterator[Look]:
    """Sizes are read from the files. W3C Web Application Manifest, "icons"."""
    for file in site.files:
        if not file.content_type.startswith("application/manifest+json"):
            continue
        found: set[tuple[int, int]] = set()
        purposes: set[str] = set()
        for icon in _icons(file.text or ""):
            if str(icon.get("src")) not in site.by_path:
                continue  # link-target's
            problem = _icon_problem(site, icon)
            yield Defect(problem, json.dumps(icon), file.path) if problem else None
            found |= _sizes(str(icon.get("sizes", "")))
            purposes |= set(str(icon.get("purpose", "any")).split())
        missing = sorted(f"{width}x{height}" for width, height in NEEDED - found)
        yield Defect(f"The manifest lacks an icon of {', '.join(missing)}.", path=file.path) if missing else None
        yield None if "maskable" in purposes else Defect("The manifest has no maskable icon.", path=file.path)


def _icons(text: str) -> list[dict[str, Any]]:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return []
    icons = manifest.get("icons") if isinstance(manifest, dict) else None
    return [icon for icon in icons if isinstance(icon, dict)] if isinstance(icons, list) else []


def _icon_problem(site: ProducedSite, icon: dict[str, Any]) -> str | None:
    file = site.by_path[str(icon.get("src"))]
    if not set(str(icon.get("purpose", "any")).split()) <= PURPOSES:
        return f"The icon {file.path} has an unknown purpose."
    if icon.get("type") not in {None, file.content_type}:
        return f"The icon {file.path} is {file.content_type}, not {icon.get('type')}."
    stated, sizes = _sizes(str(icon.get("sizes", ""))), _actual(file.path, file.content())
    if sizes is not None and not (stated and stated <= sizes):
        return f"The icon {file.path} does not have the size {icon.get('sizes')}."
    return None


def _sizes(text: str) -> set[tuple[int, int]]:
    pairs = (size.lower().split("x") for size in text.split())
    return {(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(_number(part) for part in pair)}


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _actual(path: str, content: bytes) -> set[tuple[int, int]] | None:
    """The sizes in a file; None for a drawing, which has any."""
    if path.endswith(".svg"):
        return None
    size = png_size(content)
    return {size} if size else ico_sizes(content)


@site_rule("touch-icon", "Every page names an icon, and a touch icon of 180 x 180 pixels.")
def touch_icon(site: ProducedSite) -> Iterator[Look]:
    """PNG, as older phones read nothing else."""
    for page in site.pages:
        icons, touch = page.linked("icon"), page.linked("apple-touch-icon")
        if not icons:
            yield Defect("The page names no icon.", path=page.path)
        file = site.by_path.get(_path(touch[0])) if touch else None
        fine = file is not None and png_size(file.content()) == TOUCH
        yield None if fine else Defect("The page has no apple-touch-icon of 180 x 180 pixels.", path=page.path)


def _path(url: str) -> str:
    try:
        return resolve(url, "https://site.invalid/").path
    except ValueError:
        return ""


@page_rule("theme-color", "The browser's frame has the page's colour in both schemes.")
def theme_color(page: Page) -> Iterator[Look]:
    """`theme-color` for light and dark, and `color-scheme`, so that nothing flashes before the stylesheet is there."""
    schemes = {scheme for element in page.named("meta") if (scheme := _scheme(element))}
    missing = {"light", "dark"} - schemes
    yield Defect(f"theme-color is missing for {', '.join(sorted(missing))}.") if missing else None
    declared = set((page.meta("color-scheme") or "").split())
    yield None if declared >= {"light", "dark"} else Defect("The page should declare color-scheme light dark.")


def _scheme(element: Element) -> str:
    media = (element.attr("media") or "").replace(" ", "")
    if (element.attr("name") or "").lower() != "theme-color" or not (element.attr("content") or "").startswith("#"):
        return ""
    return media.removeprefix("(prefers-color-scheme:").removesuffix(")")


RULES = (manifest_icons, touch_icon, theme_color)
