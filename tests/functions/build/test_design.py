from code24.build.design.models import DesignPlan, PageKind
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_a_page_plan(desk: Desk) -> None:
    answer = desk.call()

    kinds = [page.kind for page in desk.finished(DesignPlan).pages]
    assert (kinds[0], kinds[-1]) == (PageKind.HOME, PageKind.NOT_FOUND)
    assert answer == {}
