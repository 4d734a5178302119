"""Page titles, descriptions and navigation labels, within the lengths that search results show."""

import re
from collections.abc import Iterator

from code24.ai.desk import Desk
from code24.ai.recognition import normalised
from code24.ai.sections import write_section
from code24.ai.subject import Subject, Used
from code24.ai.targets import Signposts
from code24.ai.typography import capitalised, cut, fitting, listed, sentence
from code24.build.content.models import PageContent
from code24.build.design.models import DesignPlan, Page, PageKind

TITLE = (10, 60)
DESCRIPTION = (50, 160)
_GOOD_TITLE = 40
_FAIR_TITLE = 20
_GOOD_DESCRIPTION = 100
_OFFERS_IN_TITLE = 2
_LONGEST_LABEL = 30
_STEM = 5
_IN_PERSON = re.compile(r"(?:we|our|i|my|wir|unser\w*|ich|mein\w*|nous|notre|je|mon)\b", re.IGNORECASE)
_OFFERING = (PageKind.HOME, PageKind.OFFER)


def write_pages(subject: Subject, plan: DesignPlan) -> tuple[PageContent, ...]:
    """One page of words for each page of the plan."""
    signposts = Signposts(plan, subject.brief.contact)
    titles: set[str] = set()
    descriptions: set[str] = set()
    pages = []
    for page in plan.pages:
        used = Used()
        sections = tuple(write_section(Desk(subject, signposts, page, section, used)) for section in page.sections)
        title = _title(subject, page, titles)
        titles.add(title.casefold())
        description = _description(subject, page, descriptions)
        descriptions.add(description.casefold())
        pages.append(
            PageContent(
                kind=page.kind,
                path=page.path,
                nav_label=_label(subject, page),
                title=title,
                description=description,
                sections=sections,
            )
        )
    return tuple(pages)


def _label(subject: Subject, page: Page) -> str:
    words = subject.frame.pages
    label = {
        PageKind.HOME: words.home,
        PageKind.OFFER: subject.playbook.offer_label,
        PageKind.ABOUT: words.about,
        PageKind.CONTACT: words.contact,
        PageKind.NOT_FOUND: words.not_found,
    }[page.kind]
    return cut(label, _LONGEST_LABEL, ellipsis=False)


def _title(subject: Subject, page: Page, taken: set[str]) -> str:
    """The richest pattern that fits, that says nothing twice, and that no other page has."""
    fitting_ones = [
        title
        for title in _titles(subject, page)
        if TITLE[0] <= len(title) <= TITLE[1] and title.casefold() not in taken
    ]
    good = next((title for title in fitting_ones if len(title) >= _GOOD_TITLE), None)
    fair = next((title for title in fitting_ones if len(title) >= _FAIR_TITLE), None)
    if found := good or fair or next(iter(fitting_ones), None):
        return found
    label = _label(subject, page)
    base = cut(f"{label} – {subject.name}", TITLE[1] - 6, ellipsis=False)  # noqa: RUF001
    numbered = (f"{base} ({count})" for count in range(2, 99))
    return next(title for title in numbered if title.casefold() not in taken and len(title) >= TITLE[0])


def _titles(subject: Subject, page: Page) -> Iterator[str]:
    words = subject.frame.pages
    patterns = {
        PageKind.HOME: (*words.titles_home, *words.titles_home_placeless),
        PageKind.OFFER: words.titles_offer,
        PageKind.ABOUT: words.titles_about,
        PageKind.CONTACT: words.titles_contact,
        PageKind.NOT_FOUND: words.titles_not_found,
    }[page.kind]
    offers = subject.facts.offer_names[:_OFFERS_IN_TITLE]
    more = {
        "label": _label(subject, page),
        "offers": capitalised(listed(offers, words.and_)) if offers else "",
        "headline": subject.headline(opening=True) if subject.spoken else "",
    }
    for pattern in patterns:
        if all(more.get(slot, subject.slots.get(slot)) for slot in _slots(pattern)) and not _repeats(subject, pattern):
            yield subject.fill(pattern, **more)


def _slots(pattern: str) -> list[str]:
    return [part.split("}")[0] for part in pattern.split("{")[1:]]


def _repeats(subject: Subject, pattern: str) -> bool:
    """Whether the pattern would say twice what the business is, or where ("Plumber" beside "Smith Plumbing")."""
    kind_twice = "{type}" in pattern and "{name}" in pattern and _share_a_stem(subject.name, subject.kind)
    said = f"{subject.name} {subject.kind if '{type}' in pattern else ''}"
    return kind_twice or ("{place}" in pattern and subject.facts.place.casefold() in said.casefold())


def _share_a_stem(one: str, other: str) -> bool:
    stems = ({word[:_STEM] for word in normalised(text).split() if len(word) >= _STEM} for text in (one, other))
    return bool(set.intersection(*stems))


def _description(subject: Subject, page: Page, taken: set[str]) -> str:
    """A description that no other page has: where there is little to say, the page's label tells two apart."""
    text = _best_description(subject, page)
    if text.casefold() not in taken:
        return text
    return cut(f"{_label(subject, page)}: {text}", DESCRIPTION[1])


def _best_description(subject: Subject, page: Page) -> str:
    """The owner's sentences first, then what the visitor can do; between 50 and 160 characters."""
    parts = [*_owner_parts(subject, page), *_frame_parts(subject, page)]
    text = fitting(parts, DESCRIPTION[1])
    for filler in subject.frame.pages.description_filler:
        if len(text) < DESCRIPTION[0] or (page.kind in _OFFERING and len(text) < _GOOD_DESCRIPTION):
            text = fitting([text, subject.fill(filler)], DESCRIPTION[1])
    if len(text) >= DESCRIPTION[0]:
        return text
    return cut(" ".join([text, *(part for part in parts if part not in text)]), DESCRIPTION[1])


def _owner_parts(subject: Subject, page: Page) -> list[str]:
    facts = subject.facts
    lead = cut(facts.lead, DESCRIPTION[1]) if facts.lead else ""
    if page.kind is PageKind.HOME:
        return [lead, *facts.sentences[:3]]
    if page.kind is PageKind.ABOUT:
        shown = {text for _, text in facts.topics} | facts.listings | {facts.lead}
        others = [text for text in facts.sentences if text not in shown and _IN_PERSON.match(text)]
        return others[:2] if subject.spoken is None else others[:1]
    if page.kind is PageKind.OFFER and facts.offers:
        return [_offers_named(subject)]
    return [lead] if subject.spoken is None else []


def _offers_named(subject: Subject) -> str:
    """As many offers as fit, by name."""
    titles = subject.facts.offer_names
    name = subject.name
    for count in range(min(len(titles), 6), 0, -1):
        text = sentence(f"{name}: {listed(titles[:count], subject.frame.pages.and_)}")
        if len(text) <= 110:
            return text
    return ""


def _frame_parts(subject: Subject, page: Page) -> list[str]:
    words = subject.frame.pages
    invitation = subject.fill(subject.goal.invitation)
    return {
        PageKind.HOME: [invitation],
        PageKind.OFFER: [invitation],
        PageKind.ABOUT: [subject.fill(words.description_about)],
        PageKind.CONTACT: [subject.fill(words.description_contact)],
        PageKind.NOT_FOUND: [subject.fill(words.description_not_found)],
    }[page.kind]
