"""Titles and descriptions from what pages say themselves.

Nothing is made up: every word stands on the page, or is the site's name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from code24.audit.rules.seo.texts import DESCRIPTION_LENGTH, GENERIC, TITLE_LENGTH
from code24.website.page import Page
from code24.website.search.metadata import description_of, title_of
from code24.website.search.reading import (
    is_home,
    lesser_texts,
    main_heading,
    main_text,
    paragraphs,
    shortened,
    site_name,
)
from code24.website.website import Website

LONGEST_TITLE, LONGEST_DESCRIPTION, ENOUGH = 65, 160, 120
"""Characters: of what is made here, and from how many on a description needs no more."""
_ENDS = re.compile(r"[.!?…:。]$")


def titles(website: Website) -> Mapping[str, str]:
    """The title of every page, by path: its own where it is one of its own, else one made of its heading."""
    return website.remembered(("titles", website.fingerprint), lambda: _titles(website))


def descriptions(website: Website) -> Mapping[str, str]:
    """The description of every page, by path; empty where the page says nothing."""
    return website.remembered(("descriptions", website.fingerprint), lambda: _descriptions(website))


def _titles(website: Website) -> dict[str, str]:
    name = site_name(website)
    counted = Counter(title_of(page).casefold() for page in website.pages if page.indexable)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for page in website.pages:
        own = title_of(page)
        shared = page.indexable and counted[own.casefold()] > 1
        usable = bool(own) and own.casefold() not in GENERIC and (not page.indexable or len(own) in TITLE_LENGTH)
        if usable and (not shared or is_home(page)):
            found[page.path] = own
            taken.add(own.casefold())
    for page in website.pages:
        if page.path not in found:
            found[page.path] = _unique(_title_choices(page, name, website), taken)
            taken.add(found[page.path].casefold())
    return found


def _title_choices(page: Page, name: str, website: Website) -> list[str]:
    """Titles from best to worst."""
    own = title_of(page)
    heading = main_heading(page).rstrip(".:")
    words = _path_words(page)
    first = shortened(next(iter(paragraphs(page)), "") or main_text(page), 45)
    # What begins so was made here before: what is too short then would grow each time.
    made_before = any(each and own.casefold().startswith(f"{each} - ".casefold()) for each in (heading, words, first))
    if heading and heading.casefold() in own.casefold():
        heading = ""
    subjects = [each for each in (heading, words, first) if each]
    if own and own.casefold() not in GENERIC:
        whole = [own] if len(own) in TITLE_LENGTH else [shortened(own, LONGEST_TITLE)] if len(own) > 10 else []
        whole = [own] if made_before and not whole else whole
        made = [*whole, *(_joined(subject, _tail(own, name)) for subject in subjects)]
    else:
        made = [_joined(subject, name) for subject in subjects]
    if heading and words:
        made.append(_joined(f"{heading} ({words})", name))
    host = (urlsplit(website.origin).hostname or "").removeprefix("www.")
    made.append(name if len(name) >= TITLE_LENGTH.start or name == host else f"{name} - {host}")
    # A title that says no more than its site's name is better than none, not better than one that says something.
    return [each for each in made if each]


def _tail(own: str, name: str) -> str:
    """What stands after a page's subject: the site's name, where the present title is too long to be kept whole."""
    return own if len(own) <= 30 and own.casefold() != name.casefold() else name


def _joined(subject: str, name: str) -> str:
    """Subject and site name within the length; the name is left out where it says nothing new, or does not fit."""
    if name.casefold() in subject.casefold() and len(subject) >= TITLE_LENGTH.start:
        return shortened(subject, LONGEST_TITLE)
    whole = f"{subject} - {name}"
    if len(whole) <= LONGEST_TITLE:
        return whole
    room = LONGEST_TITLE - len(name) - 3
    return f"{shortened(subject, room)} - {name}" if room >= 30 else shortened(subject, LONGEST_TITLE)


def _path_words(page: Page) -> str:
    """What the address says of a page: `About us` for `/about-us.html`."""
    if is_home(page):
        return ""
    last = page.address.rstrip("/").rpartition("/")[2]
    words = re.sub(r"\.(?:x?html?|php)$", "", last)
    words = " ".join(re.split(r"[-_+\s]+", words)).strip()
    return words[:1].upper() + words[1:] if re.search(r"[^\W\d_]{2}", words) else ""


def _unique(choices: Iterable[str], taken: set[str]) -> str:
    """The first choice that no other page has; with a number where all are taken."""
    listed = list(dict.fromkeys(choices))
    free = next((each for each in listed if each.casefold() not in taken), None)
    number = 2
    while free is None:
        numbered = f"{listed[0][: LONGEST_TITLE - 6]} ({number})"
        free = numbered if numbered.casefold() not in taken else None
        number += 1
    return free


def _descriptions(website: Website) -> dict[str, str]:
    counted = Counter(description_of(page).casefold() for page in website.pages if page.indexable)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for page in website.pages:
        own = description_of(page)
        fine = len(own) in DESCRIPTION_LENGTH or (bool(own) and not page.indexable)
        if fine and (counted[own.casefold()] == 1 or not page.indexable or is_home(page)):
            found[page.path] = own
            taken.add(own.casefold())
    for page in website.pages:
        if page.path not in found:
            text = _described(page, website)
            if text.casefold() in taken:
                text = shortened(f"{titles(website)[page.path]}: {text}", LONGEST_DESCRIPTION)
            found[page.path] = "" if text.casefold() in taken else text
            taken.add(text.casefold())
    return found


def _described(page: Page, website: Website) -> str:
    """What the page says first, as one text of at most `LONGEST_DESCRIPTION` characters."""
    own = description_of(page)
    if len(own) > LONGEST_DESCRIPTION:
        return shortened(own, LONGEST_DESCRIPTION)
    texts = [own, *paragraphs(page)]
    said = _collected(texts)
    if len(said) < ENOUGH:
        heading = main_heading(page)
        said = _collected([text for text in (heading, *texts) if text])
    if len(said) < DESCRIPTION_LENGTH.start:
        said = _collected([said, *lesser_texts(page)])
    if not said:
        said = main_text(page)
    text = shortened(said, LONGEST_DESCRIPTION)
    host = (urlsplit(website.origin).hostname or "").removeprefix("www.")
    for name in (title_of(page), site_name(website), host):
        if text and len(text) < DESCRIPTION_LENGTH.start and name and name.casefold()[:12] not in text.casefold():
            text = f"{_ended(text)} {name}"
    # What cannot be made long enough is no better than what is there.
    return own if own and len(text) < DESCRIPTION_LENGTH.start else shortened(text, LONGEST_DESCRIPTION)


def _collected(texts: Iterable[str]) -> str:
    said = ""
    for text in texts:
        if len(said) >= ENOUGH:
            break
        if text and text.casefold() not in said.casefold():
            said = f"{_ended(said)} {text}".strip()
    return said


def _ended(text: str) -> str:
    return text if not text or _ENDS.search(text) else f"{text}."
