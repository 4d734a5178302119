import pytest

from code24.routing.caching import unshared


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("public, max-age=0, must-revalidate", "private, max-age=0, must-revalidate"),
        ("public, max-age=300", "private, max-age=300"),
        ("public, max-age=60, s-maxage=3600", "private, max-age=60"),
        ("no-cache", "private, no-cache"),
        ("public", "private, no-cache"),
        ("", "private, no-cache"),
        ("private, no-cache", "private, no-cache"),
        ("no-store", "no-store"),
        ("public, max-age=31536000, immutable", "public, max-age=31536000, immutable"),
    ],
)
def test_what_an_answer_says_where_another_visitor_would_get_another(said: str, becomes: str) -> None:
    assert unshared(said) == becomes
    assert unshared(becomes) == becomes
