"""What the log says of an error that nobody expected, without a word of what a visitor sent."""

from code24.errors import Code24Error


def told_of(error: BaseException) -> str:
    """The error's kind, and its own text where the platform wrote that; of all others where it was raised.

    The text of an error of the language may hold what could not be read: a header, a path, a piece of a body.
    """
    if isinstance(error, Code24Error):
        return f"{type(error).__name__}: {error}"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{type(error).__name__} at {where}"
