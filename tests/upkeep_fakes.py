"""What upkeep needs of the world, in memory."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from code24.errors import NotFound
from code24.sites.models import NO_VERSION, RouteStatus, Serving, Versioned
from code24.upkeep.models import Attention, Kind
from tests.fakes import FakeReleaseArchive, FakeSiteFunctions, FakeSites


class FakeReleaseVersions:
    def __init__(self, sites: FakeSites) -> None:
        self.sites = sites

    def lose(self, site_id: str) -> None:
        for of_site, release_id in list(self.sites.stored_releases):
            if of_site == site_id:
                self.sites.record_version(site_id, release_id, NO_VERSION)

    def of_site(self, site_id: str) -> Sequence[Versioned]:
        releases = [each for each in self.sites.stored_releases.values() if each.site_id == site_id]
        found = [Versioned(each.release_id, each.version, each.created_at) for each in releases]
        return sorted(found, key=lambda each: (each.created_at, each.release_id))


class FakeSiteProbe:
    """Sees what the fakes of functions, archive and routes hold; `answers` is what a site says instead of 200."""

    def __init__(self, functions: FakeSiteFunctions, archive: FakeReleaseArchive, sites: FakeSites) -> None:
        self.functions, self.archive, self.sites = functions, archive, sites
        self.answers: dict[str, int | Exception] = {}

    def serving(self, site_id: str, qualifier: str | None = None) -> Serving | None:
        versions = self.functions.versions.get(site_id, {})
        if not versions:
            return None
        latest = max(versions.values(), key=int)
        version = self.functions.aliases.get(site_id, {}).get(qualifier, qualifier) if qualifier else latest
        release = next((release_id for release_id, each in versions.items() if each == version), None)
        if version is None or release is None:
            return None
        return Serving(version=version, sha256=sha256(self.archive.zips.get((site_id, release), b"")).hexdigest())

    def led_to(self, host: str) -> str | None:
        route = self.sites.routes.get(host)
        return route.site_id if route is not None and route.status is RouteStatus.ACTIVE else None

    def status(self, site_id: str, alias: str) -> int:
        if self.serving(site_id, alias) is None:
            raise NotFound(f"The function of {site_id} has no {alias}.")
        answer = self.answers.get(site_id, 200)
        if isinstance(answer, Exception):
            raise answer
        return answer


class FakeDueIndex:
    """Remembers what was done."""

    def __init__(self) -> None:
        self.marks: list[Attention] = []
        self.finished: list[Attention] = []
        self.put_offs: list[tuple[Attention, datetime]] = []

    def due(self, kind: Kind, now: object, limit: int) -> Sequence[Attention]:
        return [each for each in self.marks if each.kind is kind][:limit]

    def suspect(self, site_id: str, customer_id: str | None, reason: str, now: datetime) -> None:
        mark = Attention(
            kind=Kind.SITE, id=site_id, site_id=site_id, customer_id=customer_id, due_at=now, reason=reason
        )
        self.marks = [each for each in self.marks if (each.kind, each.id) != (Kind.SITE, site_id)] + [mark]

    def done(self, attention: Attention) -> None:
        self.finished.append(attention)

    def put_off(self, attention: Attention, until: datetime) -> None:
        self.put_offs.append((attention, until))
