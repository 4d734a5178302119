"""The function that writes challengers, for a site that was built and is live."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from code24.adapters import aws
from code24.build.development.models import RenderedSite
from code24.errors import Conflict, InvalidRequest
from code24.experiments.content.known import WRITTEN, known_challengers
from code24.runtime import wiring
from code24.runtime.wiring import port, ports_of
from code24.sites.models import ReleaseOrigin, Route, RouteStatus, Site, SiteStatus
from code24.sites.publishing import publish_release
from tests.statemachines.machine import Context, create_role, create_tables_and_buckets, load_handler
from tests.team import MADE_AT, artifacts_of, results_of

EVENT = json.loads((Path(__file__).parents[3] / "events" / "experiments" / "write_challengers.json").read_text())
SITE, BUILD = "s00000000site", "b000000000000test"


@pytest.fixture(autouse=True)
def _cloud() -> Iterator[None]:
    wiring.port.cache_clear()
    aws.forget()
    with mock_aws(config={"lambda": {"use_docker": False}, "core": {"reset_boto3_session": False}}):
        create_tables_and_buckets()
        create_role()
        yield
    aws.forget()
    wiring.port.cache_clear()


def reserve() -> None:
    site = Site(
        site_id=SITE,
        customer_id="c00000000test",
        slug="crumb-ember",
        name="Crumb & Ember",
        status=SiteStatus.BUILDING,
        created_at=MADE_AT,
        updated_at=MADE_AT,
    )
    port("sites").reserve(site, Route(host="crumb-ember.localhost", site_id=SITE, status=RouteStatus.RESERVED))


def publish(build_id: str | None = BUILD) -> None:
    reserve()
    for name, body in artifacts_of("bakery-en").items():
        port("artifacts").write(BUILD, name, body)
    made = results_of("bakery-en")["development"]
    assert isinstance(made, RenderedSite)
    origin = ReleaseOrigin(site_id=SITE, customer_id="c00000000test", made_at=MADE_AT, build_id=build_id)
    publish_release(origin, made.files, made.forms, **ports_of(publish_release))


def call(**changes: Any) -> Any:
    context = Context("code24-test-experiments-write-challengers", "request")
    return json.loads(json.dumps(load_handler("experiments-write-challengers")(EVENT | changes, context)))


def test_what_it_writes_is_kept_for_experiments() -> None:
    publish()
    answer = call()

    assert answer["spot"] == {"weakness": "arrival", "path": "/", "sentence": ""}
    assert {each["kind"] for each in answer["challengers"]} == {"content-headline", "content-lead"}
    kept = known_challengers(SITE, **ports_of(known_challengers))
    assert [each.challenger_id for each in kept] == [each["challenger_id"] for each in answer["challengers"]]
    assert port("optimizations").read(SITE, WRITTEN)


def test_without_a_weakness_the_figures_decide_and_without_figures_the_home_page_is_written() -> None:
    publish()
    answer = call(weakness=None)
    assert answer["spot"] is None
    assert {"content-microcopy", "content-question"} <= {each["kind"] for each in answer["challengers"]}


def test_a_page_that_there_is_not_is_refused_by_name() -> None:
    publish()
    with pytest.raises(InvalidRequest, match="no page '/nowhere/'"):
        call(path="/nowhere/")


def test_a_site_that_was_imported_has_nothing_to_write_from() -> None:
    publish(build_id=None)
    with pytest.raises(Conflict, match="was imported, not built"):
        call()


def test_a_site_that_is_not_live_has_nothing_to_be_written_otherwise() -> None:
    reserve()
    with pytest.raises(Conflict, match="nothing live"):
        call()
