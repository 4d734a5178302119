"""Choices that look random and are not: the same seed always decides the same."""

import hashlib
from collections.abc import Mapping, Sequence


class Dice:
    """A stream of numbers from SHA-256 in counter mode over the seed, equal on every machine and Python version."""

    def __init__(self, *seed: str | int) -> None:
        self._key = "\x1f".join(str(part) for part in seed).encode()
        self._count = 0

    def number(self) -> float:
        """A number in [0, 1)."""
        self._count += 1
        digest = hashlib.sha256(self._key + self._count.to_bytes(4)).digest()
        return int.from_bytes(digest[:6]) / (1 << 48)

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + (high - low) * self.number()

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.number() * (high - low + 1))

    def pick[T](self, choices: Sequence[T]) -> T:
        """One of the choices, all equally likely."""
        return choices[int(self.number() * len(choices))]

    def weighted[T](self, weights: Mapping[T, float]) -> T:
        """One of the keys, as likely as its weight says."""
        mark = self.number() * sum(weights.values())
        for choice, weight in weights.items():
            mark -= weight
            if mark < 0:
                return choice
        return list(weights)[-1]

    def shuffled[T](self, choices: Sequence[T]) -> list[T]:
        """The choices in another order (Fisher-Yates)."""
        order = list(choices)
        for last in range(len(order) - 1, 0, -1):
            other = self.integer(0, last)
            order[last], order[other] = order[other], order[last]
        return order


def seed_of(*parts: str) -> int:
    """A 32-bit seed from texts."""
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:4])
