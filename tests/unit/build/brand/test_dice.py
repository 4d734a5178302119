from collections import Counter

from code24.build.brand.dice import Dice, seed_of


def test_the_stream_is_the_same_everywhere() -> None:
    dice = Dice("crumb", 1)
    assert [dice.integer(1, 6) for _ in range(12)] == _rolled(12)
    assert seed_of("crumb") == 0x77E936E2


def _rolled(count: int) -> list[int]:
    dice = Dice("crumb", 1)
    return [dice.integer(1, 6) for _ in range(count)]


def test_choices_are_as_likely_as_they_should_be() -> None:
    dice = Dice("fair")
    counts = Counter(dice.weighted({"often": 3.0, "seldom": 1.0, "never": 0.0}) for _ in range(4000))
    assert 2850 < counts["often"] < 3150
    assert counts["never"] == 0
    assert set(Counter(dice.integer(1, 6) for _ in range(500))) == {1, 2, 3, 4, 5, 6}
    assert sorted(dice.shuffled(range(20))) == list(range(20))
