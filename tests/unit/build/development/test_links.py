import pytest

from code24.build.development.links import mail_link, phone_link, resolves

ANCHORS = {"/": frozenset({"hero", "main"}), "/contact/": frozenset({"contact"}), "/404.html": frozenset({"message"})}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/", True),
        ("/contact/", True),
        ("/contact/#contact", True),
        ("#hero", True),
        ("tel:+493415550123", True),
        ("mailto:a@b.example", True),
        ("#contact", False),
        ("/contact", False),
        ("/404.html", False),
        ("//evil.example/", False),
        ("https://evil.example/", False),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("mailto:a@b.example?bcc=c@d.example", False),
        ("tel:1;ext", False),
        ("", True),
    ],
)
def test_links_lead_to_pages_anchors_mail_and_phone_only(target: str, expected: bool) -> None:
    assert resolves(target, "/", ANCHORS) is expected


def test_numbers_and_addresses_become_links() -> None:
    assert phone_link("+49 (0)341 555-0123") == "tel:+493415550123"
    assert phone_link("(0341) 555 0123") == "tel:03415550123"
    assert mail_link("o'brien+web@example.com") == "mailto:o%27brien+web@example.com"
