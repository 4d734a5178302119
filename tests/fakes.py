"""Ports in memory. They behave: conditions that the real stores enforce are enforced here."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from code24.accounts.models import ApiKey, Customer
from code24.build.models import Build, BuildError, BuildOutput, BuildStatus, WorkerProgress
from code24.build.pictures.models import UploadTicket
from code24.errors import AlreadyExists, Conflict, InvalidRequest, NotFound, WorkerFailed
from code24.experiments.traffic import TrafficPlan
from code24.forms.models import NotifyOwner, OwnerMail, SiteForms, Submission, SubmissionPlace, SubmissionQuery
from code24.optimize.learning.models import Lesson, Scope, Tallies, Tally, scopes_of
from code24.optimize.loop.models import LoopState, OptimizationJob
from code24.reports.monthly.making.models import ReportTask
from code24.sites.models import Release, ReleaseSummary, Route, RouteStatus, Site, SiteStatus


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def advance(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


class FakeIds:
    """Counts up."""

    def __init__(self) -> None:
        self.count = 0

    def new(self, prefix: str, length: int) -> str:
        self.count += 1
        return f"{prefix}{self.count:0{length}d}"


class FakeArtifacts:
    def __init__(self) -> None:
        self.bodies: dict[tuple[str, str], bytes] = {}

    def read(self, build_id: str, name: str) -> bytes:
        try:
            return self.bodies[build_id, name]
        except KeyError:
            raise NotFound(f"Build {build_id} has no artifact {name}.") from None

    def write(self, build_id: str, name: str, body: bytes) -> None:
        self.bodies[build_id, name] = body

    def delete_all(self, build_id: str) -> None:
        self.bodies = {key: body for key, body in self.bodies.items() if key[0] != build_id}


class FakeBuilds:
    def __init__(self) -> None:
        self.records: dict[str, Build] = {}

    def create(self, build: Build) -> None:
        if build.build_id in self.records:
            raise AlreadyExists(f"Build {build.build_id} exists already.")
        self.records[build.build_id] = build

    def get(self, build_id: str) -> Build:
        try:
            return self.records[build_id]
        except KeyError:
            raise NotFound(f"There is no build {build_id}.") from None

    def of_site(self, site_id: str) -> Sequence[Build]:
        builds = [build for build in self.records.values() if build.site_id == site_id]
        return sorted(builds, key=lambda build: build.created_at, reverse=True)

    def worker_started(self, build_id: str, worker: str, at: datetime) -> None:
        build = self.get(build_id)
        if build.status.final:
            return
        attempts = next((each.attempts for each in build.progress if each.worker == worker), 0)
        started = WorkerProgress(worker=worker, status=BuildStatus.RUNNING, started_at=at, attempts=attempts + 1)
        others = tuple(each for each in build.progress if each.worker != worker)
        self._change(build_id, status=BuildStatus.RUNNING, progress=(*others, started), updated_at=at)

    def worker_ended(self, build_id: str, worker: str, at: datetime, status: BuildStatus) -> None:
        build = self.get(build_id)
        progress = tuple(
            each.model_copy(update={"status": status, "completed_at": at}) if each.worker == worker else each
            for each in build.progress
        )
        self._change(build_id, progress=progress, updated_at=at)

    def end(
        self,
        build_id: str,
        status: BuildStatus,
        at: datetime,
        *,
        error: BuildError | None = None,
        output: BuildOutput | None = None,
    ) -> None:
        if self.get(build_id).status is not BuildStatus.COMPLETE:
            self._change(build_id, status=status, updated_at=at, error=error, output=output)

    def restart(self, build_id: str, at: datetime) -> int:
        build = self.get(build_id)
        if build.status not in {BuildStatus.ERRORED, BuildStatus.TERMINATED}:
            raise Conflict(f"Build {build_id} is {build.status.value}; only a failed or stopped build runs again.")
        self._change(build_id, status=BuildStatus.QUEUED, updated_at=at, error=None, runs=build.runs + 1)
        return build.runs + 1

    def begin_run(self, build_id: str, after: int, at: datetime) -> bool:
        build = self.get(build_id)
        if build.status.final or build.runs != after:
            return False
        self._change(build_id, status=BuildStatus.QUEUED, updated_at=at, runs=build.runs + 1)
        return True

    def delete(self, build_id: str) -> None:
        self.records.pop(build_id, None)

    def _change(self, build_id: str, **changes: Any) -> None:
        self.records[build_id] = self.get(build_id).model_copy(update=changes)


class FakeExecutions:
    """Remembers what was started; `statuses` is what a test says of a run."""

    def __init__(self) -> None:
        self.started: list[tuple[str, int]] = []
        self.stopped: list[tuple[str, int]] = []
        self.statuses: dict[tuple[str, int], BuildStatus] = {}
        self.begun_with: dict[tuple[str, int], str | None] = {}

    def start(self, build_id: str, run: int = 1, begin_with: str | None = None) -> None:
        if (build_id, run) not in self.started:
            self.begun_with[build_id, run] = begin_with
            self.started.append((build_id, run))
            self.statuses[build_id, run] = BuildStatus.RUNNING

    def status(self, build_id: str, run: int = 1) -> BuildStatus | None:
        return self.statuses.get((build_id, run))

    def stop(self, build_id: str, run: int, reason: str) -> None:
        self.stopped.append((build_id, run))
        if self.statuses.get((build_id, run)) is BuildStatus.RUNNING:
            self.statuses[build_id, run] = BuildStatus.TERMINATED


class FakeSites:
    def __init__(self) -> None:
        self.records: dict[str, Site] = {}
        self.routes: dict[str, Route] = {}
        self.stored_releases: dict[tuple[str, str], Release] = {}
        self.looks: dict[str, datetime] = {}
        """What was asked for beside a release, by site."""

    def reserve(self, site: Site, route: Route) -> None:
        if site.site_id in self.records or route.host in self.routes:
            raise AlreadyExists(f"The host {route.host} or the site {site.site_id} is taken.")
        self.records[site.site_id] = site
        self.routes[route.host] = route

    def get(self, site_id: str) -> Site:
        try:
            return self.records[site_id]
        except KeyError:
            raise NotFound(f"There is no site {site_id}.") from None

    def of_customer(self, customer_id: str, limit: int, after: Site | None = None) -> Sequence[Site]:
        sites = [
            site
            for site in self.records.values()
            if site.customer_id == customer_id
            and site.status is not SiteStatus.DELETED
            and (after is None or (site.created_at, site.site_id) < (after.created_at, after.site_id))
        ]
        return sorted(sites, key=lambda site: (site.created_at, site.site_id), reverse=True)[:limit]

    def add_release(self, release: Release, *, look_at: datetime | None = None, customer_id: str | None = None) -> None:
        self.stored_releases[release.site_id, release.release_id] = release
        if look_at is not None:
            self.looks.setdefault(release.site_id, look_at)

    def record_version(self, site_id: str, release_id: str, version: str, over: str | None = None) -> None:
        release = self.release(site_id, release_id)
        if over not in {None, release.version}:
            raise Conflict(f"Release {release_id} of site {site_id} has another version than {over}.")
        self.stored_releases[site_id, release_id] = release.model_copy(update={"version": version})

    def release(self, site_id: str, release_id: str) -> Release:
        try:
            return self.stored_releases[site_id, release_id]
        except KeyError:
            raise NotFound(f"Site {site_id} has no release {release_id}.") from None

    def forms(self, site_id: str, release_id: str) -> SiteForms | None:
        return self.release(site_id, release_id).forms

    def releases(self, site_id: str) -> Sequence[ReleaseSummary]:
        releases = [each.summary for each in self.stored_releases.values() if each.site_id == site_id]
        return sorted(releases, key=lambda release: (release.created_at, release.release_id), reverse=True)

    def set_live(
        self,
        site_id: str,
        release_id: str,
        route: Route,
        at: datetime,
        over: Collection[str] | None = None,
        *,
        customer_id: str | None = None,
    ) -> None:
        site = self.get(site_id)
        if site.status not in {SiteStatus.BUILDING, SiteStatus.ACTIVE}:
            raise Conflict(f"Site {site_id} is {site.status.value}; nothing can be published to it.")
        if over is not None and site.live_release not in {None, release_id, *over}:
            raise Conflict(f"Release {site.live_release} of site {site_id} went live meanwhile; edit that one.")
        changes = {"status": SiteStatus.ACTIVE, "live_release": release_id, "updated_at": at}
        self.records[site_id] = site.model_copy(update=changes)
        self.routes[route.host] = route

    def set_status(
        self, site_id: str, status: SiteStatus, route: Route, at: datetime, *, customer_id: str | None = None
    ) -> None:
        self.records[site_id] = self.get(site_id).model_copy(update={"status": status, "updated_at": at})
        self.routes[route.host] = route

    def erase(self, site: Site) -> None:
        self.stored_releases = {key: each for key, each in self.stored_releases.items() if key[0] != site.site_id}
        self.records[site.site_id] = site


class FakeReleaseArchive:
    def __init__(self) -> None:
        self.zips: dict[tuple[str, str], bytes] = {}

    def put(self, site_id: str, release_id: str, body: bytes) -> None:
        self.zips[site_id, release_id] = body

    def get(self, site_id: str, release_id: str) -> bytes:
        try:
            return self.zips[site_id, release_id]
        except KeyError:
            raise NotFound(f"The files of release {release_id} are no longer kept.") from None

    def delete_all(self, site_id: str) -> None:
        self.zips = {key: body for key, body in self.zips.items() if key[0] != site_id}


class FakeSiteFunctions:
    """Versions count up per site; publishing a release again gives its version again."""

    def __init__(self) -> None:
        self.versions: dict[str, dict[str, str]] = {}
        self.aliases: dict[str, dict[str, str]] = {}

    @property
    def live(self) -> dict[str, str]:
        """The version behind `live`, by site."""
        return {site_id: aliases["live"] for site_id, aliases in self.aliases.items() if "live" in aliases}

    def publish(self, site_id: str, release_id: str, sha256: str, *, create: bool = True) -> str:
        if not create and site_id not in self.versions:
            raise NotFound(f"Site {site_id} has no function.")
        versions = self.versions.setdefault(site_id, {})
        version = versions.setdefault(release_id, str(max(map(int, versions.values()), default=0) + 1))
        self.aliases.setdefault(site_id, {})[f"preview-{release_id}"] = version
        return version

    def point(self, site_id: str, alias: str, version: str) -> None:
        if version not in self.versions.get(site_id, {}).values():
            raise NotFound(f"Site {site_id} has no version {version}.")
        self.aliases.setdefault(site_id, {})[alias] = version

    def remove_version(self, site_id: str, release_id: str, version: str) -> bool:
        if any(
            pointed == version and alias != f"preview-{release_id}"
            for alias, pointed in self.aliases.get(site_id, {}).items()
        ):
            return False
        self.remove_alias(site_id, f"preview-{release_id}")
        versions = self.versions.get(site_id, {})
        self.versions[site_id] = {name: each for name, each in versions.items() if each != version}
        return True

    def remove_alias(self, site_id: str, alias: str) -> None:
        self.aliases.get(site_id, {}).pop(alias, None)

    def delete(self, site_id: str) -> None:
        self.versions.pop(site_id, None)
        self.aliases.pop(site_id, None)


class FakeCustomers:
    def __init__(self) -> None:
        self.records: dict[str, Customer] = {}
        self.keys: dict[str, ApiKey] = {}

    def create(self, customer: Customer, key: ApiKey) -> None:
        if customer.customer_id in self.records or key.key_hash in self.keys:
            raise AlreadyExists(f"Customer {customer.customer_id} exists already.")
        self.records[customer.customer_id] = customer
        self.keys[key.key_hash] = key

    def get(self, customer_id: str) -> Customer:
        try:
            return self.records[customer_id]
        except KeyError:
            raise NotFound(f"There is no customer {customer_id}.") from None

    def page(self, limit: int, after: str | None = None) -> Sequence[Customer]:
        behind = sorted(each for each in self.records if after is None or each > after)
        return [self.records[each] for each in behind[:limit]]

    def key(self, key_hash: str) -> ApiKey | None:
        return self.keys.get(key_hash)

    def make_operator(self, key_hash: str) -> None:
        if key_hash not in self.keys:
            raise NotFound("There is no such API key.")
        self.keys[key_hash] = self.keys[key_hash].model_copy(update={"operator": True})


class FakeWorkerResults:
    def __init__(self, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.records: dict[str, tuple[str, dict[str, Any], datetime]] = {}

    def put(self, result_id: str, customer_id: str, result: dict[str, Any]) -> None:
        self.records[result_id] = (customer_id, result, self.clock.now() + timedelta(days=1))

    def get(self, result_id: str) -> tuple[str, dict[str, Any]]:
        customer_id, result, expires_at = self.records.get(result_id, ("", {}, self.clock.now()))
        if expires_at <= self.clock.now():
            raise NotFound(f"There is no result {result_id}.")
        return customer_id, result


class FakeWorkerFunctions:
    """Answers what a test has put into `answers`; an exception there is raised."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, Any] | Exception] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def invoke(self, worker: str, payload: dict[str, Any], team: str = "build") -> dict[str, Any]:
        self.calls.append((worker, payload))
        answer = self.answers.get(worker, WorkerFailed(f"{worker} is not there."))
        if isinstance(answer, Exception):
            raise answer
        return answer


