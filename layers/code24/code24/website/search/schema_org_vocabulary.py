"""All types and properties of schema.org, read once from the list beside this module."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _listed() -> Mapping[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Of every type, what it is a kind of and its own properties."""
    text = files("code24.website.search").joinpath("schema_org_types.txt").read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, parents, properties = line.split(":")
            found[name] = (tuple(parents.split()), frozenset(properties.split()))
    return found


def is_type(name: str) -> bool:
    """Whether schema.org has a type of this name."""
    return name in _listed()


@cache
def kinds(name: str) -> frozenset[str]:
    """The type itself and everything that it is a kind of; empty for what is no type."""
    if name not in _listed():
        return frozenset()
    return frozenset({name}).union(*(kinds(parent) for parent in _listed()[name][0]))


@cache
def properties(name: str) -> frozenset[str]:
    """All properties that an object of a type may have."""
    return frozenset().union(*(_listed()[kind][1] for kind in kinds(name)))
