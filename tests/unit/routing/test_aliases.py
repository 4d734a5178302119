from code24.experiments.assignment import assigned
from code24.routing.aliases import alias_for, depends_on_visitor
from code24.routing.models import Visitor
from tests.visitors import a_plan, held_out, in_arm, route


def test_a_visitor_sees_the_routes_alias() -> None:
    assert alias_for(route(), Visitor()) == "live"
    assert alias_for(route(alias="next"), Visitor()) == "next"


def test_a_preview_address_shows_its_release() -> None:
    assert alias_for(route(alias="next"), Visitor(preview="r0123456789")) == "preview-r0123456789"


def test_a_plan_sends_visitors_where_the_collector_finds_them() -> None:
    plan = a_plan(holdout=0.2)
    for number in range(50):
        visitor = Visitor(address=f"203.0.113.{number}", agent="Firefox")
        seen = assigned(plan, visitor.address, visitor.agent)
        assert alias_for(route(traffic=plan), visitor) == (seen.alias or "live")
    assert {alias_for(route(traffic=plan), Visitor(address=in_arm(plan, arm))) for arm in (0, 1)} == {
        "exp-t0000000001-0",
        "exp-t0000000001-1",
    }
    assert alias_for(route(traffic=plan), Visitor(address=held_out(plan))) == "preview-r0000000001"


def test_a_preview_sees_no_experiment() -> None:
    plan = a_plan()
    visitor = Visitor(preview="r0123456789", address=in_arm(plan, 1))
    assert alias_for(route(traffic=plan), visitor) == "preview-r0123456789"


def test_answers_depend_on_the_visitor_where_something_else_than_what_is_live_is_seen() -> None:
    assert not depends_on_visitor(route())
    assert not depends_on_visitor(route(traffic=a_plan(tests=0)))
    assert depends_on_visitor(route(traffic=a_plan(tests=0, holdout=0.05)))
    assert depends_on_visitor(route(traffic=a_plan()))