class FakeWebPages:
    """A web of the pages that a test has put into it."""

    def __init__(self, pages: dict[str, bytes] | None = None) -> None:
        self.pages = pages or {}

    def fetch(self, url: str) -> tuple[str, bytes]:
        try:
            return url, self.pages[url]
        except KeyError:
            raise InvalidRequest(f"{url} cannot be read: the server cannot be reached.") from None


def route_of(site: Site, status: RouteStatus = RouteStatus.ACTIVE) -> Route:
    """A route as a test's site would have it."""
    return Route(host=f"{site.slug}.localhost", site_id=site.site_id, status=status)


class FakeImages:
    """Image files by URL."""

    def __init__(self, **files: bytes) -> None:
        self.files = dict(files)

    def fetch(self, url: str) -> bytes:
        if url not in self.files:
            raise InvalidRequest("Not read: the server answered 404.", field="images")
        return self.files[url]


class FakeUploads:
    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}

    def ticket(self, customer_id: str, upload_id: str, content_type: str, size: int) -> UploadTicket:
        return UploadTicket(
            upload_id=upload_id,
            url=f"https://uploads.example/{customer_id}/{upload_id}",
            headers={"content-type": content_type, "content-length": str(size)},
            expires_at=datetime(2026, 3, 1, 12, 15, tzinfo=UTC),
        )

    def read(self, customer_id: str, upload_id: str, most_bytes: int) -> bytes:
        try:
            return self.files[customer_id, upload_id]
        except KeyError:
            raise NotFound(f"There is no upload {upload_id}.") from None


