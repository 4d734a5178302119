"""The tests of the Mozilla HTTP Observatory, as far as headers and markup decide them.

From its published rules, https://github.com/mdn/mdn-http-observatory: `src/grader/charts.js` (modifiers and grades),
`src/scanner/index.js` (bonuses count from 90 points on), `src/analyzer/cspParser.js` and `src/analyzer/tests/*.js`. The
redirection from HTTP to HTTPS and the certificate are the deployment's and taken as in order (modifier 0); so is the
list of preloaded hosts, which is not known here.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from code24.website.page import Page

START = 100
BONUS_FROM = 90
"""Points without bonuses from which on they count (`MINIMUM_SCORE_FOR_EXTRA_CREDIT`)."""
HALF_A_YEAR = 15_768_000
"""Seconds."""
BROAD = frozenset({"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"})
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
_HASHES = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
_PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
_LEAKING = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})
_NONE = frozenset({"'none'"})
_NOT_IN_META = ("frame-ancestors", "report-uri", "sandbox")
_GRADES = (
    *((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-")),
    *((40, "D+"), (30, "D"), (25, "D-"), (0, "F")),
)

type Policy = dict[str, frozenset[str]]


class Verdict(NamedTuple):
    """What one test gives."""

    modifier: int
    """Points."""
    message: str = ""
    """What is wrong; empty where the test passes."""


class Answer(NamedTuple):
    """What is tested: the headers of a page's answer (names in lower case) and the page."""

    headers: Mapping[str, str]
    page: Page | None = None


def policies(answer: Answer) -> list[Policy]:
    """The policies of an answer: those of its header, and those of its meta elements without what is void there.

    Raises ValueError for a policy that names a directive twice, or is too short to be one.
    """
    header = answer.headers.get("content-security-policy", "")
    found = [_policy(text) for text in header.split(",")] if header.strip() else []
    if answer.page is not None:
        for meta in answer.page.named("meta"):
            if (meta.attr("http-equiv") or "").strip().lower() == "content-security-policy" and meta.attr("content"):
                policy = _policy(meta.attr("content") or "")
                found.append({name: said for name, said in policy.items() if name not in _NOT_IN_META})
    return found


def _policy(text: str) -> Policy:
    found: Policy = {}
    if len(text.strip()) < len("img-src") - 1:
        raise ValueError(f"{text!r} is no policy")
    for directive in text.lower().split(";"):
        name, *sources = directive.split() or [""]
        if name in found and name not in {"report-uri", "report-to"}:
            raise ValueError(f"{name} is given twice")
        if name:
            found[name] = frozenset(sources or (["'none'"] if name.endswith("-src") else []))
    return found


def _effective(found: list[Policy], directive: str, *fallbacks: str) -> set[str]:
    """The sources that all policies allow; everything where none of them says."""
    said = [next((policy[name] for name in (directive, *fallbacks) if name in policy), None) for policy in found]
    known = [sources for sources in said if sources is not None]
    return set(frozenset.intersection(*known)) if known else {"*"}


def content_security_policy(answer: Answer) -> Verdict:
    """`csp.js`."""
    try:
        found = policies(answer)
    except ValueError as error:
        return Verdict(-25, f"The Content-Security-Policy cannot be read: {error}.")
    if not any(found):
        return Verdict(-25, "The page has no Content-Security-Policy, which stops injected scripts.")
    scripts = _effective(found, "script-src", "default-src")
    styles = _effective(found, "style-src", "default-src")
    for sources in (scripts, styles):
        if any(each.startswith(_HASHES) for each in sources):
            sources.discard("'unsafe-inline'")
    if "'strict-dynamic'" in scripts and any(each.startswith(_HASHES) for each in scripts):
        scripts = {each for each in scripts if not each.startswith(tuple(BROAD)) and each != "'self'"}
    active = scripts.union(
        *(
            said
            for policy in found
            for name, said in policy.items()
            if name not in {"img-src", "media-src", "script-src"}
        )
    )
    objects = _effective(found, "object-src", "default-src")
    passive = _effective(found, "img-src", "default-src") | _effective(found, "media-src", "default-src")
    by_http = ("http:", "ftp:")
    faults = (
        (-20, "inline scripts, or scripts and objects from anywhere", bool(scripts & UNSAFE or objects & BROAD)),
        (-20, "files over HTTP", any(each.startswith(by_http) for each in active)),
        (-10, "eval()", "'unsafe-eval'" in scripts | styles),
        (-10, "pictures over HTTP", any(each.startswith(by_http) for each in passive)),
    )
    for modifier, what, holds in faults:
        if holds:
            return Verdict(modifier, f"The Content-Security-Policy allows {what}.")
    if styles & UNSAFE:
        return Verdict(0)
    return Verdict(10 if all(policy.get("default-src") == _NONE for policy in found) else 5)


def cookies(answer: Answer) -> Verdict:
    """`cookies.js`, for one cookie: pages of files need none."""
    said = answer.headers.get("set-cookie", "").lower()
    if not said:
        return Verdict(0)
    if "secure" not in said:
        protected = strict_transport_security(answer).modifier >= 0
        return Verdict(-5 if protected else -20, "A cookie is set without Secure.")
    if "samesite=none" in said:
        return Verdict(-20, "A cookie is sent with requests from other websites.")
    return Verdict(5 if "samesite" in said and "httponly" in said else 0)


