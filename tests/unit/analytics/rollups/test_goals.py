import pytest

from code24.analytics.models import AnalyticsSettings, Funnel, GoalDefinition
from code24.analytics.rollups.goals import GoalRules, reached
from code24.types import Goal
from tests.happenings import SITE, goal, view

RULES = GoalRules(
    AnalyticsSettings(
        site_id=SITE,
        currency="CHF",
        goals=(
            GoalDefinition(name="Signup", type=Goal.SIGNUPS, event="Signup", value=12.5),
            GoalDefinition(name="Any download", type=Goal.LEADS, event="Download: *"),
            GoalDefinition(name="Reading", type=Goal.TRAFFIC, path="/blog/*"),
        ),
        funnels=(Funnel(name="Joining", steps=("/blog/*", "Form: Start", "Signup")),),
    )
)


def completed(event: object) -> list[tuple[str, str]]:
    return [(each.name, each.type) for each in RULES.completions(event)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "kind"),
    [("contact", "leads"), ("quote", "leads"), ("booking", "bookings"), ("newsletter", "signups"), ("order", "sales"),
     ("whatever", "leads")],
)  # fmt: skip
def test_a_form_that_was_sent_is_a_goal_by_its_kind(form: str, kind: str) -> None:
    assert completed(goal("09:00", "Form: Submission", props={"form": form})) == [("Form: Submission", kind)]


def test_links_elsewhere_and_money_are_goals() -> None:
    assert completed(goal("09:00", "Outbound Link: Click")) == [("Outbound Link: Click", "traffic")]
    assert completed(goal("09:00", "Purchase", revenue=0.0)) == [("Purchase", "sales")]
    assert completed(goal("09:00", "Booked", props={"type": "bookings"})) == [("Booked", "bookings")]
    assert completed(goal("09:00", "Video", props={"type": "loud"})) == []
    assert completed(goal("09:00", "Form: Start")) == []


def test_a_defined_goal_goes_before_what_an_event_is_by_itself() -> None:
    assert completed(goal("09:00", "Signup", revenue=3.0)) == [("Signup", "signups")]
    assert completed(goal("09:00", "Download: menu")) == [("Any download", "leads")]
    assert completed(view("09:00", path="/blog/rye")) == [("Reading", "traffic")]
    assert completed(view("09:00", path="/blog")) == []


def test_what_a_goal_is_worth() -> None:
    own, brought = goal("09:00", "Signup"), goal("09:00", "Signup", revenue=0.1, currency="EUR")
    assert RULES.revenue(own, RULES.completions(own)) == ("CHF", 12_500_000)
    assert RULES.revenue(brought, RULES.completions(brought)) == ("EUR", 100_000)
    nothing = goal("09:00", "Download: menu")
    assert RULES.revenue(nothing, RULES.completions(nothing)) is None


def test_an_event_is_a_step_by_its_name_its_goal_and_its_path() -> None:
    for event, expected in (
        (view("09:00", path="/blog/rye"), {"/blog/*"}),
        (goal("09:00", "Form: Start"), {"Form: Start"}),
        (goal("09:00", "Signup"), {"Signup"}),
        (view("09:00", path="/"), set()),
    ):
        assert RULES.steps(event, RULES.completions(event)) == expected


def test_steps_count_in_order() -> None:
    steps = ("a", "b", "a")
    assert reached(steps, [frozenset("b"), frozenset("a"), frozenset("c"), frozenset("b")]) == 2
    assert reached(steps, [frozenset("ab")] * 2) == 2, "one event is one step"
    assert reached(steps, [frozenset("a"), frozenset("b"), frozenset("a")]) == 3
