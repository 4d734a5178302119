"""The quality gate's request."""

from code24.build.brand.models import Brand
from code24.build.design.models import DesignPlan
from code24.build.development.models import RenderedSite
from code24.build.models import Brief, OwnWords
from code24.build.pictures.models import Pictures
from code24.models import Model


class QualityGateRequest(Model):
    """Asks for a verdict on rendered pages. Without brief, plan or pictures, what follows from them is not checked."""

    brand: Brand
    development: RenderedSite
    brief: Brief | None = None
    """The owner's words: what they say literally is never taken for a leftover, and nothing else is a fact."""
    design: DesignPlan | None = None
    """Which pages and sections there have to be."""
    pictures: Pictures | None = None
    """Which files of the owner's pictures there are."""
    own_words: OwnWords = OwnWords()
    """What the owner wrote into the site since, which counts like the brief."""
    origin: str | None = None
    """Scheme, host and port of the live site. Without it the home page's canonical link tells."""
    attempt: int = 1
