"""What one page is found to do: measured on its HTML, never guessed."""

import json
import re
from collections import deque
from collections.abc import Iterable
from typing import Any

import turbohtml

from code24.build.competitive_analysis.models import CompetitorPage

_MOST = 20
_LONGEST = 160
_LOOKED_AT = 500
"""Elements of a kind whose text is read: nested ones hold each other's text, so that all of them could be gigabytes."""
_BEGINNING = 2_000
"""Characters of a text that are looked at for its first `_LONGEST`."""
_SPACES = re.compile(r"\s+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_WORD = re.compile(r"\w+")
_BUTTON = re.compile(r"\b(?:btn|button|cta)\b", re.IGNORECASE)
_ACTION = re.compile(
    r"\b(?:book|buy|order|call|contact|get|start|try|sign up|subscribe|join|reserve|request|shop"
    r"|download|schedule|register|donate"
    r"|buchen|kaufen|bestellen|anrufen|kontakt|anfragen|termin|reservieren|anmelden|testen"
    r"|abonnieren|spenden|herunterladen)\b",
    re.IGNORECASE,
)
_SCHEMA_TYPE = re.compile(r"^[A-Za-z][A-Za-z0-9]{1,40}$")


def read_page(url: str, body: bytes) -> CompetitorPage:
    """Measure a page. Any bytes are readable: what is not HTML is a page without content."""
    page = turbohtml.parse(body, positions=False)
    scripts = [script.text for script in page.select('script[type="application/ld+json"]')]
    structured = _distinct([*_declared(scripts), *_microdata(page.select("[itemtype]"))])
    images = page.select("img")
    headings = _distinct(_tidy(heading.text) for heading in page.select("h1, h2, h3")[:_LOOKED_AT])
    actions = _distinct(_tidy(link.text) for link in page.select("a[href], button")[:_LOOKED_AT] if _invites(link))
    title = page.select_one("title")
    description = page.select_one('meta[name="description" i]')
    without_alt = sum(1 for image in images if "alt" not in image.attrs)
    for noise in page.select("script, style, template, noscript, svg"):
        noise.decompose()
    text = page.select_one("body")
    return CompetitorPage(
        url=url,
        title=_tidy(title.text) if title else "",
        description=_tidy(str(description.attrs.get("content") or "")) if description else "",
        headings=tuple(headings[:_MOST]),
        calls_to_action=tuple(actions[:_MOST]),
        words=len(_WORD.findall(" ".join(text.strings))) if text else 0,
        bytes=len(body),
        images=len(images),
        images_without_alt=without_alt,
        structured_data=tuple(structured[:_MOST]),
    )


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", _UNPRINTABLE.sub(" ", text.lstrip()[:_BEGINNING])).strip()[:_LONGEST].strip()


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _invites(link: Any) -> bool:
    """A button, or a short link that asks for something to be done."""
    text = _tidy(link.text)
    if not text or len(text) > 60:
        return False
    classes = " ".join(link.attrs.get("class") or ())
    looks = link.tag == "button" or bool(_BUTTON.search(classes.replace("_", "-").replace("-", " ")))
    return bool(_ACTION.search(text)) or (looks and len(text) > 2)


def _declared(scripts: Iterable[str]) -> list[str]:
    """The types of JSON-LD blocks, outer ones first; blocks that do not parse are passed over."""
    types: list[str] = []
    for script in scripts:
        try:
            queue: deque[Any] = deque([json.loads(script)])
        except (ValueError, RecursionError):
            continue
        while queue and len(types) < _MOST:
            node = queue.popleft()
            if isinstance(node, list):
                queue.extend(node[:200])
            elif isinstance(node, dict):
                named = node.get("@type")
                names = named if isinstance(named, list) else [named]
                types += [name for name in names if isinstance(name, str) and _SCHEMA_TYPE.match(name)]
                queue.extend(value for value in list(node.values())[:200] if isinstance(value, dict | list))
    return types


def _microdata(elements: Iterable[Any]) -> list[str]:
    names = (str(element.attrs.get("itemtype") or "").rstrip("/").rpartition("/")[2] for element in elements)
    return [name for name in names if _SCHEMA_TYPE.match(name)]
