import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.analytics.addresses import network


@pytest.mark.parametrize(
    ("address", "bits", "expected"),
    [
        ("203.0.113.7", 64, "203.0.113.7"),
        (" 203.0.113.7 ", 64, "203.0.113.7"),
        ("::ffff:203.0.113.7", 64, "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", 64, "20010db800010002/64"),
        ("2001:DB8:1:2::", 64, "20010db800010002/64"),
        ("2001:db8:1:2:3:4:5:6", 48, "20010db80001/48"),
        ("fe80::1%eth0", 64, "fe80000000000000/64"),
        ("a:b", 64, "a:b"),
        ("", 64, ""),
    ],
)
def test_what_stands_for_an_address(address: str, bits: int, expected: str) -> None:
    assert network(address, bits) == expected


@given(st.ip_addresses(v=6), st.ip_addresses(v=6))
def test_addresses_of_one_network_are_one(one: object, other: object) -> None:
    same = str(one) == str(other) or int(one) >> 64 == int(other) >> 64  # type: ignore[call-overload]
    assert same or network(str(one)) != network(str(other))
    assert network(str(one)) == network(f"{one}")
