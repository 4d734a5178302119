"""Running cases: the engine's answer to each, held against the reference's."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.vectors.comparing import differences, refusable
from tests.vectors.kinds import assignment, bayesian, means, mismatch, planning, sequential, shares, tails
from tests.vectors.kinds.kind import Kind
from tests.vectors.reading import Case

KINDS: Mapping[str, Kind] = {
    name: kind
    for module in (assignment, bayesian, means, mismatch, planning, sequential, shares, tails)
    for name, kind in module.KINDS.items()
}


class Outcome(NamedTuple):
    """A case and what is wrong with the answer to it; nothing if it passed."""

    case: Case
    wrong: list[str]


def outcome_of(case: Case) -> Outcome:
    """Run one case. An unknown kind, and any exception but a refusal, is a failure."""
    kind = KINDS.get(case.kind)
    if kind is None:
        return Outcome(case, [f"there is no kind {case.kind!r}; known are {', '.join(sorted(KINDS))}"])
    try:
        got = refusable(lambda: kind.answer(case.given))
        return Outcome(case, differences(got, case.expected, case.tolerance, kind.rules))
    except Exception as error:  # whatever a case makes the engine do is that case's failure
        return Outcome(case, [f"{type(error).__name__}: {error}"])


def failures(cases: Iterable[Case]) -> list[Outcome]:
    """The cases that fail."""
    return [outcome for case in cases if (outcome := outcome_of(case)).wrong]
