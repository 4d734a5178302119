"""Whether a page still looks, reads and works as it did."""

import re
from collections import Counter
from typing import NamedTuple

from code24.optimize.models import PictureProof
from code24.optimize.ports import View
from code24.optimize.proving.pictures import changed_share

TOLERANCE = 0.01
"""Share of a page's pixels that all fixes together may change."""
MOST_OVERFLOW = 1.0
"""CSS pixels: less is rounding."""
_ADDRESS = re.compile(r"(?:https?|blob|data):[^\s\"')]+")
_NUMBER = re.compile(r"\d+")
_HASH = re.compile(r"\.[0-9a-f]{8,64}(?=\.)")
_LOADING = "Failed to load resource"


class Verdict(NamedTuple):
    """One page at one width, compared with what it was."""

    path: str
    width: int
    changed: float
    """Share of pixels, 0 to 1."""
    reasons: tuple[str, ...]
    """Why it is not accepted; none where it is."""
    proof: PictureProof


def compared(before: View, after: View, allowed: float = TOLERANCE) -> Verdict:
    """Compare two looks at the same page. `allowed` is the share of pixels that may differ."""
    changed = changed_share(before.picture, after.picture)
    where = f"at {before.width} px"
    reasons = []
    if changed > allowed:
        reasons.append(f"{changed:.1%} of the picture {where} differ, where {allowed:.1%} may")
    if lost := _lost(before.text, after.text):
        reasons.append(f"Words are gone {where}: {lost}")
    if said := sorted(_said(after) - _said(before)):
        reasons.append(f"New errors in the console {where}: {said[0][:160]}")
    if failed := sorted(_failed(after) - _failed(before)):
        reasons.append(f"Files that are asked for in vain {where}: {failed[0][:160]}")
    if after.overflow > before.overflow + MOST_OVERFLOW:
        reasons.append(f"The page is {after.overflow:.0f} px wider than its screen {where}")
    proof = PictureProof(
        path=before.path,
        width=before.width,
        changed=round(changed, 6),
        height_before=before.height,
        height_after=after.height,
        accepted=not reasons,
        console_errors_before=len(before.errors),
        console_errors_after=len(after.errors),
    )
    return Verdict(before.path, before.width, changed, tuple(reasons), proof)


def _lost(before: str, after: str) -> str:
    lost = Counter(before.lower().split()) - Counter(after.lower().split())
    return " ".join(list(lost)[:8])


def _said(view: View) -> set[str]:
    """What the console complained about, without what changes from one release to the next."""
    return {_NUMBER.sub("0", _ADDRESS.sub("…", message)) for message in view.errors if not message.startswith(_LOADING)}


def _failed(view: View) -> set[str]:
    return {_HASH.sub("", url.partition("?")[0].partition("#")[0]) for url in view.failed}
