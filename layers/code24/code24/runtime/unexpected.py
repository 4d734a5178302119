"""What the log says of an error, without a word of what a visitor sent."""

import re
import traceback

from code24.errors import Code24Error

_PRIVATE = re.compile(
    r"(?P<mail>[^\s@\"'<>()\[\]{},;:=]+@)[^\s@\"'<>()\[\]{},;:]+"
    r"|(?P<query>(?<=[^\s?])\?)[^\s?\"'<>]*[=&%][^\s\"'<>]*"
    r"|(?P<key>\bc24_[a-z0-9-]+_)[0-9a-z]+"
)
"""A mail address, an address' query, an API key: what comes into our own texts from without."""


def told_of(error: BaseException) -> str:
    """The error's kind, and its own text where the platform wrote that; of all others where it was raised.

    The text of an error of the language may hold what could not be read: a header, a path, a piece of a body.
    """
    if isinstance(error, Code24Error):
        return f"{type(error).__name__}: {without_what_is_private(str(error))}"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{type(error).__name__} at {where}"


def traced(error: BaseException) -> str:
    """Where an error was raised, and those before it that it came of, the last one last: lines of code, no values."""
    found: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in found:
        found.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n".join("".join(traceback.format_tb(each.__traceback__)) + told_of(each) for each in reversed(found))


def without_what_is_private(text: str) -> str:
    """A text of ours without the mail addresses, queries and API keys that it quotes.

    AWS, for one, names whom it could not mail.
    """
    return _PRIVATE.sub(lambda found: "…@…" if found["mail"] else (found["query"] or found["key"]) + "…", text)
