"""What sites need of Lambda. `code24.ports` hands it on with all other ports."""

from typing import Protocol

from code24.types import ReleaseId, SiteId


class SiteFunctions(Protocol):
    """The Lambda functions of customers' sites."""

    def publish(self, site_id: SiteId, release_id: ReleaseId, sha256: str, *, create: bool = True) -> str:
        """Make an archived release a version of the site's function, with the alias `preview-<release_id>`; returns it.

        Creates the function where there is none, or raises NotFound (`create`). Publishing the same release again
        returns the same version, while it is there.
        """
        ...

    def point(self, site_id: SiteId, alias: str, version: str) -> None:
        """Move an alias, which is created where there is none. Raises NotFound for an unknown version."""
        ...

    def remove_version(self, site_id: SiteId, release_id: ReleaseId, version: str) -> bool:
        """Delete a release's version with the alias of its preview; nothing there is fine.

        False, and the preview stays, where another alias points at the version. Raises ValueError for what is no number
        of a version, as without one the whole function would go.
        """
        ...

    def remove_alias(self, site_id: SiteId, alias: str) -> None:
        """Remove an alias; its version stays, and nothing there is fine."""
        ...

    def delete(self, site_id: SiteId) -> None:
        """Remove the function with all versions, aliases and its log group; nothing there is fine."""
        ...
