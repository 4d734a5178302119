"""What a challenger is: a change of what visitors read or see, prepared for an experiment, never shipped untested."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from turbohtml import Document, Element, parse

from code24.errors import Conflict
from code24.identifiers import derived
from code24.optimize.models import Business, Challenger
from code24.website.page import Page
from code24.website.website import Website

MOST_A_PAGE = 3
"""Of one kind: more would wait for visitors that most sites never have."""


class Proposal(NamedTuple):
    """One change of one page."""

    element: Element
    before: str
    """What is there now: text, or markup where the change is one of markup."""
    after: str
    hypothesis: str
    """What should get better for whom, and why."""


@dataclass(frozen=True)
class WrittenKind:
    """One kind of challenger by what it does to a page."""

    id: str
    make: Callable[[Document, Element, Challenger], None]
    """Change a fresh document at the challenger's element."""


@dataclass(frozen=True)
class ChallengerKind:
    """A kind that finds out itself what is worth trying, by looking at the page."""

    id: str
    rule: str
    """The rule whose findings ask for it."""
    propose: Callable[[Page, Website, Business], Iterable[Proposal]]
    make: Callable[[Document, Element, Challenger], None]
    """Change a fresh document at the challenger's element."""

    def challengers(self, website: Website, business: Business) -> Iterator[Challenger]:
        """What is worth trying on each page, the first few."""
        for page in website.pages:
            if page.is_error_page or not page.indexable:
                continue
            for number, proposal in enumerate(self.propose(page, website, business)):
                if number == MOST_A_PAGE:
                    break
                selector = proposal.element.css_path()
                yield Challenger(
                    challenger_id=derived("k", 12, self.id, page.path, selector, proposal.before, proposal.after),
                    kind=self.id,
                    path=page.path,
                    hypothesis=proposal.hypothesis,
                    selector=selector,
                    before=proposal.before,
                    after=proposal.after,
                    rule=self.rule,
                )


def changed_by(website: Website, challenger: Challenger, kind: ChallengerKind | WrittenKind) -> Website:
    """The website with one challenger's change. Raises Conflict where its page has changed since it was prepared."""
    page = website.page_at.get(challenger.path)
    gone = Conflict(f"{challenger.path} is not what it was when challenger {challenger.challenger_id} was prepared.")
    if page is None:
        raise gone
    document = parse(page.text)
    element = document.select_one(challenger.selector)
    if element is None or challenger.before not in _texts_of(element):
        raise gone
    kind.make(document, element, challenger)
    return website.changed([website.files[challenger.path].with_content(document.serialize())])


def _texts_of(element: Element) -> tuple[str, ...]:
    """What `Proposal.before` may hold of an element."""
    return " ".join(element.text.split()), (element.attr("value") or "").strip(), element.serialize()
