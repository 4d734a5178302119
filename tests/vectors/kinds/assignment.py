"""GrowthBook's own cases of its hash and of what follows from it."""

from typing import Any

from code24.experiments import assignment
from tests.vectors.kinds.kind import Kind

Row = list[Any]


def hashed(row: Row) -> dict[str, Any]:
    seed, value, version = row
    return {"value": assignment.hashed(seed, value, version)}


def ranges(row: Row) -> dict[str, Any]:
    _, (count, coverage, weights) = row
    return {"value": assignment.bucket_ranges(count, coverage, weights)}


def variation(row: Row) -> dict[str, Any]:
    _, place, found = row
    return {"value": assignment.choose_variation(place, [(first, last) for first, last in found])}


def namespace(row: Row) -> dict[str, Any]:
    _, visitor, (name, first, last) = row
    return {"value": assignment.in_namespace(visitor, name, (first, last))}


def weights(row: Row) -> dict[str, Any]:
    (count,) = row
    return {"value": assignment.equal_weights(count)}


KINDS = {
    "hash": Kind(hashed),
    "getBucketRange": Kind(ranges),
    "chooseVariation": Kind(variation),
    "inNamespace": Kind(namespace),
    "getEqualWeights": Kind(weights),
}
