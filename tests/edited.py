"""Sites that have been built from sample requests, to be edited in memory."""

import re
from collections.abc import Iterator
from typing import Any

from code24.build.development.models import DevelopmentRequest, RenderedSite
from code24.build.development.worker import develop_site
from code24.build.editing.models import EditSite
from code24.build.editing.workers import editable_site, start_edit
from code24.build.models import Build, BuildStatus
from code24.build.quality_gate.findings import QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import check_quality
from code24.errors import NotFound
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Release, Route, RouteStatus, Site, SiteStatus
from tests.fakes import (
    FakeArtifacts,
    FakeBuilds,
    FakeClock,
    FakeExecutions,
    FakeIds,
    FakeReleaseArchive,
    FakeSiteFunctions,
    FakeSites,
)
from tests.team import InlineTeam, artifacts_of

OWNER, STRANGER = "c00000000000a", "c00000000000b"
SITE, RELEASE, BUILD = "s00000000000a", "r000000000a", "b000000000000000a"
_SECTION = re.compile(r'<section id="([^"]+)".*?</section>', re.DOTALL)


class Workshop:
    """One site with a live release, and everything that editing it takes."""

    def __init__(self, sample: str = "bakery-en") -> None:
        self.clock, self.ids = FakeClock(), FakeIds()
        self.builds, self.sites, self.artifacts = FakeBuilds(), FakeSites(), FakeArtifacts()
        self.executions, self.worker_functions = FakeExecutions(), InlineTeam()
        self.release_archive, self.site_functions = FakeReleaseArchive(), FakeSiteFunctions()
        self.addresses = SiteAddresses("http://*.localhost:8024")
        for name, body in artifacts_of(sample).items():
            self.artifacts.write(BUILD, name, body)
        self._reserve()
        self.released(BUILD, RELEASE, live=True)

    def edit(self, *edits: dict[str, Any], **options: Any) -> Build:
        """Ask for edits as the API does."""
        request = EditSite.model_validate({"site_id": SITE, "customer_id": OWNER, "edits": edits} | options)
        return start_edit(
            request,
            builds=self.builds,
            sites=self.sites,
            artifacts=self.artifacts,
            executions=self.executions,
            worker_functions=self.worker_functions,
            clock=self.clock,
            ids=self.ids,
        )

    def listed(self, release_id: str | None = None) -> Any:
        """What can be edited."""
        return editable_site(SITE, OWNER, release_id, sites=self.sites, artifacts=self.artifacts)

    def developed(self, build_id: str) -> RenderedSite:
        """What development makes of a build's artifacts; it is kept as the build's own."""
        given = {
            "brief": self._read(build_id, "request"),
            "made_at": self.builds.get(build_id).created_at,
            "origin": "http://crumb-ember.localhost:8024",
            "previous": self._read(build_id, "previous"),
        }
        names = ("market-research", "brand", "design", "content", "pictures")
        made = {name.replace("-", "_"): self._read(build_id, name) for name in names}
        site = develop_site(DevelopmentRequest.model_validate(given | made))
        self.artifacts.write(build_id, "development", site.model_dump_json().encode())
        return site

    def checked(self, build_id: str, site: RenderedSite) -> QualityReport:
        """The gate's verdict."""
        given = {
            "brief": self._read(build_id, "request"),
            "own_words": self._read(build_id, "own-words") or {},
            "development": site,
            "origin": "http://crumb-ember.localhost:8024",
            **{name: self._read(build_id, name) for name in ("brand", "design", "pictures")},
        }
        return check_quality(QualityGateRequest.model_validate(given))

    def released(self, build_id: str, release_id: str, *, live: bool) -> None:
        """Note that a build has become a release."""
        files, now = (), self.clock.now()
        if build_id not in self.builds.records:
            self.builds.create(
                Build(
                    build_id=build_id,
                    site_id=SITE,
                    customer_id=OWNER,
                    slug="crumb-ember",
                    request_hash="",
                    created_at=now,
                    updated_at=now,
                )
            )
        self.builds.end(build_id, BuildStatus.COMPLETE, now)
        release = Release(
            release_id=release_id,
            site_id=SITE,
            build_id=build_id,
            version="1",
            created_at=now,
            sha256="",
            files=files,
        )
        self.sites.add_release(release)
        if live:
            self.sites.set_live(SITE, release_id, self._route(RouteStatus.ACTIVE), now)

    def _reserve(self) -> None:
        now = self.clock.now()
        site = Site(
            site_id=SITE,
            customer_id=OWNER,
            slug="crumb-ember",
            name="Crumb & Ember",
            status=SiteStatus.BUILDING,
            created_at=now,
            updated_at=now,
        )
        self.sites.reserve(site, self._route(RouteStatus.RESERVED))

    def _route(self, status: RouteStatus) -> Route:
        return Route(host="crumb-ember.localhost", site_id=SITE, status=status)

    def _read(self, build_id: str, name: str) -> Any:
        from pydantic_core import from_json

        try:
            return from_json(self.artifacts.read(build_id, name))
        except NotFound:
            return {} if name == "pictures" else None


def sections_of(site: RenderedSite) -> dict[tuple[str, str], str]:
    """The markup of every section by page file and id."""
    return dict(_sections(site))


def files_of(site: RenderedSite) -> dict[str, bytes]:
    """Every file by path."""
    return {file.path: file.content() for file in site.files}


def _sections(site: RenderedSite) -> Iterator[tuple[tuple[str, str], str]]:
    for file in site.files:
        if file.content_type.startswith("text/html"):
            for match in _SECTION.finditer(file.text or ""):
                yield (file.path, match[1]), match[0]
