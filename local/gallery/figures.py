"""What the gallery tells of a site: its looks, its pages, its weight, and what it took."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from code24.build.brand.models import Palette, Typography
from code24.build.quality_gate.findings import Finding
from code24.models import Model
from code24.sites.security import linked_stylesheets
from local.gallery.server import ServedRelease
from local.gallery.team import TeamWork

_NOT_DRAWN = ("text/html", "text/plain", "application/")
"""Types of files that no page is drawn with, other pages among them."""


class SectionFigures(Model):
    """One section of a page."""

    kind: str
    arrangement: str
    ground: str


class PageFigures(Model):
    """One page."""

    kind: str
    path: str
    file: str
    """Its file below the site's folder (`about/index.html`)."""
    title: str
    sections: tuple[SectionFigures, ...]
    digest: str
    """SHA-256 of all that its picture depends on."""


class Weight(Model):
    """Bytes of the home page's parts as they travel: brotli where that pays."""

    html: int
    css: int
    fonts: int
    """All of the site's font files."""


class SiteFigures(Model):
    """One site of the gallery."""

    name: str
    title: str
    """The business's name."""
    business_type: str
    language: str
    goal: str
    voice: str
    family: str
    archetype: str
    header: str
    footer: str
    ornament: str
    fonts: tuple[str, ...]
    """The families of headings and text; once where both have the same."""
    light: dict[str, str]
    dark: dict[str, str]
    """Colours by their role."""
    mark: str
    """The logo's mark, an SVG document."""
    pages: tuple[PageFigures, ...]
    passed: bool
    attempts: int
    findings: tuple[Finding, ...]
    """Of the last attempt."""
    repaired: tuple[Finding, ...]
    """Of the first attempt, where there was a second."""
    weight: Weight
    seconds: dict[str, float]
    """By worker."""


class FailedSite(Model):
    """A sample that could not be built."""

    name: str
    error: str


def figures_of(name: str, work: TeamWork, release: ServedRelease) -> SiteFigures:
    """The figures of a site, weighed as its release serves it."""
    brief, style = work.brief, work.design.style
    last = work.reports[-1]
    return SiteFigures(
        name=name,
        title=brief.name,
        business_type=brief.business_type,
        language=brief.language,
        goal=brief.primary_goal.value,
        voice=work.brand.voice.value,
        family=style.family,
        archetype=style.archetype,
        header=style.header,
        footer=style.footer,
        ornament=style.ornament,
        fonts=_fonts(work.brand.typography),
        light=_colors(work.brand.light),
        dark=_colors(work.brand.dark),
        mark=work.brand.logo.mark,
        pages=_pages(work, release.files),
        passed=last.passed,
        attempts=len(work.reports),
        findings=last.findings,
        repaired=work.reports[0].findings if len(work.reports) > 1 else (),
        weight=_weight(release),
        seconds=work.seconds,
    )


def _fonts(typography: Typography) -> tuple[str, ...]:
    stacks = (typography.heading, typography.body)
    return tuple(dict.fromkeys(stack.partition(",")[0].strip(" \"'") for stack in stacks))


def _colors(palette: Palette) -> dict[str, str]:
    return {str(role): str(color) for role, color in palette.model_dump().items()}


def _pages(work: TeamWork, files: Mapping[str, Any]) -> tuple[PageFigures, ...]:
    titles = {page.path: page.title for page in work.content.pages}
    drawn_with = _digest(entry["file"] for entry in files.values() if not entry["type"].startswith(_NOT_DRAWN))
    return tuple(
        PageFigures(
            kind=page.kind.value,
            path=page.path,
            file=page.path.lstrip("/") + ("index.html" if page.path.endswith("/") else ""),
            title=titles[page.path],
            sections=tuple(
                SectionFigures(kind=section.kind.value, arrangement=section.arrangement, ground=section.ground)
                for section in page.sections
            ),
            digest=_digest([files[page.path + ("index.html" if page.path.endswith("/") else "")]["file"], drawn_with]),
        )
        for page in work.design.pages
    )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _weight(release: ServedRelease) -> Weight:
    home = release.text("/")
    fonts = [path for path, entry in release.files.items() if entry["type"].startswith("font/")]
    return Weight(
        html=release.transferred("/"),
        css=sum(release.transferred(path) for path in linked_stylesheets(home)),
        fonts=sum(release.transferred(path) for path in fonts),
    )
