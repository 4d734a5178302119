from code24.build.content.models import SiteContent
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_the_words(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(SiteContent).pages[0].path == "/"
    assert answer == {}, "words stay in the artifact"
