"""The functions of the loop, called with their sample events in the middle of a cycle."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moto import mock_aws

from code24.adapters import aws
from code24.build.development.models import SiteFile
from code24.models import Model
from code24.optimize.loop.models import LoopState, OptimizationJob
from code24.runtime import wiring
from code24.runtime.wiring import port, ports_of
from code24.sites.models import ReleaseOrigin, Route, RouteStatus, Site, SiteStatus
from code24.sites.publishing import publish_release
from tests.environment import FUNCTION
from tests.statemachines.machine import Context, create_role, create_tables_and_buckets, load_handler

EVENTS = Path(__file__).parents[2] / "events"
SITE, CUSTOMER = "s00000000site", "c00000000test"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = (
    "<!doctype html><html><head><title>Crumb</title></head>"
    "<body><h1>Crumb</h1><p>Bread, baked every night.</p><img src=/a.svg></body></html>"
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
STEPS = (
    *("optimize/begin", "optimize/import_site"),
    *("audit/design", "audit/performance", "audit/seo", "audit/conversion"),
    *("optimize/plan", "optimize/apply", "optimize/verify", "optimize/publish", "optimize/learn", "optimize/store"),
)
MACHINE = "code24-test-optimize"


@dataclass
class Desk:
    """One function with everything that earlier steps of the cycle have left for it."""

    folder: str

    def call(self, folder: str = "", **changes: Any) -> Any:
        """Invoke a handler with its sample event as Lambda does: JSON in, JSON out."""
        folder = folder or self.folder
        event = json.loads((EVENTS / f"{folder}.json").read_text()) | changes
        name = folder.replace("/", "-").replace("_", "-")
        return json.loads(json.dumps(load_handler(name)(event, Context(f"code24-test-{name}", "request"))))

    def prepare(self) -> None:
        """Run all steps before this one."""
        for step in STEPS[: STEPS.index(self.folder)] if self.folder in STEPS else ():
            self.call(step)

    @property
    def loop(self) -> LoopState:
        found: LoopState = port("loops").get(SITE)
        return found

    @property
    def job(self) -> OptimizationJob:
        (found,) = port("jobs").of_site(SITE, 5)
        job: OptimizationJob = found
        return job

    @property
    def site(self) -> Site:
        found: Site = port("sites").get(SITE)
        return found

    def file(self, name: str) -> bytes:
        """What the cycle left, below the site's folder."""
        body: bytes = port("optimizations").read(SITE, name)
        return body

    def handed_on[M: Model](self, name: str, model: type[M]) -> M:
        """What a step handed on."""
        return model.model_validate_json(self.file(f"steps/1/{name}.json"))


@contextmanager
def desk_of(folder: str) -> Iterator[Desk]:
    """A desk in a cloud with one published site, whose loop is due."""
    wiring.port.cache_clear()
    aws.forget()
    with mock_aws(config={"lambda": {"use_docker": False}, "core": {"reset_boto3_session": False}}):
        create_tables_and_buckets()
        role = create_role()
        asl = json.dumps({"StartAt": "Rest", "States": {"Rest": {"Type": "Succeed"}}})
        aws.step_functions().create_state_machine(name=MACHINE, definition=asl, roleArn=role)
        _publish()
        port("loops").create(LoopState(site_id=SITE, next_due_at=NOW, started_at=NOW, updated_at=NOW))
        desk = Desk(folder)
        desk.prepare()
        yield desk
    aws.forget()


def executions() -> list[str]:
    """The names of the loop's executions."""
    arn = FUNCTION["CODE24_OPTIMIZE_STATE_MACHINE_ARN"]
    return [each["name"] for each in aws.step_functions().list_executions(stateMachineArn=arn)["executions"]]


def _publish() -> None:
    site = Site(
        site_id=SITE,
        customer_id=CUSTOMER,
        slug="crumb",
        name="Crumb",
        status=SiteStatus.BUILDING,
        created_at=NOW,
        updated_at=NOW,
    )
    port("sites").reserve(site, Route(host="crumb.localhost", site_id=SITE, status=RouteStatus.RESERVED))
    files = (
        SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=PAGE),
        SiteFile(path="/a.svg", content_type="image/svg+xml", text=PICTURE),
    )
    origin = ReleaseOrigin(site_id=SITE, customer_id=CUSTOMER, made_at=NOW, build_id="b0123456789abcdef")
    publish_release(origin, files, **ports_of(publish_release))
