"""Fixes, their proof, and what an optimization leaves behind."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from code24.audit.models import AuditReport
from code24.models import Model
from code24.types import Goal, SiteId


class Phase(StrEnum):
    """When fixes are applied. Later ones build on what earlier ones made, so the order never changes."""

    MARKUP = "markup"
    """What the parser or the standard objects to: nesting, duplicate ids, language, viewport, dead links."""
    NAMES = "names"
    """Accessible names, landmarks, headings."""
    METADATA = "metadata"
    """Titles, descriptions, canonical, Open Graph, structured data, sitemap, robots."""
    ICONS = "icons"
    """Icon fonts and icon scripts become inline SVG."""
    COLORS = "colors"
    """Contrast, target size: small additions to styles."""
    SCRIPTS = "scripts"
    IMAGES = "images"
    FONTS = "fonts"
    STYLES = "styles"
    """Unused rules leave."""
    LOADING = "loading"
    """Inlined styles, preloads: the order in which a page's parts arrive."""
    MINIFY = "minify"
    ASSETS = "assets"
    """Hashed names and caching."""
    HEADERS = "headers"


class Change(Model):
    """One thing that a fix did."""

    path: str
    what: str
    """As a sentence for the site's owner."""
    selector: str = ""
    before: str = ""
    after: str = ""


class Business(Model):
    """What is known about whose website it is. Nothing is ever made up from it."""

    name: str | None = None
    industry: str | None = None
    goal: Goal | None = None


class FixStatus(StrEnum):
    """What became of a fix."""

    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    """It made something worse, or a page look different: its reason says what."""
    WITHHELD = "withheld"
    """Its owner undid it."""


class FixRecord(Model):
    """One kind of fix on one file (or on the website as a whole), with its proof."""

    fix_id: str
    """Follows from the site, the kind and the path: the same fix has the same id in every cycle."""
    kind: str
    title: str
    path: str
    """`*` for a fix of the whole website."""
    status: FixStatus
    reason: str = ""
    answers: tuple[str, ...] = ()
    """Rules."""
    found_before: Mapping[str, int] = {}
    """Defects on the file by rule, before this fix."""
    found_after: Mapping[str, int] = {}
    bytes_before: int = 0
    """Of all files of the website, uncompressed."""
    bytes_after: int = 0
    requests_before: int = 0
    """Of a first visit to the file, or to all pages."""
    requests_after: int = 0
    changes: tuple[Change, ...] = ()
    """The first ones; `change_count` has all."""
    change_count: int = 0


class PictureProof(Model):
    """One page at one width, before and after."""

    path: str
    width: int
    """CSS pixels."""
    changed: float
    """Share of pixels that differ by more than the perceptual threshold, 0 to 1."""
    height_before: int
    height_after: int
    accepted: bool
    console_errors_before: int = 0
    console_errors_after: int = 0


class PageWeight(Model):
    """What a first visit to a page costs on a phone, compressed, before and after."""

    path: str
    bytes_before: int
    bytes_after: int
    requests_before: int
    requests_after: int


class Challenger(Model):
    """A change of what visitors read or see, prepared for an experiment."""

    challenger_id: str
    kind: str
    path: str
    hypothesis: str
    """What should get better for whom, and why."""
    selector: str
    before: str
    after: str
    rule: str
    """The finding's rule that asked for it."""


class Optimization(Model):
    """One pass: audited, fixed, proved."""

    site_id: SiteId | None = None
    origin: str
    started_at: datetime
    seconds: float
    before: AuditReport
    after: AuditReport
    fixes: tuple[FixRecord, ...]
    weights: tuple[PageWeight, ...] = ()
    pictures: tuple[PictureProof, ...] = ()
    """Empty where no browser was there."""
    challengers: tuple[Challenger, ...] = ()
    notes: tuple[str, ...] = ()
    """What the owner should know: limits reached, pages that only scripts render, placeholders."""
    cost_usd: float = 0.0
    """At most, in US dollars; 0 where it ran on somebody's own machine."""
