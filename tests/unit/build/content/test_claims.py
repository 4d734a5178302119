import pytest

from code24.build.content.claims import Said, supported_target, unsupported_claims
from tests.unit.ai.plans import brief

QUOTE = "“They cut my hair so well that I came back,” – Anna"  # noqa: RUF001
SAID = Said.by(
    brief(
        name="Studio 54",
        description="Haircut 35 €, since 1987. Certified by nobody. Call 0731 / 12-34 or write to me@studio.example.",
        contact={"phone": "+49 731 1234", "opening_hours": ["Mo-Fr 09:00-18:30"]},
    )
)


def claims(text: str) -> list[str]:
    return list(unsupported_claims(text, SAID))


@pytest.mark.parametrize(
    "text",
    [
        "Since 1987 at Studio 54.",
        "A haircut is 35 €.",
        "A haircut is 35€.",
        "Open Monday to Friday, 09:00 to 18:30.",
        "Certified.",
        "Write to me@studio.example.",
        "Keep it in a cool place.",
    ],
)
def test_what_the_brief_says_is_supported(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Since 1988.", "number 1988"),
        ("Only 36 € now.", "number 36"),
        ("Only $35 now.", "price $35"),
        ("Over twenty years of it.", "number twenty"),
        ("Write to you@studio.example.", "e-mail you@studio.example"),
        ("See https://studio.example.", "address https://studio.example."),
        ("Open on Sunday mornings.", "date Sunday"),
        ("The best in town.", "claim best"),
        ("Our award-winning team.", "claim award"),
        ("Delivery is free.", "claim free"),
        ("Wir sind führend in Ulm.", "claim führend"),
        ("Die beste Wahl.", "claim beste"),
        ("Kostenlose Beratung.", "claim Kostenlose"),
        (QUOTE, f"testimonial {QUOTE}"),
    ],
)
def test_what_it_does_not_say_is_named(text: str, claim: str) -> None:
    assert claim in claims(text)


def test_german_adverbs_are_no_claims() -> None:
    assert claims("Am besten kommen Sie früh.") == []


@pytest.mark.parametrize(
    ("target", "supported"),
    [
        ("tel:+497311234", True),
        ("tel:07311234", True),
        ("tel:0800123456", False),
        ("mailto:me@studio.example", True),
        ("mailto:you@studio.example", False),
        ("/contact/", True),
    ],
)
def test_targets(target: str, supported: bool) -> None:
    assert supported_target(target, SAID) is supported
