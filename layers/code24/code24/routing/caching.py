"""What may be kept of an answer that another visitor would not get.

Pages are `public, max-age=0, must-revalidate`: the distribution keeps them, asks the origin each time whether they
still hold, and hands out what it has where the origin does not answer. Where a visitor's alias decides, that would be
the page of whoever came before. `private` keeps such answers out of every shared cache, and a distribution that is
told so does not answer simultaneous requests with one response either (CloudFront Developer Guide, "Simultaneous
requests for the same object (request collapsing)"). The browser may keep them: it asks each time, and its entity tag is
the release's own, so a visitor whose alias changed gets the other page. `vary` could not do this: the visitor's address
is in no request header of theirs.

What never changes under its name (`immutable`: a content hash is in it) is the same in every release that has it.
"""

_SHARED_FOREVER = "immutable"


def unshared(cache_control: str) -> str:
    """What an answer's `cache-control` becomes where other visitors may see another release."""
    directives = [directive.strip() for directive in cache_control.split(",") if directive.strip()]
    if _SHARED_FOREVER in directives or "no-store" in directives:
        return cache_control
    kept = [each for each in directives if each not in {"public", "private"} and not each.startswith("s-maxage")]
    return ", ".join(["private", *(kept or ["no-cache"])])