class FakeMedia:
    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}

    def get(self, name: str) -> bytes:
        try:
            return self.files[name][1]
        except KeyError:
            raise NotFound(f"There is no file {name}.") from None

    def put(self, name: str, content_type: str, body: bytes) -> None:
        assert self.files.setdefault(name, (content_type, body)) == (content_type, body)


class FakeSubmissions:
    """`sites` says which sites receive anything; without it all do."""

    def __init__(self, sites: FakeSites | None = None) -> None:
        self.sites = sites
        self.records: dict[tuple[str, str], Submission] = {}
        self.claims: dict[tuple[str, str], datetime] = {}

    def put(self, submission: Submission) -> None:
        key = submission.site_id, submission.submission_id
        if key in self.records:
            raise AlreadyExists(f"Submission {submission.submission_id} exists already.")
        receiving = {SiteStatus.BUILDING, SiteStatus.ACTIVE}
        if self.sites and self.sites.get(submission.site_id).status not in receiving:
            raise Conflict(f"Site {submission.site_id} receives nothing.")
        self.records[key] = submission

    def get(self, site_id: str, submission_id: str) -> Submission:
        try:
            return self.records[site_id, submission_id]
        except KeyError:
            raise NotFound(f"Site {site_id} has no submission {submission_id}.") from None

    def of_site(
        self, site_id: str, wanted: SubmissionQuery, limit: int, after: SubmissionPlace | None = None
    ) -> Sequence[Submission]:
        def place(each: Submission | SubmissionPlace) -> tuple[datetime, str]:
            return each.created_at, each.submission_id

        found = [
            each
            for each in self.records.values()
            if each.site_id == site_id
            and wanted.form in {None, each.form}
            and (wanted.since is None or each.created_at >= wanted.since)
            and (wanted.until is None or each.created_at < wanted.until)
            and (after is None or place(each) < place(after))
        ]
        return sorted(found, key=place, reverse=True)[:limit]

    def claim(self, site_id: str, submission_id: str, at: datetime, until: datetime) -> bool:
        if self.get(site_id, submission_id).notified_at or self.claims.get((site_id, submission_id), at) > at:
            return False
        self.claims[site_id, submission_id] = until
        return True

    def notified(self, site_id: str, submission_id: str, at: datetime) -> None:
        known = self.records.get((site_id, submission_id))
        if known and not known.notified_at:
            self.records[site_id, submission_id] = known.model_copy(update={"notified_at": at})

    def delete(self, site_id: str, submission_id: str) -> None:
        self.records.pop((site_id, submission_id), None)

    def delete_all(self, site_id: str) -> None:
        self.records = {key: each for key, each in self.records.items() if key[0] != site_id}


