"""The cascade: which value each property of each element has (CSS Cascade 5)."""

from functools import cached_property
from typing import Any, NamedTuple

from turbohtml import Element

from code24.website.page import Page
from code24.website.styles.computed import Computed
from code24.website.styles.matching import applies, candidates, chosen, tokens_of
from code24.website.styles.media import DESKTOP, PHONE, Viewport
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.shared import BROWSER, SharedRules
from code24.website.styles.sheets import StyleRule
from code24.website.website import Website, base_of

__all__ = ["DESKTOP", "PHONE", "Cascade", "Computed", "Viewport", "cascade"]


def cascade(page: Page, website: Website, viewport: Viewport) -> "Cascade":
    """The computed styles of a page at a viewport, nobody touching it, before any script has run."""
    return website.remembered(
        ("cascade", page.path, page.text, website.styles_digest, viewport), lambda: Cascade(page, website, viewport)
    )


class Cascade:
    """Values of properties by element."""

    def __init__(self, page: Page, website: Website, viewport: Viewport) -> None:
        self.viewport = viewport
        self._page = page
        self._tokens = tokens_of(page, website)
        self._computed: dict[Element, Computed] = {}
        self._made: dict[str, _Chosen] = {}
        applied = [each for each in sheets_of(page, website) if applies(each, viewport)]
        self._rules = website.remembered(
            ("shared rules", viewport, *((each.sheet, each.conditions) for each in applied)),
            lambda: SharedRules(applied, viewport),
        )
        self._base = base_of(page)
        files = [self._base if each.path == page.path else each.path for each in applied]
        self._sources = ["", *files]
        self._chosen = self._found(pseudo=False).get("", _Chosen((), {}))
        root = page.document.root
        self._family = self._rules.family(("", self._rules.ordered(self._chosen_by(root)) if root is not None else ()))
        if root is not None and self._family.root is None:
            self._family.root = self.of(root)

    @property
    def root_size(self) -> float:
        """The font size of the root element, which `rem` is, in CSS pixels."""
        return self._family.root_size

    def of(self, element: Element, pseudo: str = "") -> "Computed":
        """The styles of an element, or of its `before` or `after`."""
        found = self._computed.get(element)
        if found is not None and not pseudo:
            return found
        if found is None:
            chain: list[Element] = []
            current: object = element
            while isinstance(current, Element) and current not in self._computed:
                chain.append(current)
                current = current.parent
            found = self._computed[current] if isinstance(current, Element) else None
            for each in reversed(chain):
                numbers = self._chosen_by(each)
                # Their order is worked out once for all elements that the same rules choose.
                known = self._family.known if found is None else found.known
                below = known.get(numbers)
                if below is None:
                    below = known[numbers] = self._rules.computed(self._family, found, "", numbers)
                found = self._computed[each] = below
        if found is None or pseudo:
            return self._rules.computed(self._family, found, pseudo, self._chosen_by(element, pseudo))
        return found

    def rules_of(self, element: Element) -> list[StyleRule]:
        """The rules that choose an element, the strongest last; the browser's own are not among them."""
        hits = (self._rules.hits[number] for number in self._rules.ordered(self._chosen.numbers(element)))
        return list(dict.fromkeys(rule for place, rule, _ in hits if rule is not None and place[0] != BROWSER))

    def has_pseudo(self, element: Element, pseudo: str) -> bool:
        """Whether some rule makes this pseudo-element of an element."""
        made = self._made.get(pseudo)
        if made is None:
            made = self._made[pseudo] = self._makers(pseudo)
        if not (made.everywhere or element in made.by_element):
            return False
        return self.of(element, pseudo).get("content") not in {"none", "normal"}

    def _makers(self, pseudo: str) -> "_Chosen":
        """Of the rules that choose this pseudo-element, those that make it."""
        chosen = self._pseudo_chosen.get(pseudo, _Chosen((), {}))
        everywhere = tuple(filter(self._rules.sets_content, chosen.everywhere))
        makers = {element: own for element, all_of in chosen.by_element.items()
                  if (own := list(filter(self._rules.sets_content, all_of)))}  # fmt: skip
        return _Chosen(everywhere, makers)

    def kept(self, name: str) -> dict[Any, Any]:
        """What somebody has found out about styles under this name; all pages with the same sheets share it."""
        return self._rules.kept.setdefault(name, {})

    def source_of(self, element: Element, name: str, pseudo: str = "") -> str | None:
        """The file whose rule or style attribute sets a property of an element; None where none does."""
        for number in reversed(self._rules.ordered(self._chosen_by(element, pseudo))):
            place, _, values = self._rules.hits[number]
            if any(each == name for each, _ in values):
                return self._sources[place[4]] if not place[1] else self._base
        return None

    def _found(self, *, pseudo: bool) -> dict[str, "_Chosen"]:
        """What chooses elements, or their pseudo-elements by name."""
        found: dict[str, _Chosen] = {}
        for sheet in range(len(self._sources)):
            for entry in candidates(self._rules.index(sheet, pseudo=pseudo), self._tokens):
                name, is_everywhere = entry.selector.pseudo_element, entry.selector.resting == "*"
                elements = [] if is_everywhere else chosen(entry.selector, self._page.document, self._tokens)
                if not (elements or is_everywhere) or not (numbers := self._rules.numbers(sheet, entry)):
                    continue
                into = found.setdefault(name, _Chosen((), {}))
                if is_everywhere:
                    found[name] = into._replace(everywhere=into.everywhere + numbers)
                by_element = into.by_element
                for element in elements:
                    own = by_element.get(element)
                    if own is None:
                        by_element[element] = [*numbers]
                    else:
                        own += numbers
        return found

    @cached_property
    def _pseudo_chosen(self) -> dict[str, "_Chosen"]:
        return self._found(pseudo=True)

    def _chosen_by(self, element: Element, pseudo: str = "") -> tuple[int, ...]:
        """The numbers of what chooses an element, its style attribute among them."""
        if pseudo:
            return self._pseudo_chosen[pseudo].numbers(element) if pseudo in self._pseudo_chosen else ()
        own = self._chosen.by_element.get(element)
        numbers = (*self._chosen.everywhere, *own) if own else self._chosen.everywhere
        style = element.attr("style")
        return numbers + self._rules.attribute(style) if style else numbers


class _Chosen(NamedTuple):
    """The numbers of rules that choose all elements, and of those that choose some."""

    everywhere: tuple[int, ...]
    by_element: dict[Element, list[int]]

    def numbers(self, element: Element) -> tuple[int, ...]:
        """The numbers of rules that choose an element."""
        own = self.by_element.get(element)
        return (*self.everywhere, *own) if own else self.everywhere
