"""The benchmark's table in small, and that its vectorised rules are those that decide."""

import numpy as np
import pytest

from code24.experiments.deciding.looking import look
from code24.experiments.deciding.rule import Arm, Decision, History
from code24.experiments.models import Rule as RuleName
from tests.benchmarks import deciding

NAMES = {RuleName.PLANNED: "planned", RuleName.HYBRID: "hybrid", RuleName.OPEN_ENDED: "open_ended"}


@pytest.mark.parametrize("name", RuleName)
def test_tests_end_where_the_benchmark_says(name: RuleName) -> None:
    generator = np.random.default_rng(5)
    both = [deciding.drawn(generator, count, lift) for count, lift in ((2, 0.0), (3, deciding.LIFT), (1, -0.25))]
    rule = deciding.rule_of(name)
    ended_early = 0
    for runs in both:
        found, better, at = deciding.stops(runs, *deciding.BOUNDS[NAMES[name]](runs))
        for index in range(len(found)):
            history = History()
            for step, visitors in enumerate(map(int, runs.visitors)):
                arms = [Arm.of(visitors, int(each[index, step])) for each in (runs.control, runs.treatment)]
                verdict = look(rule, history, arms[0], arms[1:])
                history = verdict.history
                if verdict.decision.ends:
                    break
            assert visitors == at[index]
            assert (verdict.decision is Decision.WINNER) == (found[index] and better[index])
            assert (verdict.decision is Decision.LOSER) == (found[index] and not better[index])
            ended_early += visitors < deciding.VISITORS
    assert ended_early


def test_the_rules_keep_their_promises_in_small() -> None:
    """4,000 repetitions: standard errors are .0035 for false positives, and .008 for power."""
    table = deciding.simulated(4_000, seed=1)

    assert table["planned"]["false_positives"] <= 0.06
    assert table["planned"]["power"] >= 0.65
    assert table["planned"]["median_stop"] <= 17_200
    assert table["open_ended"]["false_positives"] <= 0.02
    assert table["open_ended"]["power"] >= 0.405
    assert table["hybrid"]["false_positives"] <= 0.055
    assert table["hybrid"]["power"] >= 0.66
    assert table["naive"]["false_positives"] > 0.35
    assert table["growthbook"]["power"] < 0.3
