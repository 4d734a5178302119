"""What serving adds to a site: the script that counts visits, its tag in every page, and the permission to run.

Neither pages nor anybody who reads a release know of it: it is added when a release is packed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from turbohtml import Document, parse

from code24.analytics.tracker.permission import keeps_base, permitting
from code24.analytics.tracker.placing import base_leads_elsewhere, place_for
from code24.analytics.tracker.script import LASTING_PATH, script, script_path, tag
from code24.build.development.models import SiteFile

_POLICY = "content-security-policy"
_LONGEST = 8_192
"""Characters of a policy: longer headers are refused on the way."""
_TYPE = "text/javascript; charset=utf-8"
_AMP = re.compile(r"(?:amp|⚡\ufe0f?)(?:4\w+)?", re.IGNORECASE)
_FOR_ALL = {"cross-origin-resource-policy": "cross-origin"}
"""A page of another host may load the script from its lasting address."""


@dataclass(frozen=True)
class TaggedPage:
    """A page as it is served."""

    content: bytes
    headers: Mapping[str, str]
    cut: tuple[int, int]
    """Where the tag begins and ends, in bytes."""


def added_files(contents: Mapping[str, bytes]) -> tuple[SiteFile, ...]:
    """The platform's own files on a site that has these; none where the site has another file in their place."""
    script_file = SiteFile(path=script_path(), content_type=_TYPE, text=script())
    if script_path() in contents:  # a copy of a website that was served from here holds it, and its pages the tag
        return ()
    if LASTING_PATH in contents:
        return (script_file,)
    return script_file, script_file.model_copy(update={"path": LASTING_PATH, "headers": _FOR_ALL})


def tagged(content: bytes, headers: Mapping[str, str]) -> TaggedPage | None:
    """A page with the tag; None for one that could not run it, or would be another page with it."""
    policy = permitting(headers[_POLICY])
    at = place_for(content, tag()) if policy is not None and len(policy) <= _LONGEST else None
    if policy is None or at is None:
        return None
    document = parse(content.decode())
    if _is_amp(document):
        return None
    if any(permitting(said) != said for said in _said_in(document)):
        return None
    if base_leads_elsewhere(document) and not keeps_base(policy):
        return None
    added = tag().encode()
    return TaggedPage(content[:at] + added + content[at:], {**headers, _POLICY: policy}, (at, at + len(added)))


def _is_amp(document: Document) -> bool:
    """Whether a page is of a kind that is no more with any script of its own (amp.dev, AMP HTML specification)."""
    root = document.select_one("html")
    return root is not None and any(_AMP.fullmatch(name) for name in root.attrs)


def _said_in(document: Document) -> Iterator[str]:
    """The policies in a page itself."""
    for meta in document.select("meta[http-equiv]"):
        if (meta.attr("http-equiv") or "").strip().lower() == _POLICY:
            yield meta.attr("content") or ""
