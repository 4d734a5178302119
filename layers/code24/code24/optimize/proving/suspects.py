"""Who did it: finding the step after which something is wrong."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from code24.optimize.applying import Step
from code24.optimize.fix import FixKind, Setting
from code24.website.website import Website


def first_bad(count: int, is_bad: Callable[[int], bool]) -> int:
    """The first of the states 1 to `count` that is bad, where state 0 is good and the last one bad."""
    good, bad = 0, count
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_bad(middle):
            bad = middle
        else:
            good = middle
    return bad


def state(website: Website, steps: Sequence[Step], number: int) -> Website:
    """The website after the first `number` steps."""
    return steps[number - 1].website if number else website


def to_withhold(kind: FixKind, path: str, before: Website, setting: Setting) -> str:
    """What keeps a kind from a page: `kind@path` where it can leave one page out, else the kind."""
    partly = f"{kind.id}@{path}"
    if path not in before.files or partly in setting.withheld:
        return kind.id
    there = kind.apply(before, setting)
    without = kind.apply(before, withholding(setting, {partly}))
    same = {file.path: file.sha256 for file in there.files} == {file.path: file.sha256 for file in without.files}
    return kind.id if same and there.removed == without.removed else partly


def withholding(setting: Setting, names: Collection[str]) -> Setting:
    """The setting with some more left out."""
    return replace(setting, withheld=setting.withheld | frozenset(names))
