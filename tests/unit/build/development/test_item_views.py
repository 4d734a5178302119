import pytest
from markupsafe import Markup

from code24.build.content.models import Item
from code24.build.development.item_views import groups_of, inclusions_of, initials, item_view


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mara Lindqvist", "ML"), ("Ada", "A"), ("Ana de la Cruz", "AC"), ("4 Pfoten", "P"), ("🦊", ""), ("אבי", "א")],
)
def test_initials_are_those_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_neighbours_of_a_group_stand_together() -> None:
    items = [Item(title="a", group="One"), Item(title="b", group="One"), Item(title="c"), Item(title="d", group="Two")]
    groups = groups_of(items, [item_view(item, None, Markup()) for item in items])
    assert [(group.name, [item.title for item in group.items]) for group in groups] == [
        ("One", ["a", "b"]),
        ("", ["c"]),
        ("Two", ["d"]),
    ]


def test_a_comparison_has_a_row_for_everything_that_is_included_anywhere() -> None:
    items = [Item(title="S", includes=("post",)), Item(title="L", includes=("call", "post"))]
    assert [(row.name, row.included) for row in inclusions_of(items)] == [
        ("post", (True, True)),
        ("call", (False, True)),
    ]


def test_long_prices_are_known() -> None:
    assert not item_view(Item(title="a", price="€ 4.50"), None, Markup()).long_price
    assert item_view(Item(title="a", price="from 49 € a month"), None, Markup()).long_price