def cross_origin_resource_sharing(answer: Answer) -> Verdict:
    """`cors.js`: anybody may read what a visitor with credentials sees."""
    allowed = answer.headers.get("access-control-allow-origin", "")
    universal = allowed and answer.headers.get("access-control-allow-credentials", "").lower() == "true"
    return Verdict(-50, "Other websites may read the page with its visitor's credentials.") if universal else Verdict(0)


def referrer_policy(answer: Answer) -> Verdict:
    """`referrer-policy.js`: the last policy of the list that is known."""
    header = answer.headers.get("referrer-policy")
    if header is None:
        return Verdict(0, "The page has no Referrer-Policy; strict-origin-when-cross-origin keeps addresses private.")
    known = [word for word in (each.strip().lower() for each in header.split(",")) if word in _PRIVATE | _LEAKING]
    if known and known[-1] in _PRIVATE:
        return Verdict(5)
    return Verdict(-5, f"The Referrer-Policy {header!r} tells other websites whole addresses, or is none.")


def strict_transport_security(answer: Answer) -> Verdict:
    """`strict-transport-security.js`."""
    header = answer.headers.get("strict-transport-security")
    ages = [part.strip() for part in (header or "").lower().split(";") if part.strip().startswith("max-age=")]
    number = ages[0].removeprefix("max-age=").strip("\"' ") if ages and "," not in (header or "") else ""
    if not (number.isascii() and number.isdigit()):
        message = "The page has no Strict-Transport-Security; browsers may ask for it without HTTPS."
        return Verdict(-20, message if header is None else "Strict-Transport-Security has no max-age.")
    fine = int(number[:12]) >= HALF_A_YEAR
    return Verdict(0) if fine else Verdict(-10, "Strict-Transport-Security holds for less than half a year.")


def subresource_integrity(answer: Answer) -> Verdict:
    """`subresource-integrity.js`: scripts of other websites are checked by hash, and come over HTTPS."""
    scripts = answer.page.named("script") if answer.page is not None else []
    foreign, own_checked, worst = False, False, Verdict(5)
    for script in scripts:
        src, checked = script.attr("src") or "", bool(script.attr("integrity"))
        if not src.startswith(("//", "http://", "https://")):
            own_checked = own_checked or (bool(src) and checked)
            continue
        foreign, secure = True, src.startswith("https://")
        if not secure:
            each = Verdict(-20 if checked else -50, f"A script may come without HTTPS: {src[:100]}")
        else:
            each = Verdict(5) if checked else Verdict(-5, f"A script of another website has no integrity: {src[:100]}")
        worst = min(worst, each, key=lambda verdict: verdict.modifier)
    return worst if foreign else Verdict(5 if own_checked else 0)


def x_content_type_options(answer: Answer) -> Verdict:
    """`x-content-type-options.js`."""
    fine = answer.headers.get("x-content-type-options", "").strip().lower() == "nosniff"
    return Verdict(0) if fine else Verdict(-5, "The page lacks X-Content-Type-Options: nosniff.")


def x_frame_options(answer: Answer) -> Verdict:
    """`x-frame-options.js`: `frame-ancestors` of a header counts for more."""
    try:
        by_policy = _effective(policies(Answer(answer.headers)), "frame-ancestors")
    except ValueError:
        by_policy = {"*"}
    if not by_policy & BROAD:
        return Verdict(5)
    header = answer.headers.get("x-frame-options", "").strip().lower()
    fine = header in {"deny", "sameorigin"} or header.startswith("allow-from ")
    return Verdict(0) if fine else Verdict(-20, "Any website may show the page in a frame.")


def cross_origin_resource_policy(answer: Answer) -> Verdict:
    """`cross-origin-resource-policy.js`."""
    header = answer.headers.get("cross-origin-resource-policy")
    if header is None:
        return Verdict(0, "The page has no Cross-Origin-Resource-Policy.")
    modifier = {"same-origin": 10, "same-site": 10, "cross-origin": 0}.get(header.strip().lower(), -5)
    return Verdict(modifier) if modifier >= 0 else Verdict(-5, f"{header!r} is no Cross-Origin-Resource-Policy.")


TESTS: Mapping[str, Callable[[Answer], Verdict]] = {
    "content-security-policy": content_security_policy,
    "cookies": cookies,
    "cross-origin-resource-sharing": cross_origin_resource_sharing,
    "referrer-policy": referrer_policy,
    "strict-transport-security": strict_transport_security,
    "subresource-integrity": subresource_integrity,
    "x-content-type-options": x_content_type_options,
    "x-frame-options": x_frame_options,
    "cross-origin-resource-policy": cross_origin_resource_policy,
}
"""By the Observatory's own names; `redirection` is the deployment's."""


def score(answer: Answer) -> int:
    """Points: 100 and the modifiers; bonuses count where it is 90 without them. May be above 100."""
    modifiers = [test(answer).modifier for test in TESTS.values()]
    without = START + sum(modifier for modifier in modifiers if modifier < 0)
    return max(0, START + sum(modifiers) if without >= BONUS_FROM else without)


def grade(points: int) -> str:
    """The letter of a score."""
    return next(letter for least, letter in _GRADES if min(points, 100) >= least)


def is_elsewhere(url: str) -> bool:
    """Whether an address names a host."""
    try:
        return bool(urlsplit(url.strip()).netloc)
    except ValueError:
        return False
