"""What is taken of a page is what stays."""

import pytest

from code24.adapters.chromium.looking import MOST_PICTURES, still


@pytest.mark.parametrize(
    ("pictures", "found", "count"),
    [("aab", "a", 2), ("abbc", "b", 3), ("abcdefgh", "abcdefgh"[MOST_PICTURES - 1], MOST_PICTURES)],
)
def test_a_picture_counts_where_it_is_there_twice(pictures: str, found: str, count: int) -> None:
    coming = iter(pictures)
    taken: list[str] = []

    def take() -> str:
        taken.append(next(coming))
        return taken[-1]

    assert still(take, lambda: True) == found
    assert len(taken) == count


def test_without_time_one_picture_has_to_do() -> None:
    assert still(lambda: "a", lambda: False) == "a"
