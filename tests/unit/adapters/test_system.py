import re
from datetime import timedelta

from code24.adapters.system import RandomIds, SystemClock


def test_the_time_is_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_identifiers_have_the_asked_form_and_differ() -> None:
    made = {RandomIds().new("s", 12) for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"s[0-9a-z]{12}", each) for each in made)