class FakeCounters:
    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def count(self, key: str, most: int, expires_at: int) -> bool:
        if self.counts.get(key, 0) >= most:
            return False
        self.counts[key] = self.counts.get(key, 0) + 1
        return True


class FakeNotifications:
    def __init__(self) -> None:
        self.sent: list[tuple[NotifyOwner, int]] = []

    def send(self, notify: NotifyOwner, delay: int) -> None:
        self.sent.append((notify, delay))


class FakeMail:
    """`sender` may be taken away."""

    def __init__(self) -> None:
        self.sender = True
        self.sent: list[OwnerMail] = []

    def send(self, mail: OwnerMail) -> bool:
        if self.sender:
            self.sent.append(mail)
        return self.sender


class FakeKnowledge:
    """Counts every lesson once for its site and its scopes, as the table does."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, Tally]] = {}
        self.cycles: dict[str, int] = {}
        self.tests: set[str] = set()

    def add(self, lesson: Lesson) -> None:
        if lesson.test_id in self.tests if lesson.test_id else self.cycles.get(lesson.site_id, 0) >= lesson.cycle:
            return
        if lesson.test_id:
            self.tests.add(lesson.test_id)
        else:
            self.cycles[lesson.site_id] = lesson.cycle
        known = set(self.counts.get(lesson.site_id, {}))
        for scope in (lesson.site_id, *(each.key for each in scopes_of(lesson.business))):
            tallies = self.counts.setdefault(scope, {})
            for kind, tally in lesson.outcomes.items():
                before = tallies.get(kind, Tally())
                tallies[kind] = Tally(
                    worked=before.worked + tally.worked,
                    failed=before.failed + tally.failed,
                    sites=before.sites + (kind not in known),
                )

    def own(self, site_id: str) -> Tallies:
        return self.counts.get(site_id, {})

    def shared(self, scopes: Sequence[Scope]) -> Sequence[Tallies]:
        return [self.counts.get(scope.key, {}) for scope in scopes]

    def forget(self, site_id: str) -> None:
        self.counts.pop(site_id, None)
        self.cycles.pop(site_id, None)


class FakeLoops:
    def __init__(self) -> None:
        self.records: dict[str, LoopState] = {}

    def create(self, loop: LoopState) -> None:
        if loop.site_id in self.records:
            raise AlreadyExists(f"Site {loop.site_id} has a loop already.")
        self.records[loop.site_id] = loop

    def get(self, site_id: str) -> LoopState:
        try:
            return self.records[site_id]
        except KeyError:
            raise NotFound(f"Site {site_id} has no loop.") from None

    def replace(self, loop: LoopState) -> LoopState:
        if self.get(loop.site_id).version != loop.version:
            raise Conflict(f"The loop of site {loop.site_id} was changed meanwhile.")
        self.records[loop.site_id] = loop.model_copy(update={"version": loop.version + 1})
        return self.records[loop.site_id]

    def delete(self, site_id: str) -> None:
        self.records.pop(site_id, None)


class FakeJobs:
    def __init__(self) -> None:
        self.records: dict[str, OptimizationJob] = {}
        self.hashes: dict[str, str] = {}

    def create(self, job: OptimizationJob, request_hash: str) -> None:
        if job.id in self.records:
            raise AlreadyExists(f"Job {job.id} exists already.")
        self.records[job.id] = job
        self.hashes[job.id] = request_hash

    def get(self, job_id: str) -> OptimizationJob:
        try:
            return self.records[job_id]
        except KeyError:
            raise NotFound(f"There is no optimization {job_id}.") from None

    def request_hash(self, job_id: str) -> str:
        self.get(job_id)
        return self.hashes.get(job_id, "")

    def put(self, job: OptimizationJob) -> None:
        self.records[job.id] = job

    def of_site(self, site_id: str, limit: int, after: OptimizationJob | None = None) -> Sequence[OptimizationJob]:
        def place(job: OptimizationJob) -> tuple[datetime, str]:
            return job.scheduled_at, job.id

        jobs = [job for job in self.records.values() if job.site_id == site_id]
        found = [job for job in jobs if after is None or place(job) < place(after)]
        return sorted(found, key=place, reverse=True)[:limit]

    def delete_all(self, site_id: str) -> None:
        self.records = {key: job for key, job in self.records.items() if job.site_id != site_id}


class FakeLoopExecutions:
    """Remembers what was started and stopped, as `(site_id, generation)`."""

    def __init__(self) -> None:
        self.started: dict[tuple[str, int], int] = {}
        self.stopped: list[tuple[str, int]] = []

    def start(self, site_id: str, generation: int, wait: int) -> None:
        self.started.setdefault((site_id, generation), wait)

    def stop(self, site_id: str, generation: int, reason: str) -> None:
        self.stopped.append((site_id, generation))


class FakeOptimizations:
    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}

    def read(self, site_id: str, name: str) -> bytes:
        try:
            return self.files[site_id, name]
        except KeyError:
            raise NotFound(f"The optimization of site {site_id} has no file {name}.") from None

    def write(self, site_id: str, name: str, body: bytes, content_type: str = "application/json") -> None:
        self.files[site_id, name] = body

    def delete_all(self, site_id: str) -> None:
        self.files = {key: body for key, body in self.files.items() if key[0] != site_id}


class FakeTrafficPlans:
    """Plans by site; the version decides which of two writes counts."""

    def __init__(self) -> None:
        self.plans: dict[str, TrafficPlan] = {}

    def get(self, site_id: str) -> TrafficPlan:
        return self.plans.get(site_id) or TrafficPlan(site_id, 0, sha256(site_id.encode()).hexdigest())

    def replace(self, plan: TrafficPlan) -> TrafficPlan:
        stored = self.plans.get(plan.site_id)
        if (stored.version if stored else 0) != plan.version:
            raise Conflict(f"The plan of site {plan.site_id} was changed meanwhile; try again.")
        self.plans[plan.site_id] = replace(plan, version=plan.version + 1)
        return self.plans[plan.site_id]

    def delete(self, site_id: str) -> None:
        self.plans.pop(site_id, None)


class FakeReportFiles:
    """Files by their whole key."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def read(self, key: str) -> bytes:
        try:
            return self.files[key]
        except KeyError:
            raise NotFound(f"There is no report {key}.") from None

    def write(self, key: str, body: bytes, content_type: str = "application/json") -> None:
        self.files[key] = body
        self.types[key] = content_type

    def names(self, prefix: str) -> tuple[str, ...]:
        return tuple(sorted(key for key in self.files if key.startswith(prefix)))


class FakeReportQueue:
    """Parts that are asked for, with the seconds until then, in order."""

    def __init__(self) -> None:
        self.sent: list[tuple[ReportTask, int]] = []

    def send(self, tasks: Sequence[ReportTask], delay: int = 0) -> None:
        self.sent += [(task, delay) for task in tasks]


class FakeLeftSites:
    """Of the sites that a fake store has, those that are deleted."""

    def __init__(self, sites: FakeSites) -> None:
        self.sites = sites

    def of_customer(self, customer_id: str) -> Sequence[Site]:
        gone = [
            site
            for site in self.sites.records.values()
            if site.customer_id == customer_id and site.status is SiteStatus.DELETED
        ]
        return sorted(gone, key=lambda site: (site.created_at, site.site_id), reverse=True)
