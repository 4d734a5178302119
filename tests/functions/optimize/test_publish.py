import pytest

from code24.build.development.models import SiteFile
from code24.errors import Conflict
from code24.optimize.loop.models import CycleResult
from code24.runtime.wiring import port, ports_of
from code24.sites.models import ReleaseOrigin
from code24.sites.publishing import publish_release
from tests.functions.looping import CUSTOMER, NOW, PAGE, SITE, Desk


def test_the_optimized_release_goes_live_and_says_what_it_was_made_from(desk: Desk) -> None:
    source = desk.site.live_release
    answer = desk.call()

    release = port("sites").release(SITE, answer["release_id"])
    assert desk.site.live_release == release.release_id != source
    assert (release.source, release.build_id) == (source, "b0123456789abcdef")
    assert release.optimization_id == desk.loop.job_id
    assert desk.handed_on("result", CycleResult).release_id == release.release_id
    assert desk.call() == answer, "publishing again is publishing the same release"


def test_a_release_that_went_live_meanwhile_stays(desk: Desk) -> None:
    other = SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text=PAGE.replace("night", "day"))
    origin = ReleaseOrigin(site_id=SITE, customer_id=CUSTOMER, made_at=NOW, build_id="b00000000000other")
    newer = publish_release(origin, (other,), **ports_of(publish_release))

    with pytest.raises(Conflict, match="went live meanwhile"):
        desk.call()
    assert desk.site.live_release == newer.release_id
