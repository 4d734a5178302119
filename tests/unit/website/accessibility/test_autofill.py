import pytest

from code24.forms.fields import FORMS
from code24.website.accessibility.autofill import is_autofill


@pytest.mark.parametrize(
    "value", ["on", "off", "name", "email", "tel", "section-x shipping work tel", "billing postal-code", "HOME EMAIL"]
)
def test_details_in_their_order_are_known(value: str) -> None:
    assert is_autofill(value)


@pytest.mark.parametrize(
    "value", ["", "e-mail", "on off", "work name", "tel work", "shipping", "section-x", "name email"]
)
def test_anything_else_is_none(value: str) -> None:
    assert not is_autofill(value)


def test_the_forms_ask_for_known_details() -> None:
    assert all(is_autofill(field.autocomplete) for fields in FORMS.values() for field in fields)
