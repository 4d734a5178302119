"""Security headers of pages: a policy made for each, and what the platform says of all its answers."""

from collections.abc import Mapping
from dataclasses import replace

from turbohtml import parse

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.security.content_policy import policy_for
from code24.website.website import Website

STATED: Mapping[str, str] = {
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}
"""Of every page; folders are served by hosts that say nothing by themselves."""
LASTING = "max-age=31536000"
"""Strict-Transport-Security of pages under HTTPS, without the hosts below: those are not ours to decide about."""
POLICY = "content-security-policy"


@site_fix(
    "security-headers",
    Phase.HEADERS,
    "Says in headers what pages may load",
    "content-security-policy",
    "cross-origin-resource-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    needs_finding=False,
)
def security_headers(website: Website, setting: Setting) -> Outcome:
    """Hashes follow from the page as it is now, so this comes last; a policy in the markup makes way for the header."""
    files: list[WebFile] = []
    changes: list[Change] = []
    for page in website.pages:
        if not setting.allows("security-headers", page.path):
            continue
        file = website.files[page.path]
        changed, notes = _with_headers(page, file, website)
        if changed is not None:
            files.append(changed)
            before, after = file.headers.get(POLICY, ""), changed.headers[POLICY]
            said = " ".join(["Headers say what the page may load.", *notes])
            changes.append(Change(path=page.path, what=said, before=before, after=after))
    return Outcome(tuple(files), (), tuple(changes))


def _with_headers(page: Page, file: WebFile, website: Website) -> tuple[WebFile | None, tuple[str, ...]]:
    """The file as it should be served; None where it is served so."""
    policy = policy_for(page, website)
    stated = dict(STATED)
    if website.origin.startswith("https://"):
        stated["strict-transport-security"] = LASTING
    # What the page's own server said besides stays where it is no worse: a better referrer policy, for example.
    kept = {name: value for name, value in file.headers.items() if name != POLICY and name not in stated}
    headers = {**kept, **stated, POLICY: policy.text}
    text = _without_policy(page)
    if headers == dict(file.headers) and text is None:
        return None, ()
    made = replace(file, headers=dict(sorted(headers.items())))
    return (made if text is None else made.with_content(text)), policy.notes


def _without_policy(page: Page) -> str | None:
    """The page without policies in `meta` elements, which know nothing of what was inlined; None where it has none."""
    if not any((meta.attr("http-equiv") or "").strip().lower() == POLICY for meta in page.named("meta")):
        return None
    document = parse(page.text)
    for meta in document.select("meta[http-equiv]"):
        if (meta.attr("http-equiv") or "").strip().lower() == POLICY:
            meta.decompose()
    return document.serialize()


FIXES = (security_headers,)
