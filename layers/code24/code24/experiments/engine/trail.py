"""How a test's record changes: each time with a sentence in its audit trail, by conditional writes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from code24.errors import Conflict, Transient
from code24.experiments.models import AbTest, Entry
from code24.experiments.ports import Tests
from code24.types import SiteId, TestId

ENGINE = "engine"
MOST_ENTRIES = 200
"""Of an audit trail; the first one always stays."""
_ATTEMPTS = 8


def noted(
    test: AbTest,
    at: datetime,
    by: tuple[str, str],
    sentence: str,
    figures: Mapping[str, float] | None = None,
    **changes: Any,
) -> AbTest:
    """The test with changes, and an entry that says why; `by` is the actor and what they did."""
    actor, what = by
    entry = Entry(at=at, actor=actor, what=what, sentence=sentence, figures=figures or {})
    entries = (*test.entries, entry)
    if len(entries) > MOST_ENTRIES:
        entries = (entries[0], *entries[1 - MOST_ENTRIES :])
    return test.model_copy(update={"entries": entries, "updated_at": at, **changes})


def changed(site_id: SiteId, test_id: TestId, change: Callable[[AbTest], AbTest], *, tests: Tests) -> AbTest:
    """Change a test's record, again where somebody else was faster. Raises NotFound, and what `change` raises."""
    for _ in range(_ATTEMPTS):
        before = tests.get(site_id, test_id)
        after = change(before)
        if after == before:
            return before
        try:
            return tests.replace(after)
        except Conflict:
            continue
    raise Transient(f"Test {test_id} keeps changing; try again shortly.")
