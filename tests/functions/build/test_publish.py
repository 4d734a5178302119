import io
import json

import boto3
import pytest

from code24.build.models import BuildOutput, BuildStatus
from code24.runtime.observability import logger
from code24.runtime.wiring import port
from code24.sites.models import SiteStatus
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_a_live_release(desk: Desk) -> None:
    answer = desk.call()

    output = desk.artifact(BuildOutput)
    assert answer == {"live": True}
    assert (output.url, output.live) == ("http://crumb-ember.localhost:8024/", True)
    build = desk.build()
    assert (build.status, build.output) == (BuildStatus.COMPLETE, output)
    site = port("sites").get(output.site_id)
    assert (site.status, site.live_release) == (SiteStatus.ACTIVE, output.release_id)
    release = port("sites").release(output.site_id, output.release_id)
    assert port("sites").releases(output.site_id) == [release.summary]
    live = boto3.client("lambda").get_alias(FunctionName=f"code24-test-site-{output.site_id}", Name="live")
    assert live["FunctionVersion"] == release.version


def test_how_long_the_build_took_is_measured_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(logger().registered_handler, "stream", written)
    desk.call()
    desk.call()

    lines = [json.loads(each) for each in written.getvalue().splitlines() if '"BuildDuration"' in each]
    build = desk.build()
    [line] = lines
    assert line["BuildDuration"] == pytest.approx((build.updated_at - build.created_at).total_seconds(), abs=60)


def test_the_same_event_again_publishes_nothing_more(desk: Desk) -> None:
    first, second = desk.call(), desk.call()

    assert first == second
    assert len(port("sites").releases(desk.artifact(BuildOutput).site_id)) == 1
