"""The addresses in a `srcset` (HTML, 4.8.4.2.2: parsing a srcset attribute)."""

import re
from collections.abc import Callable

_CANDIDATE = re.compile(r"([\s,]*+)(\S++)((?:[^,(]|\([^)]*+(?:\)|\Z))*+)")


def edit_srcset(text: str, replace: Callable[[str], str | None]) -> str:
    """The attribute with its addresses replaced; None leaves one as it is written."""

    def edited(found: re.Match[str]) -> str:
        before, url, after = found.groups()
        bare = url.rstrip(",")
        if not bare:
            return found[0]
        if bare != url:
            # The comma ends this candidate: what was read as its descriptor begins the next one.
            return before + (replace(bare) or bare) + url[len(bare) :] + _CANDIDATE.sub(edited, after)
        return before + (replace(url) or url) + after

    # Trailing separators are cut off, as the expression would try every one of them as a beginning.
    bare = text.rstrip(" \t\n\r\f,")
    return _CANDIDATE.sub(edited, bare) + text[len(bare) :]
