"""Applying fixes one after another, noting what each did."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from code24.optimize.carrying import carried
from code24.optimize.fix import FixKind, Outcome, Setting
from code24.website.website import Website


class Step(NamedTuple):
    """One kind of fix, what it did, and the website after it."""

    kind: FixKind
    outcome: Outcome
    website: Website
    error: str = ""
    """Where it raised: then nothing of it was applied."""


def apply_all(
    website: Website,
    kinds: Sequence[FixKind],
    setting: Setting,
    found: Collection[str] | None = None,
    told: Callable[[FixKind], None] = lambda kind: None,
) -> list[Step]:
    """The steps that changed something, or failed. `found` are rules with findings; None applies every kind."""
    steps = []
    for kind in kinds:
        if found is not None and kind.needs_finding and not set(kind.answers) & set(found):
            continue
        if kind.id in setting.withheld:
            continue
        told(kind)
        try:
            outcome = kind.apply(website, setting)
        except Exception as problem:  # a defect in one fix must not cost the site the others; the proof reports it
            steps.append(Step(kind, Outcome(), website, f"{type(problem).__name__}: {problem}"))
            continue
        if not outcome.files and not outcome.removed:
            continue
        before, website = website, website.changed(outcome.files, outcome.removed)
        if setting.measured:
            setting = replace(setting, measured=carried(setting.measured, before, website))
        steps.append(Step(kind, outcome, website))
    return steps
