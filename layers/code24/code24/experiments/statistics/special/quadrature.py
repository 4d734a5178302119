"""Gauss-Legendre nodes and weights, and what is integrated with them again and again."""

import math
from functools import cache


@cache
def legendre(count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Nodes (ascending) and weights of the Gauss-Legendre rule with `count` points on [-1, 1] (DLMF 3.5.15).

    Found by Newton's method on the Legendre polynomial; errors are about 1e-16.
    """
    nodes, weights = [], []
    for index in range(count):
        x = -math.cos(math.pi * (index + 0.75) / (count + 0.5))
        slope = 1.0
        for _ in range(6):
            before, value = 1.0, x
            for degree in range(2, count + 1):
                before, value = value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree
            slope = count * (x * value - before) / (x * x - 1.0)
            x -= value / slope
        nodes.append(x)
        weights.append(2.0 / ((1.0 - x * x) * slope * slope))
    return tuple(nodes), tuple(weights)


@cache
def halves(count: int) -> tuple[tuple[float, float], ...]:
    """The rule with `count` points on [0, 1], as pairs of node and weight."""
    return tuple((0.5 * (1.0 + node), 0.5 * weight) for node, weight in zip(*legendre(count), strict=True))
