from code24.build.brand.models import Brand
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_a_brand(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(Brand).name == "Crumb & Ember"
    assert answer == {}, "words stay in the artifact"
