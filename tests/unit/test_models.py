"""The base of all models."""

import pytest
from pydantic import ValidationError

from code24.models import Model


class _Room(Model):
    size: int
    named: str = "room"


class _House(Model):
    rooms: tuple[_Room, ...]


OF_ANOTHER_TIME = b'{"rooms": [{"size": 2, "wallpaper": {"year": 1974}}], "chimney": true}'


def test_what_comes_from_outside_is_closed_to_unknown_fields() -> None:
    with pytest.raises(ValidationError) as refused:
        _House.model_validate_json(OF_ANOTHER_TIME)
    assert {each["loc"][-1] for each in refused.value.errors()} == {"wallpaper", "chimney"}


def test_kept_documents_are_read_without_the_fields_that_are_gone() -> None:
    assert _House.kept(OF_ANOTHER_TIME) == _House(rooms=(_Room(size=2),))


def test_kept_documents_need_what_has_no_default() -> None:
    with pytest.raises(ValidationError, match=r"rooms\.0\.size"):
        _House.kept(b'{"rooms": [{"named": "hall"}]}')
