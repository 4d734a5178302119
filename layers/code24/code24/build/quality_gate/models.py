"""The quality gate's request."""

from code24.build.brand.models import Brand
from code24.build.development.models import RenderedSite
from code24.models import Model


class QualityGateRequest(Model):
    """Asks for a verdict on rendered pages."""

    brand: Brand
    development: RenderedSite
    attempt: int = 1
