from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from code24.costs.price_list import PRICES
from code24.costs.prices import Item, Known, Price, Tier, added, by_service, times, usd

TIERED = Price(
    Item.HTTP_REQUEST, "request", 1.0, "https://…", date(2026, 1, 1), Known.AWS, (Tier(100, 0.5), Tier(300, 0.1))
)


@pytest.mark.parametrize(
    ("quantity", "cost"), [(0, 0), (50, 50), (100, 100), (101, 100.5), (300, 200), (310, 201), (1_300, 300)]
)
def test_each_tiers_units_have_its_own_price(quantity: float, cost: float) -> None:
    assert TIERED.of(quantity) == pytest.approx(cost)


@given(some.floats(0, 1e13), some.floats(0, 1e13), some.sampled_from(list(PRICES.values())))
def test_more_never_costs_less_and_never_more_than_at_the_first_price(one: float, more: float, price: Price) -> None:
    assert price.of(one) <= price.of(one + more) * (1 + 1e-9)
    assert price.of(one) <= price.usd * one * (1 + 1e-9)


def test_every_item_has_one_price_with_a_source_and_a_day() -> None:
    assert set(PRICES) == set(Item)
    for item, price in PRICES.items():
        assert price.item is item
        assert price.usd > 0
        assert price.source.startswith("https://aws.amazon.com/")
        assert date(2026, 1, 1) <= price.seen
        assert [tier.above for tier in price.tiers] == sorted(tier.above for tier in price.tiers)
        assert [tier.usd for tier in price.tiers] == sorted((tier.usd for tier in price.tiers), reverse=True)


def test_prices_are_what_aws_asks_for_a_million_or_a_gigabyte() -> None:
    assert PRICES[Item.TRANSITION].of(1_000) == pytest.approx(0.025)
    assert PRICES[Item.TABLE_WRITE].of(1e6) == pytest.approx(0.625)
    assert PRICES[Item.TABLE_READ].of(1e6) == pytest.approx(0.125)
    assert PRICES[Item.LAMBDA_ARM].of(400_000) == pytest.approx(5.33336)
    assert PRICES[Item.EDGE_BYTES].of(20_000) == pytest.approx(10_000 * 0.085 + 10_000 * 0.08)


def test_a_bill_is_the_sum_of_its_items_by_service() -> None:
    usage = {Item.OBJECT_WRITE: 1_000.0, Item.OBJECT_READ: 10_000.0, Item.TRANSITION: 400.0, Item.ALARM: 0.0}

    assert usd(usage, PRICES) == pytest.approx(0.005 + 0.004 + 0.01)
    assert by_service(usage, PRICES) == {"step-functions": pytest.approx(0.01), "s3": pytest.approx(0.009)}
    assert list(by_service(usage, PRICES)) == ["step-functions", "s3"]


def test_usages_are_added_and_multiplied_item_by_item() -> None:
    assert added({Item.ALARM: 1.0}, {Item.ALARM: 2.0, Item.ZONE: 1.0}) == {Item.ALARM: 3.0, Item.ZONE: 1.0}
    assert times({Item.ALARM: 1.5}, 4) == {Item.ALARM: 6.0}
