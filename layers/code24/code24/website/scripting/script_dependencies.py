"""What an inline script needs of scripts before it, told from its text: which names it uses that it does not make.

No JavaScript is parsed: strings and comments go, and every name that is left over and that browsers do not have counts
as one of another script. Too many names are found rather than too few.
"""

import re
from functools import lru_cache

from code24.website.vocabulary import words

_QUIET = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL,
)
_DECLARED = re.compile(r"\b(?:var|let|const|function\*?|class|catch\s*\()\s*([A-Za-z_$][\w$]*)")
_MORE_DECLARED = re.compile(r"\b(?:var|let|const)\b([^;]*)")
_PARAMETERS = re.compile(r"(?:function\s*\*?\s*[\w$]*\s*\(([^)]*)\)|\(([^()]*)\)\s*=>|\b([A-Za-z_$][\w$]*)\s*=>)")
_OWN_GLOBAL = re.compile(r"\bwindow\.([A-Za-z_$][\w$]*)\s*=(?!=)")
_NAME = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)")
_KEY = re.compile(r"(?<=[{,])\s*[A-Za-z_$][\w$]*\s*:")
_OF_WINDOW = re.compile(r"\b(?:window|self|globalThis|top|parent)\s*(?:\?\.|\.|\[)\s*([A-Za-z_$][\w$]*)?")
_READY = re.compile(r"\s*(?:window|document)\.addEventListener\(\s*[\"'](?:DOMContentLoaded|load)[\"']\s*,")
_WRITES = re.compile(r"\bdocument\s*\.\s*write(?:ln)?\b")

KNOWN = words(
    "break case catch class const continue debugger default delete do else export extends false finally for "
    "function if import in instanceof let new null of return static super switch this throw true try typeof "
    "undefined var void while with yield async await get set arguments NaN Infinity Array Boolean Date Error "
    "Function Intl JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol WeakMap WeakSet "
    "BigInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN parseFloat "
    "parseInt eval globalThis window self document navigator location history screen console performance "
    "localStorage sessionStorage crypto addEventListener removeEventListener dispatchEvent setTimeout setInterval "
    "clearTimeout clearInterval fetch requestAnimationFrame cancelAnimationFrame requestIdleCallback "
    "queueMicrotask matchMedia getComputedStyle alert confirm prompt open close scrollTo scrollBy scroll "
    "innerWidth innerHeight pageXOffset pageYOffset scrollX scrollY atob btoa Image Audio Event CustomEvent "
    "Element HTMLElement Node NodeList URL URLSearchParams FormData Headers Request Response XMLHttpRequest "
    "IntersectionObserver MutationObserver ResizeObserver AbortController Blob File FileReader Worker WebSocket "
    "customElements top parent frames origin name event dataLayer gtag ga _gaq fbq _fbq _paq _hmt clarity hj "
    "_hjSettings plausible GoogleAnalyticsObject"
)
"""Keywords, what browsers have, and the queues of visitor statistics, which their own snippets make."""


def writes_into_the_page(text: str) -> bool:
    """Whether a script may write where it stands, which it may only do while the page is parsed."""
    return _WRITES.search(text) is not None or "document[" in text.replace(" ", "")


@lru_cache(maxsize=512)
def needed_names(text: str) -> frozenset[str]:
    """The names that an inline script takes from other scripts while it runs; none where all of it waits."""
    if waits_for_the_page(text):
        return frozenset()
    plain = _QUIET.sub(lambda found: " " if found[0].startswith("/") else '""', text)
    declared = set(_DECLARED.findall(plain)) | set(_OWN_GLOBAL.findall(plain))
    for found in _MORE_DECLARED.findall(plain):
        declared |= set(re.findall(r"(?:^|[,{\[])\s*([A-Za-z_$][\w$]*)\s*(?=[=,;}\]]|$)", found))
    for found in _PARAMETERS.findall(plain):
        declared |= set(re.findall(r"[A-Za-z_$][\w$]*", " ".join(found)))
    used = set(_NAME.findall(_KEY.sub(" ", plain)))
    for name in _OF_WINDOW.findall(plain):
        used.add(name or "window[]")
    return frozenset(used - declared - KNOWN)


def waits_for_the_page(text: str) -> bool:
    """Whether a script does nothing but wait until the page has been parsed, or has loaded."""
    start = _READY.match(_QUIET.sub(lambda found: found[0] if found[0][0] in "\"'" else " ", text))
    if start is None:
        return False
    plain = _QUIET.sub(lambda found: " " if found[0].startswith("/") else '""', text).strip()
    depth = 0
    for place, sign in enumerate(plain):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth == 0:
                return plain[place + 1 :].strip(" \t\r\n;") == ""
    return False
