"""Development: the finished files of a site."""

import base64

from code24.build.brand.models import Brand
from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.build.quality_gate.findings import QualityReport
from code24.models import Model


class DevelopmentRequest(Model):
    """Asks for the files of a site."""

    brief: Brief
    market_research: MarketResearch | None = None
    brand: Brand | None = None
    design: DesignPlan | None = None
    content: SiteContent | None = None
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

    def content(self) -> bytes:
        """The bytes that are served."""
        return self.text.encode() if self.text is not None else base64.b64decode(self.base64 or "")


class RenderedSite(Model):
    """All files of a site, pages included, ready for a release."""

    files: tuple[SiteFile, ...]
