"""Who comes first where not everybody can: in turns, the longest due of each customer first."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any


def in_turns[Thing](
    things: Iterable[Thing], most: int, *, owner: Callable[[Thing], str], since: Callable[[Thing], Any]
) -> list[Thing]:
    """Up to `most` things: one of each owner, then a second one of each, and so on; within a turn the oldest first.

    Nobody gets less than anybody else unless nothing more of theirs is there (max-min fairness; Bertsekas and Gallager,
    Data Networks, 2nd edition, section 6.5.2). `since` orders things of any owners, and no two alike.
    """
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, Thing]] = []
    for thing in sorted(things, key=since):
        who = owner(thing)
        ranked.append((turns[who], thing))
        turns[who] += 1
    ranked.sort(key=lambda each: each[0])  # stable: the order of age stays within a turn
    return [thing for _, thing in ranked[: max(most, 0)]]
