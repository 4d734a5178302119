from code24.build.costing import most_usd
from code24.costs.price_list import PRICES
from code24.costs.prices import Item, usd

COUNTED = {  # docs/cost.md, "a build, all functions cold"
    Item.LAMBDA_REQUEST: 10,
    Item.TRANSITION: 19,
    Item.TABLE_READ: 22,
    Item.TABLE_WRITE: 140,
    Item.OBJECT_WRITE: 11,
    Item.OBJECT_READ: 31,
}


def test_ten_steps_cost_more_than_what_a_build_was_counted_to_ask_for() -> None:
    assert 10 * most_usd(0, 0) > usd(COUNTED, PRICES)
    assert 10 * most_usd(0, 0) < 2 * usd(COUNTED, PRICES), "and not much more"


def test_a_second_of_a_gigabyte_is_lambda_s_price_of_it() -> None:
    assert round(most_usd(101, 1024) - most_usd(1, 1024), 5) == round(usd({Item.LAMBDA_X86: 100}, PRICES), 5)
