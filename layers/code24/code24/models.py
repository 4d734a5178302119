"""The base of all models."""

from typing import Self

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Model(BaseModel):
    """Immutable, closed to unknown fields, `snake_case` in Python and in storage, `camelCase` on the wire."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )

    @classmethod
    def kept(cls, document: bytes | str) -> Self:
        """A stored JSON document, perhaps of years ago: fields that models of today do not have are left out.

        Fields that came later need a default. Raises pydantic's ValidationError for anything else.
        """
        return cls.model_validate_json(document, extra="ignore")
