"""Whether an answer is the reference's, by the tolerance that the file states for its kind."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from code24.errors import CannotAnswer, InvalidRequest

INFINITIES = {"Infinity": math.inf, "-Infinity": -math.inf}


class Refused(NamedTuple):
    """The engine says that it cannot answer."""

    why: str


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


def differences(
    got: Any, want: Any, tolerance: Tolerance, rules: Mapping[str, Rule] | None = None, path: str = ""
) -> list[str]:
    """What of an answer differs from the reference: one line for each value, with its place, none if it passes.

    `rules` replace the tolerance for fields by name, at any depth. A reference of `null`, or with an `error`, wants a
    refusal (or no value); NaN never passes. Fields that the reference does not have are not looked at.
    """
    rule = (rules or {}).get(path.rpartition(".")[2].partition("[")[0])
    if rule is not None:
        return [] if rule(got, want, tolerance) else [_line(path, got, want)]
    if isinstance(want, Mapping):
        if want.get("error") is not None:
            return [] if isinstance(got, Refused) else [_line(path, got, f"a refusal ({want['error']})")]
        if not isinstance(got, Mapping):
            return [_line(path, got, want)]
        return [
            line
            for name, value in want.items()
            if name != "error"
            for line in (
                differences(got[name], value, tolerance, rules, f"{path}.{name}" if path else name)
                if name in got
                else [f"{path}.{name}: no answer".lstrip(".")]
            )
        ]
    if want is None:
        return [] if got is None or isinstance(got, Refused) else [_line(path, got, "no answer")]
    if isinstance(want, list):
        if not isinstance(got, Sequence) or isinstance(got, str | Refused) or len(got) != len(want):
            return [_line(path, got, want)]
        pairs = enumerate(zip(got, want, strict=True))
        return [
            line for at, (one, other) in pairs for line in differences(one, other, tolerance, rules, f"{path}[{at}]")
        ]
    if isinstance(want, bool) or (isinstance(want, str) and want not in INFINITIES):
        return [] if got is want or got == want else [_line(path, got, want)]
    number = INFINITIES[want] if isinstance(want, str) else float(want)
    passes = isinstance(got, int | float) and not isinstance(got, bool) and tolerance.allows(got, number)
    return [] if passes else [_line(path, got, number)]


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


def _line(path: str, got: object, want: object) -> str:
    return f"{path or 'answer'}: {got!r} instead of {want!r}"
