import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.collecting.bounds import MAX_PATH, line, path_without_persons, props_of, without_persons
from tests.timing import cpu_seconds


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Signup", "Signup"),
        ("  two\n\tlines\x00 ", "two lines"),
        ("x" * 30, "x" * 20),
        ("\u202eevil\u200b", "evil"),
        ("Straße 🚲", "Straße 🚲"),
        ("\ud800", ""),
    ],
)
def test_a_line_is_one_line_of_what_can_be_printed(value: str, expected: str) -> None:
    assert line(value, 20) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/how-to-bake-24-loaves-of-sourdough-bread/", "/2024/how-to-bake-24-loaves-of-sourdough-bread/"),
        ("/20240131/", "/20240131/"),
        ("/news/1234567", "/news/1234567"),
        ("/übersicht/", "/übersicht/"),
        ("/unsubscribe/jane.doe+news@example.co.uk/now", "/unsubscribe/:email/now"),
        ("/u/jane%40example.org", "/u/:email"),
        ("/o/9a5fb0e0-1c2d-4e3f-8a9b-0c1d2e3f4a5b/pay", "/o/:id/pay"),
        ("/reset/8f14e45fceea167a5a36dedd4bea2543", "/reset/:id"),
        ("/call/+4915112345678", "/call/:id"),
        ("/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "/t/:id"),
        ("/invite/aB3dE5fG7hI9jK1lM3nO", "/invite/:id"),
        ("/invite/k3j4h5g6f7d8s9a0q1w2e3", "/invite/:id"),
        ("/top10restaurantsinberlin/", "/top10restaurantsinberlin/"),
        ("/winter2024collectionsale/", "/winter2024collectionsale/"),
        ("/shop/cart;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9", "/shop/cart;jsessionid=:id"),
        ("/#/callback&access_token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "/#/callback&access_token=:id"),
        ("/docs/getting-started-with-version-2-of-everything", "/docs/getting-started-with-version-2-of-everything"),
        ("/assets/annual_report_2024_final_version.pdf", "/assets/annual_report_2024_final_version.pdf"),
    ],
)  # fmt: skip
def test_a_path_names_nobody(path: str, expected: str) -> None:
    assert path_without_persons(path) == expected


@given(st.text(max_size=2_000))
def test_a_path_is_bounded_and_printable_and_holds_no_address_of_mail(path: str) -> None:
    kept = path_without_persons(f"/{path}/jane@example.org/")
    assert len(kept) <= MAX_PATH
    assert kept.isprintable()
    assert "jane@example.org" not in kept


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"plan": "pro", "n": 3, "price": 9.5, "yes": True}, {"plan": "pro", "n": "3", "price": "9.5", "yes": "true"}),
        ({"a": None, "b": "", "c": [1], "d": {"e": 1}, "": "x"}, {}),
        (json.dumps({"author": "Jane"}), {"author": "Jane"}),
        ("{not json", {}),
        ([1, 2], {}),
        (7, {}),
        (None, {}),
        ({"mail": "write to jane@example.org"}, {"mail": "write to :email"}),
        ({"url": "https://u:p@shop.example/a?token=1#x"}, {"url": "https://shop.example/a"}),
        ({"url": "HTTPS://shop.example?token=1"}, {"url": "https://shop.example"}),
        ({"path": "/reset?token=abc"}, {"path": "/reset"}),
        ({"path": "/reset/8f14e45fceea167a5a36dedd4bea2543#x"}, {"path": "/reset/:id"}),
        ({"url": "pay.example/c/cs_live_a1B2c3D4e5F6g7H8i9J0"}, {"url": "pay.example/c/:id"}),
        ({"url": "shop.example:8443/a?b=c"}, {"url": "shop.example:8443/a"}),
        ({"type": "image/png", "skill": "C#/.NET", "ratio": "16/9"}, {"type": "image/png", "skill": "C#/.NET",
         "ratio": "16/9"}),
        ({"note": "x" * 1_990 + " jane@example.org"}, {"note": "x" * 1_990 + " :email"}),
        ({"k" * 295 + " jane@example.org": "1"}, {"k" * 295 + " :ema": "1"}),
    ],
)  # fmt: skip
def test_props_are_scalars_as_text(value: Any, expected: dict[str, str]) -> None:
    assert props_of(value) == expected


def test_props_are_as_many_and_as_long_as_plausible_s() -> None:
    kept = props_of({f"{number:02}" + "k" * 400: "v" * 3_000 for number in range(40)})
    assert len(kept) == 30
    assert {len(name) for name in kept} == {300}
    assert {len(value) for value in kept.values()} == {2_000}


def test_texts_without_mail_stay_as_they_are() -> None:
    assert without_persons("Fish & Chips @ noon") == "Fish & Chips @ noon"


@pytest.mark.parametrize("seed", ["a", "a@", "%40a", "a" * 64 + "@", "-", "@", "a.", "a%40" + "b" * 50])
def test_no_text_takes_long_to_look_through(seed: str) -> None:
    text = (seed * 2_000)[:2_000]
    assert cpu_seconds(lambda: props_of({f"k{number}": text for number in range(30)})) < 0.1
