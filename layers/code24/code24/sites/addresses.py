"""Where sites live: host names and URLs from one pattern."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from code24.types import ReleaseId, Slug


@dataclass(frozen=True)
class SiteAddresses:
    """The addresses of all sites of an environment, from a URL with `*` for the slug (`https://*.code24.dev`)."""

    pattern: str

    def origin(self, slug: Slug) -> str:
        """Scheme, host and port of a live site, without a trailing slash."""
        return self.pattern.rstrip("/").replace("*", slug, 1)

    def url(self, slug: Slug) -> str:
        """The home page of a live site."""
        return self.origin(slug) + "/"

    def preview_url(self, slug: Slug, release_id: ReleaseId) -> str:
        """The home page of one release, live or not."""
        return self.url(f"preview-{release_id}--{slug}")

    def host(self, slug: Slug) -> str:
        """The host of a live site as routes name it: lower case, without port."""
        return urlsplit(self.origin(slug)).hostname or ""
