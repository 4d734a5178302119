"""Publish: rendered pages become a release."""

from code24.build.development.models import RenderedSite
from code24.build.models import Brief, Build
from code24.models import Model


class PublishRequest(Model):
    """Asks for a release of what a build has made."""

    build: Build
    brief: Brief | None = None
    """What the site's loop is to know of the business."""
    development: RenderedSite
