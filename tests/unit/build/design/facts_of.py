"""Facts of imagined businesses: what the tests of design share."""

from typing import Any

from code24.build.design.facts import Facts
from code24.build.models import ImageRole, Offer
from code24.build.pictures.models import Pictures
from tests.unit.build.sample_sites import brief_of, picture_of

NOTHING = {"description": "Bread.", "contact": {}}
"""What the shortest of briefs says."""


def facts_of(
    field: str = "food",
    goal: str = "sales",
    *,
    pictures: Pictures | None = None,
    offers: tuple[Offer, ...] = (),
    industry: str = "general",
    schema_type: str = "LocalBusiness",
    expected: frozenset[str] = frozenset(),
    **fields: Any,
) -> Facts:
    """The facts of a business in a field; `fields` are those of its brief."""
    return Facts(
        brief=brief_of("Krume", "bakery", goal, **fields),
        field=field,
        industry=industry,
        schema_type=schema_type,
        offers=offers,
        pictures=pictures or Pictures(),
        expected=expected,
    )


def offers_of(count: int, **fields: Any) -> tuple[Offer, ...]:
    """So many offers, all with the same fields."""
    return tuple(Offer.model_validate({"name": f"Offer {number}"} | fields) for number in range(count))


def pictures_for(**roles: int) -> Pictures:
    """So many pictures for each role, named by it: `hero-1`."""
    return Pictures(
        pictures=tuple(
            picture_of(f"{role}-{number}", ImageRole(role))
            for role, count in roles.items()
            for number in range(1, count + 1)
        )
    )
