from code24.errors import Transient
from code24.runtime.settings import MissingSetting
from code24.runtime.unexpected import told_of


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
