"""Publish: rendered pages become a release."""

from code24.build.development.models import RenderedSite
from code24.build.models import Build
from code24.models import Model


class PublishRequest(Model):
    """Asks for a release of what a build has made."""

    build: Build
    development: RenderedSite
