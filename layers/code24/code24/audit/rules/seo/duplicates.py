"""Pages that say the same, and pages that go on from others."""

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.search.metadata import canonical_of
from code24.website.search.reading import main_text
from code24.website.website import Website, base_of

ALIKE = 0.9
"""Jaccard similarity of the word shingles of two pages from which on search engines take them for one."""
_SHINGLE, _KEPT, _MOST_PAGES = 5, 64, 400
_WORD = re.compile(r"\w+")


def _sketch(text: str) -> frozenset[int]:
    """The smallest hashes of a text's shingles (bottom-k sketch; Cohen and Kaplan 2007)."""
    words = _WORD.findall(text.lower())
    shingles = set(map(" ".join, zip(*(words[at:] for at in range(_SHINGLE)), strict=False))) or {" ".join(words)}
    return frozenset(sorted(crc32(shingle.encode()) for shingle in shingles)[:_KEPT])


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    union = sorted(one | other)[:_KEPT]
    return sum(value in one and value in other for value in union) / len(union) if union else 0.0


def _twins(website: Website) -> Mapping[str, str]:
    """Of pages that say what an earlier one says, the path of that one."""
    known: list[tuple[str, frozenset[int]]] = []
    found = {}
    for page in website.pages[:_MOST_PAGES]:
        text = main_text(page)
        if not page.indexable or len(text) < 200 or not _is_own_canonical(page, website):
            continue
        sketch = website.remembered(("sketch", page.path, page.text), lambda text=text: _sketch(text))  # type: ignore[misc]
        twin = next((path for path, other in known if _alike(sketch, other) >= ALIKE), None)
        if twin is None:
            known.append((page.path, sketch))
        else:
            found[page.path] = twin
    return found


def _is_own_canonical(page: Page, website: Website) -> bool:
    url = canonical_of(page)
    return url is None or website.path_of(url, base_of(page)) in {None, page.path}


@page_rule(
    "duplicate-content",
    Category.SEO,
    Severity.MODERATE,
    "No two pages say nearly the same",
    ("Google", "canonicalization"),
)
def duplicate_content(page: Page, website: Website) -> Iterator[Look]:
    """Nine tenths of the five-word sequences in common, estimated; pages that name another as canonical are fine."""
    if page.indexable and len(website.pages) > 1:
        twin = website.remembered(("twins", website.fingerprint), lambda: _twins(website)).get(page.path)
        yield Defect(f"The page says nearly the same as {twin}.", excerpt=twin) if twin else None


@page_rule(
    "pagination",
    Category.SEO,
    Severity.MODERATE,
    "Pages of a series are listed each for itself",
    ("Google", "pagination best practices"),
)
def pagination(page: Page, website: Website) -> Iterator[Look]:
    """The second page of a series (`rel=prev`) does not name the first as canonical, or what it lists gets lost."""
    if page.linked("prev") or page.linked("previous"):
        fine = _is_own_canonical(page, website)
        yield (
            None
            if fine
            else Defect("A later page of a series names another as canonical.", excerpt=canonical_of(page) or "")
        )


RULES = (duplicate_content, pagination)
