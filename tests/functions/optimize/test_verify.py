from code24.optimize.loop.models import CycleResult
from tests.functions.looping import Desk


def test_what_made_nothing_worse_may_be_published(desk: Desk) -> None:
    assert desk.call() == {"publish": True}

    result = desk.handed_on("result", CycleResult)
    assert (result.cycle, result.job_id, result.release_id) == (1, desk.loop.job_id, None)
    assert result.source_release == desk.site.live_release
    for score in result.optimization.before.scores:
        assert result.optimization.after.score(score.category) >= score.value


def test_what_is_live_already_is_not_published_again(desk: Desk) -> None:
    desk.call("optimize/verify")
    desk.call("optimize/publish")
    desk.call("optimize/store")
    desk.call("optimize/begin")
    assert desk.loop.idle_cycles == 1
