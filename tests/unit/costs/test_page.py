"""What stands in the repository: the page is what was recorded, and what was recorded keeps the targets."""

from pathlib import Path

import pytest

from code24.costs.page import TABLES, renewed
from code24.costs.prices import Item
from code24.costs.recorded import Recorded
from code24.costs.tables import money, table
from code24.costs.targets import Target, model_call_usd, targets
from tests.recordings import FULL, function, recorded, scenario

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def kept() -> Recorded:
    return Recorded.model_validate_json((DOCS / "cost" / "recorded.json").read_text())


def test_the_page_shows_what_was_recorded_and_what_the_prices_make_of_it(kept: Recorded) -> None:
    page = (DOCS / "cost.md").read_text()

    assert renewed(page, kept) == page, "run `make cost`, which writes the page anew"
    assert {name for name in TABLES if f"<!-- table: {name} -->" in page} == set(TABLES)


def test_what_was_recorded_keeps_the_targets(kept: Recorded) -> None:
    action, unchanged = targets(kept)

    assert action.kept, f"{action.found} of {action.limit} US dollars"
    assert action.limit < 0.10
    assert unchanged.kept, f"{unchanged.found} of {unchanged.limit} US dollars"
    assert unchanged.limit == 0.0003


def test_everything_was_recorded(kept: Recorded) -> None:
    names = {each.name for each in kept.scenarios}

    assert names >= {"build", "build-cold", "cycle", "cycle-cold", "cycle-without-gain", "unchanged-cycle"}
    assert names >= {"page-views", "events", "roll-up", "tick-nothing-due", "tick-with-due", "customer-month"}
    assert names >= {"end-of-month", "health-check", "look-at-test", "look-without-record"}
    for each in kept.scenarios:
        assert sum(function.count for function in each.counts.invocations.values()) > 0, each.name


def test_targets_are_missed_where_more_transitions_or_more_time_are_recorded() -> None:
    dear = recorded(
        scenario("cycle", invocations={"apply": function(1, 1e6, 2_000.0)}), scenario("unchanged-cycle", transitions=12)
    )

    action, unchanged = targets(dear)

    # 4,000 GB-seconds at twice the time, and a call of a model.
    assert action.found == pytest.approx(4_000 * 0.0000133334 + 0.009 + 26 * 0 + 0.0, rel=1e-3)
    assert not action.kept
    assert unchanged == Target("an unchanged cycle", 0.0003, pytest.approx(0.0003))


def test_an_action_is_judged_with_cold_functions_where_they_were_recorded() -> None:
    both = recorded(
        scenario("cycle", transitions=20), scenario("cycle-cold", transitions=40), scenario("unchanged-cycle")
    )

    assert targets(both)[0].found == pytest.approx(40 * 0.000025 + 0.009)


def test_a_models_call_is_its_tokens() -> None:
    assert model_call_usd(Item.HAIKU_IN, Item.HAIKU_OUT) == pytest.approx(0.004 + 0.005)
    assert model_call_usd(Item.MICRO_IN, Item.MICRO_OUT, 1_000_000, 0) == pytest.approx(0.035)


def test_the_page_says_how_busy_the_machine_was() -> None:
    busy = recorded(scenario("build", transitions=1)).model_copy(update={"load": 7.5, "processors": 2})
    loaded = busy.model_copy(update={"scenarios": (busy.scenarios[0].model_copy(update={"load": 6.25}),)})

    assert "a machine with 2 processors; load average 7.5 at the beginning" in TABLES["measured"](loaded)
    assert TABLES["scenarios"](loaded).splitlines()[-1].endswith("| 6.25 |  |")


def test_only_what_stands_between_marks_is_written_anew() -> None:
    page = "# Words\n\n<!-- table: models -->\nold\n<!-- end -->\n\nMore words\n"

    once = renewed(page, FULL)

    assert once.startswith("# Words\n\n<!-- table: models -->\n\n| a call of 4,000 tokens in")
    assert once.endswith("<!-- end -->\n\nMore words\n")
    assert "old" not in once
    assert renewed(once, FULL) == once


def test_a_mark_without_a_table_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing-known"):
        renewed("<!-- table: nothing-known -->\n<!-- end -->", FULL)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, "0"), (2e-7, "2.0e-07"), (0.000104, "0.000104"), (0.02134, "0.0213"), (1.236, "1.24"), (12_345.6, "12,346")],
)
def test_dollars_show_the_digits_that_tell_something(amount: float, shown: str) -> None:
    assert money(amount) == shown


def test_numbers_stand_to_the_right() -> None:
    assert table(("what", " USD"), [("a", "1")]) == "| what | USD |\n| --- | ---: |\n| a | 1 |"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_can_be_made_of_anything_recorded(name: str) -> None:
    made = TABLES[name](recorded(*FULL.scenarios, scenario("tick-nothing-due")))

    assert made.strip()
    assert "| nan" not in made
