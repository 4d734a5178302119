import pytest

from code24.build.development.models import RenderedSite
from code24.build.models import BuildOutput
from code24.build.publish.models import PublishRequest
from code24.build.publish.worker import publish_build
from tests.unit.sites.world import World, pages


@pytest.mark.parametrize("publish", [True, False])
def test_the_output_says_where_the_site_and_this_release_are(publish: bool) -> None:
    world = World()
    build = world.build(world.reserve(), publish=publish)
    output = world.run(publish_build, PublishRequest(build=build, development=RenderedSite(files=pages())))
    (release,) = world.sites.releases(build.site_id)
    assert output == BuildOutput(
        site_id=build.site_id,
        release_id=release.release_id,
        slug="acme",
        url="http://acme.localhost:8024/",
        preview_url=f"http://preview-{release.release_id}--acme.localhost:8024/",
        live=publish,
    )
    assert (world.sites.get(build.site_id).live_release == release.release_id) is publish
