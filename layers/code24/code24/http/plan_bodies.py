"""A plan as the API reads it: the wire's names only, numbers as numbers, and never more than a site can have."""

from typing import Annotated

from pydantic import ConfigDict, Field

from code24.build.design.models import DesignPlan, Page, Section, Style
from code24.types import ImageId

MOST_PAGES = 24
MOST_SECTIONS = 40
"""Of one page, as far as a body is read at all; what a page may have is said by checking the plan."""

_WIRE = ConfigDict(populate_by_name=False)
_Name = Annotated[str, Field(max_length=60)]
_Number = Annotated[float, Field(strict=True)]
_Count = Annotated[int, Field(strict=True)]


class SectionBody(Section):
    """One section of a page."""

    model_config = _WIRE

    id: _Name
    arrangement: _Name
    items: _Count = 0
    ground: _Name = "plain"
    pictures: Annotated[tuple[ImageId, ...], Field(max_length=24)] = ()
    key_message: Annotated[str, Field(max_length=120)] = ""


class PageBody(Page):
    """One page."""

    model_config = _WIRE

    path: Annotated[str, Field(max_length=120)]
    sections: Annotated[tuple[SectionBody, ...], Field(max_length=MOST_SECTIONS)]


class StyleBody(Style):
    """The design tokens that tell one style from another."""

    model_config = _WIRE

    family: _Name
    radius: _Number
    density: _Number
    ornament: _Name
    seed: _Count
    archetype: _Name = ""
    header: _Name = "bar"
    footer: _Name = "columns"


class PlanBody(DesignPlan):
    """A plan as `POST /plans` answers it, looked through and changed by the owner."""

    model_config = _WIRE

    style: StyleBody
    pages: Annotated[tuple[PageBody, ...], Field(max_length=MOST_PAGES)]

    def plan(self) -> DesignPlan:
        """The plan itself."""
        return DesignPlan.model_validate(self.model_dump())
