"""A function of the build team, called with its sample event in the middle of a build."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.build.graph import BY_NAME
from code24.build.models import Build, BuildStatus
from code24.models import Model
from code24.runtime import wiring
from code24.runtime.finished_work import finished_work
from code24.runtime.wiring import port
from code24.sites.models import Route, RouteStatus, Site, SiteStatus
from tests.statemachines.machine import Context, create_role, create_tables_and_buckets, load_handler
from tests.team import MADE_AT as NOW
from tests.team import artifacts_of, results_of

EVENTS = Path(__file__).parent.parent.parent.parent / "events" / "build"
REQUEST = "bakery-en"


@dataclass
class Desk:
    """One function with everything that earlier workers of the build have left for it."""

    name: str
    build_id: str = field(init=False)

    def __post_init__(self) -> None:
        self.build_id = self.event()["build_id"]
        site = Site(
            site_id="s00000000site",
            customer_id="c00000000test",
            slug="crumb-ember",
            name="Crumb & Ember",
            status=SiteStatus.BUILDING,
            created_at=NOW,
            updated_at=NOW,
        )
        route = Route(host="crumb-ember.localhost", site_id=site.site_id, status=RouteStatus.RESERVED)
        port("sites").reserve(site, route)
        port("builds").create(
            Build(
                build_id=self.build_id,
                site_id=site.site_id,
                customer_id=site.customer_id,
                slug=site.slug,
                request_hash="0" * 64,
                created_at=NOW,
                updated_at=NOW,
            )
        )
        worker = BY_NAME.get(self.name)
        for artifact, body in artifacts_of(REQUEST).items():
            earlier = BY_NAME.get(artifact)
            if earlier is None or worker is None or earlier.stage < worker.stage:
                port("artifacts").write(self.build_id, artifact, body)

    def event(self) -> dict[str, Any]:
        """The sample event."""
        event: dict[str, Any] = json.loads((EVENTS / f"{self.name.replace('-', '_')}.json").read_text())
        return event

    def call(self, **changes: Any) -> Any:
        """Invoke the handler as Lambda does: JSON in, JSON out."""
        answer = load_handler(self.name)(self.event() | changes, Context(f"code24-test-build-{self.name}", "request"))
        return json.loads(json.dumps(answer))

    def artifact[M: Model](self, model: type[M]) -> M:
        """What the worker stored."""
        return model.model_validate_json(port("artifacts").read(self.build_id, self.name))

    def build(self) -> Build:
        """The build's record."""
        found: Build = port("builds").get(self.build_id)
        return found

    def finished[M: Model](self, model: type[M]) -> M:
        """What the worker stored, which is what it makes without a cloud; its progress says that it is done."""
        made = self.artifact(model)
        assert made == results_of(REQUEST)[self.name]
        (progress,) = self.build().progress
        assert (progress.worker, progress.status, progress.attempts) == (self.name, BuildStatus.COMPLETE, 1)
        return made


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The function that the test module is named for."""
    for cached in (wiring.port, finished_work):
        cached.cache_clear()
    aws.forget()
    with mock_aws(config={"lambda": {"use_docker": False}, "core": {"reset_boto3_session": False}}):
        create_tables_and_buckets()
        create_role()
        yield Desk(request.path.stem.removeprefix("test_").replace("_", "-"))
    aws.forget()
