from code24.routing.aliases import alias_for
from code24.routing.models import Visitor
from tests.visitors import route


def test_a_visitor_sees_the_routes_alias() -> None:
    assert alias_for(route(), Visitor()) == "live"
    assert alias_for(route(alias="next"), Visitor()) == "next"


def test_a_preview_address_shows_its_release() -> None:
    assert alias_for(route(alias="next"), Visitor(preview="r0123456789")) == "preview-r0123456789"
