from code24.build.competitive_analysis.models import CompetitiveAnalysis
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_a_competitive_analysis(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(CompetitiveAnalysis).match
    assert answer == {}
