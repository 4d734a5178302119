import pytest

from code24.errors import Code24Error, Transient
from code24.runtime.settings import MissingSetting
from code24.runtime.unexpected import told_of, traced, without_what_is_private


def raised(value: str) -> BaseException:
    try:
        int(value)
    except ValueError as error:
        return error
    raise AssertionError


def test_what_the_platform_says_itself_is_told() -> None:
    assert told_of(Transient("The table could not be read.")) == "Transient: The table could not be read."
    assert "CODE24_SALTS_TABLE" in told_of(MissingSetting("CODE24_SALTS_TABLE"))


def test_of_all_others_it_is_told_where_and_nothing_that_was_sent() -> None:
    said = told_of(raised("jane@example.org"))
    assert said.startswith(f"ValueError at {__file__}:")
    assert "jane" not in said
    assert told_of(ValueError("jane")) == "ValueError at nowhere"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Sending a mail: MessageRejected: The following identities failed the check: ann.lee+x@mail.example.org",
            "Sending a mail: MessageRejected: The following identities failed the check: …@…",
        ),
        ("https://acme.example/a?token=s3cret&m=jane%40x.org answered 500.", "https://acme.example/a?… answered 500."),
        ("mailto:jane@example.org; again", "mailto:…@…; again"),
        ("The key c24_local_0123456789abcdefghijklmnopqrstuv is gone.", "The key c24_local_… is gone."),
        ("Is the queue full? The table c24 is not.", "Is the queue full? The table c24 is not."),
        ("arn:aws:lambda:eu-central-1:1:function:code24-local-site-s1:live", None),
    ],
)
def test_our_own_texts_quote_nobody_s_address_query_or_key(text: str, left: str | None) -> None:
    assert without_what_is_private(text) == (left or text)
    assert told_of(Transient(text)) == f"Transient: {left or text}"


def test_a_trace_has_every_line_of_code_and_no_value() -> None:
    try:
        try:
            int("jane@example.org")
        except ValueError as error:
            raise Code24Error("Reading what jane@example.org sent: it is no number.") from error
    except Code24Error as error:
        said = traced(error)
    assert said.count(f'File "{__file__}", line') == 2
    assert said.endswith("Code24Error: Reading what …@… sent: it is no number.")
    assert "jane@example.org" not in said.replace('int("jane@example.org")', "").replace(
        "what jane@example.org sent", ""
    )


def test_errors_that_came_of_each_other_in_a_circle_end() -> None:
    error = ValueError("jane")
    error.__cause__ = error
    assert traced(error) == "ValueError at nowhere"
