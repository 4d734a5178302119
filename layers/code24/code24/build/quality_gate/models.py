"""The quality gate's request."""

from code24.build.brand.models import Brand
from code24.build.development.models import RenderedSite
from code24.build.models import Brief
from code24.models import Model


class QualityGateRequest(Model):
    """Asks for a verdict on rendered pages."""

    brand: Brand
    development: RenderedSite
    brief: Brief | None = None
    """The owner's words; what they say literally is never taken for a leftover of a template."""
    origin: str | None = None
    """Scheme, host and port of the live site. Without it the home page's canonical link tells."""
    attempt: int = 1
