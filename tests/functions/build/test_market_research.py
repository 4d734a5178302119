from code24.build.market_research.models import MarketResearch
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_market_research(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(MarketResearch).industry == "bakery"
    assert answer == {}, "words stay in the artifact"
