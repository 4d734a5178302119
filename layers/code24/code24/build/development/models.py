"""Development: the finished files of a site."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime

from code24.build.brand.models import Brand
from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.build.pictures.models import Pictures
from code24.build.quality_gate.findings import QualityReport
from code24.forms.models import SiteForms
from code24.models import Model


class DevelopmentRequest(Model):
    """Asks for the files of a site."""

    brief: Brief
    market_research: MarketResearch | None = None
    brand: Brand | None = None
    design: DesignPlan | None = None
    content: SiteContent | None = None
    pictures: Pictures = Pictures()
    made_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    """When the build was asked for: the date of pages that are new or changed."""
    previous: "RenderedSite | None" = None
    """What the edited build had rendered: a page that is still the same keeps its date."""
    origin: str = "https://example.com"
    """Scheme, host and port of the live site, for canonical links and the sitemap."""
    findings: QualityReport | None = None
    """What the quality gate found wrong with the previous attempt."""


class SiteFile(Model):
    """One file of a release. Exactly one of `text` and `base64` is set."""

    path: str
    """Absolute URL path (`/index.html`, `/about/index.html`, `/assets/site.3f9a1c22.css`)."""
    content_type: str
    text: str | None = None
    base64: str | None = None
    headers: Mapping[str, str] = {}
    """What its answers say besides the platform's own headers, names in lower case. A page's own policy
    (`content-security-policy`) takes the place of the one that is derived from the page."""
    unlisted: bool = False
    """A page that search engines should not list: it is served with a header that says so."""

    def content(self) -> bytes:
        """The bytes that are served."""
        return self.text.encode() if self.text is not None else base64.b64decode(self.base64 or "")


class PageDate(Model):
    """When a page last changed."""

    path: str
    sha256: str
    """Of the page without what names the stylesheet and other hashed files."""
    modified_at: datetime


class RenderedSite(Model):
    """All files of a site, pages included, ready for a release."""

    files: tuple[SiteFile, ...]
    dates: tuple[PageDate, ...] = ()
    """For the sitemap, one for each page."""
    forms: SiteForms | None = None
    """Where the pages hold forms: what their receiver has to know."""
    answers: QualityReport | None = None
    """The findings whose repairs are in the pages: an edit of them has to repair the same."""
