from code24.build.pictures.models import Pictures
from tests.functions.build.conftest import Desk


def test_a_brief_without_images_has_no_pictures(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(Pictures) == Pictures()
    assert answer == {}, "words stay in the artifact"
