"""The use case: what differs between two releases of a site."""

from contextlib import suppress

from pydantic import ConfigDict, ValidationError

from code24.errors import NotFound
from code24.models import Model
from code24.ports import Artifacts, ReleaseArchive, Sites
from code24.sites.differences.comparing import Arrangements, release_difference
from code24.sites.differences.models import ReleaseDifference
from code24.sites.differences.reading import ReleaseContents
from code24.sites.models import Release
from code24.sites.workers import read_release
from code24.types import CustomerId, ReleaseId, SiteId


class _Section(Model):
    model_config = ConfigDict(extra="ignore")

    id: str
    arrangement: str


class _Page(Model):
    model_config = ConfigDict(extra="ignore")

    path: str
    sections: tuple[_Section, ...]


class _Plan(Model):
    """As much of a plan as is read here, of whatever version."""

    model_config = ConfigDict(extra="ignore")

    pages: tuple[_Page, ...]


def compare_releases(
    site_id: SiteId,
    before: ReleaseId,
    after: ReleaseId,
    customer_id: CustomerId,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    artifacts: Artifacts,
) -> ReleaseDifference:
    """What differs from one release to another, read from what visitors were served. Raises NotFound."""
    releases = [read_release(site_id, each, customer_id, sites=sites) for each in (before, after)]
    old, new = (ReleaseContents(release_archive.get(site_id, each.release_id)) for each in releases)
    arranged = (_arrangements(releases[0], artifacts), _arrangements(releases[1], artifacts))
    return release_difference((before, after), old, new, arranged)


def _arrangements(release: Release, artifacts: Artifacts) -> Arrangements:
    """How the sections are arranged; nothing where the plan is no longer kept."""
    with suppress(NotFound, ValidationError):
        if release.build_id is None:
            return {}
        plan = _Plan.model_validate_json(artifacts.read(release.build_id, "design"))
        return {(page.path, section.id): section.arrangement for page in plan.pages for section in page.sections}
    return {}
