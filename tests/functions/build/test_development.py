from code24.build.development.models import RenderedSite
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_the_files(desk: Desk) -> None:
    answer = desk.call()

    files = {file.path: file for file in desk.finished(RenderedSite).files}
    assert "http://crumb-ember.localhost:8024/" in (files["/sitemap.xml"].text or "")
    assert answer == {}, "pages stay in S3"
