"""Whether an answer is the reference's, by the tolerance that the file states for its kind."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from code24.errors import CannotAnswer, InvalidRequest

INFINITIES = {"Infinity": math.inf, "-Infinity": -math.inf}


class Refused(NamedTuple):
    """The engine says that it cannot answer."""

    why: str


MISSING = object()
"""The answer lacks what the reference has."""


class Tolerance(NamedTuple):
    """A value passes when `|got - want| <= absolute + relative · |want|`."""

    relative: float
    absolute: float

    def allows(self, got: float, want: float) -> bool:
        if math.isinf(want) or math.isinf(got):
            return got == want
        return abs(got - want) <= self.absolute + self.relative * abs(want)


Rule = Callable[[Any, Any, Tolerance], bool]
"""From a field's answer, its reference and the kind's tolerance, whether it passes."""


def refusable[T](answer: Callable[[], T]) -> T | Refused:
    """What the engine answers, or that it refuses."""
    try:
        return answer()
    except (CannotAnswer, InvalidRequest) as refusal:
        return Refused(refusal.detail)


def differences(got: Any, want: Any, tolerance: Tolerance, rules: Mapping[str, Rule] | None = None) -> list[str]:
    """What of an answer differs from the reference: one line for each value, with its place; none if it passes.

    `rules` replace the tolerance for fields by name, at any depth. A reference of `null`, or with an `error`, wants a
    refusal (or no value); NaN never passes. Fields that the reference does not have are not looked at.
    """
    wrong = []
    for path, found, reference in _values("", got, want, rules or {}):
        rule = (rules or {}).get(_field(path), _passes)
        if not rule(found, reference, tolerance):
            wrong.append(f"{path or 'answer'}: {found!r} instead of {reference!r}")
    return wrong


def _values(path: str, got: Any, want: Any, rules: Mapping[str, Rule]) -> Iterator[tuple[str, Any, Any]]:
    """All values of the reference with their place and the answer's value there."""
    if _field(path) in rules:
        yield path, got, want
    elif isinstance(want, Mapping) and want.get("error") is not None:
        yield f"{path}.error".lstrip("."), got, None
    elif isinstance(want, Mapping):
        for name, value in want.items():
            if name != "error":
                inside = got if isinstance(got, Refused) else got.get(name, MISSING) if hasattr(got, "get") else MISSING
                yield from _values(f"{path}.{name}".lstrip("."), inside, value, rules)
    elif isinstance(want, list) and not (_is_list(got) and len(got) != len(want)):
        for index, value in enumerate(want):
            inside = got[index] if _is_list(got) else got
            yield from _values(f"{path}[{index}]", inside, value, rules)
    else:
        yield path, got, want


def _passes(got: Any, want: Any, tolerance: Tolerance) -> bool:
    if want is None:
        return got is None or isinstance(got, Refused)
    want = INFINITIES.get(want, want) if isinstance(want, str) else want
    if isinstance(want, bool | str | list) or isinstance(got, bool):
        return type(got) is type(want) and bool(got == want)
    return isinstance(got, int | float) and tolerance.allows(got, want)


def _field(path: str) -> str:
    return path.rpartition(".")[2].partition("[")[0]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | Refused)


def of_width(share: float) -> Rule:
    """Both ends of an interval within a share of its width."""

    def passes(got: Any, want: Any, _: Tolerance) -> bool:
        if want is None:
            return got is None or isinstance(got, Refused)
        if not isinstance(got, Sequence) or isinstance(got, Refused) or len(got) != 2:
            return False
        width = share * (want[1] - want[0])
        return all(abs(one - other) <= width for one, other in zip(got, want, strict=True))

    return passes


def absolute_below(limit: float, absolute: float) -> Rule:
    """References below `limit` are met within `absolute` alone, others by the kind's tolerance."""

    def passes(got: Any, want: Any, tolerance: Tolerance) -> bool:
        small = want is not None and want < limit
        return not differences(got, want, Tolerance(0.0, absolute) if small else tolerance)

    return passes
