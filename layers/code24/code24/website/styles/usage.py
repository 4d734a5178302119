"""Which rules can ever choose something: on a page as it is, after its scripts have run, in any state.

Scripts are not run. Every word in any text that scripts are made of, or read, counts as a class, an id, an attribute or
a tag that may appear; so do words that start or end as some piece does that scripts put together (`alert-` and a kind).
"""

import re
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from turbohtml import SelectorSyntaxError

from code24.website.page import Page
from code24.website.scripting.scripts import READ_BY_SCRIPTS, Script, scripts_of, spoken_by_scripts, words_in
from code24.website.styles.known_scripts import words_of_known
from code24.website.styles.matching import tokens_of
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.selectors import Selector
from code24.website.website import Website, base_of

_START = re.compile(r"(?<![\w-])([A-Za-z_][\w-]*[-_])(?=[\"'`]|\$\{)")
_END = re.compile(r"(?<=[\"'`}])([-_][A-Za-z0-9][\w-]*)")
_JOINT = re.compile(r"\}-\$\{|\+\s*[\"'`]-[\"'`]\s*\+|\.join\([\"'`]-[\"'`]\)|[\"'`]-[\"'`]\s*\)?\.concat\(")
"""Where scripts put names together of pieces that they keep elsewhere (`${base}-${state}`)."""
_SHORTEST = 3
_BY_BROWSERS = frozenset({"open", "hidden", "lang", "dir", "value", "style", "class", "inert"})
"""Attributes that visitors, browsers or translators change on any page."""


class Spoken(NamedTuple):
    """What scripts may name."""

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    joins: bool = False
    """Whether some script puts hyphens between pieces."""

    def names(self, token: str) -> bool:
        """Whether a script may write this class, id, attribute or tag."""
        if token in self.words or token.startswith(self.starts) or token.endswith(self.ends):
            return True
        return self.joins and any(
            token[: hyphen.start()] in self.words and token[hyphen.end() :] in self.words
            for hyphen in re.finditer("-", token)
        )

    def names_attribute(self, name: str) -> bool:
        """Whether an attribute may appear, by its name or by that of the property that stands for it."""
        if name in _BY_BROWSERS or self.names(name):
            return True
        first, *rest = name.removeprefix("data-").split("-")
        return first + "".join(part.capitalize() for part in rest) in self.words


class Usage:
    """Answers for one website."""

    def __init__(self, website: Website) -> None:
        self._website = website
        self._possible: dict[tuple[str, str], bool] = {}

    @cached_property
    def spoken(self) -> Spoken:
        """What the scripts of the website may name."""
        texts = list(spoken_by_scripts(self._website))
        words = set().union(*(words_in(text) for text in texts))
        starts = {start for text in texts for start in _pieces(text)[0]}
        ends = {end for text in texts for end in _pieces(text)[1]}
        for page in self._website.pages:
            for element in page.elements:
                for name in element.attrs:
                    if name.startswith("data-"):
                        words |= words_in(element.attr(name) or "")
            for script in scripts_of(page, self._website):
                if script.url and script.path is None:
                    words |= words_of_known(script.url) or frozenset()
        return Spoken(frozenset(words), tuple(starts), tuple(ends), any(map(_JOINT.search, texts)))

    @cached_property
    def unknown_scripts(self) -> frozenset[str]:
        """Addresses of scripts that nothing is known about: with one of them, any rule may be needed."""
        return frozenset(
            script.url
            for page in self._website.pages
            for script in scripts_of(page, self._website)
            if script.url and self._is_elsewhere(script, page) and words_of_known(script.url) is None
        )

    def _is_elsewhere(self, script: Script, page: Page) -> bool:
        """Whether a script runs that this website has not; a file that it lacks does not run."""
        target = self._website.target(script.url or "", base_of(page))
        return script.path is None and not script.is_data and target is not None and not self._website.is_own(target)

    @cached_property
    def pages_by_sheet(self) -> dict[str, tuple[Page, ...]]:
        """The pages that each stylesheet file applies to, through imports too."""
        found: dict[str, dict[str, Page]] = {}
        for page in self._website.pages:
            for applied in sheets_of(page, self._website):
                found.setdefault(applied.path, {})[page.path] = page
        return {path: tuple(pages.values()) for path, pages in found.items()}

    def chooses_now(self, selector: Selector, page: Page) -> bool:
        """Whether a selector chooses something of the page as it is, in any state that visitors can bring about."""
        key = (page.path, selector.possible)
        if key not in self._possible:
            self._possible[key] = self._asked(selector, page)
        return self._possible[key]

    def may_choose(self, selector: Selector, pages: Collection[Page]) -> bool:
        """Whether a selector can choose something of some page, now or after scripts have run."""
        return any(self.chooses_now(selector, page) or self._may_appear(selector, page) for page in pages)

    def _asked(self, selector: Selector, page: Page) -> bool:
        if not tokens_of(page, self._website).has(selector):
            return False
        if selector.simple is not None and selector.possible == selector.resting:
            return True
        try:
            return page.document.select_one(selector.possible) is not None
        except (SelectorSyntaxError, RecursionError):
            return True

    def _may_appear(self, selector: Selector, page: Page) -> bool:
        """Whether scripts may make what the selector speaks of: each of its names is theirs or is there already."""
        spoken, found = self.spoken, tokens_of(page, self._website)
        if not spoken.words:
            return False
        # Scripts can add or take away what the selector asks about, or what stands before and after an element.
        added = selector.is_structural or any(
            spoken.names(name) or spoken.names_attribute(name) for name in selector.other_names
        )
        for names, there in ((selector.classes, found.classes), (selector.ids, found.ids)):
            for name in names:
                said = spoken.names(name)
                if not said and name not in there:
                    return False
                added = added or said
        for name in selector.attributes:
            said = spoken.names_attribute(name)
            if not said and name not in found.attributes:
                return False
            added = added or said
        if any(not spoken.names(name) and name not in found.tags for name in selector.tags):
            return False
        # Where every name stands on the page and scripts know none of them, the document has been asked already.
        return added or not (selector.classes or selector.ids or selector.attributes)


def usage(website: Website) -> Usage:
    """The usage of a website; its answers are remembered until a page or script changes."""
    return website.remembered(("usage", *_contents(website)), lambda: Usage(website))


def _contents(website: Website) -> Iterator[str]:
    yield website.styles_digest
    for file in website.files.values():
        if file.media_type in READ_BY_SCRIPTS or file.media_type in {"text/html", "application/xhtml+xml"}:
            yield f"{file.path} {file.sha256}"


@lru_cache(maxsize=512)
def _pieces(text: str) -> tuple[frozenset[str], frozenset[str]]:
    starts = frozenset(found for found in _START.findall(text) if len(found) >= _SHORTEST)
    return starts, frozenset(found for found in _END.findall(text) if len(found) >= _SHORTEST)
