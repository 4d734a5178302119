"""Windows of counters, and what visitors are called."""

from datetime import UTC, datetime, timedelta

from code24.forms.limits import ATTEMPTS, OF_SITE, limits_key, network_of, visitor_of, window

KEY = limits_key("a secret")
NOON = datetime(2026, 3, 1, 12, 0, 10, tzinfo=UTC)


def test_a_window_lasts_its_length() -> None:
    first = window(ATTEMPTS, KEY, "somebody", NOON)
    assert (first.most, first.seconds_left) == (20, 50)
    assert window(ATTEMPTS, KEY, "somebody", NOON + timedelta(seconds=49)).key == first.key
    assert window(ATTEMPTS, KEY, "somebody", NOON + timedelta(seconds=50)).key != first.key
    assert first.expires_at >= int(NOON.timestamp()) + first.seconds_left


def test_a_days_window_ends_at_midnight() -> None:
    assert window(OF_SITE, KEY, "s000000000001", NOON).seconds_left == 12 * 3_600 - 10


def test_counters_are_apart_and_name_nobody() -> None:
    keys = [
        window(ATTEMPTS, KEY, "somebody", NOON).key,
        window(ATTEMPTS, KEY, "somebody else", NOON).key,
        window(OF_SITE, KEY, "somebody", NOON).key,
        window(ATTEMPTS, limits_key("another"), "somebody", NOON).key,
    ]
    assert len(set(keys)) == 4
    assert all(len(key) == 40 and "somebody" not in key for key in keys)


def test_a_visitor_has_another_name_every_day() -> None:
    name = visitor_of(KEY, "203.0.113.7", "Firefox", NOON)
    assert name == visitor_of(KEY, "203.0.113.7", "Firefox", NOON + timedelta(hours=11))
    others = {
        visitor_of(KEY, "203.0.113.7", "Firefox", NOON + timedelta(hours=12)),
        visitor_of(KEY, "203.0.113.8", "Firefox", NOON),
        visitor_of(KEY, "203.0.113.7", "Chrome", NOON),
        visitor_of(limits_key("another"), "203.0.113.7", "Firefox", NOON),
    }
    assert len(others | {name}) == 5
    assert "203" not in name


def test_of_ipv6_the_network_counts() -> None:
    def named(address: str) -> str:
        return visitor_of(KEY, address, "Firefox", NOON)

    assert named("2001:db8:1:2::1") == named("2001:db8:1:2:ffff:ffff:ffff:ffff")
    assert named("2001:db8:1:2::1") != named("2001:db8:1:3::1")
    assert named("::ffff:203.0.113.7") == named("203.0.113.7")
    assert named("not an address \udcff") != named("")


def test_a_network_has_one_name_whatever_browsers_say() -> None:
    def named(address: str, at: datetime = NOON) -> str:
        return network_of(KEY, address, at)

    assert named("203.0.113.7") == named("::ffff:203.0.113.7")
    assert named("203.0.113.7") != named("203.0.113.8")
    assert named("2001:db8:1:2::1") == named("2001:db8:1:ffff::1")
    assert named("2001:db8:1::1") != named("2001:db8:2::1")
    assert named("203.0.113.7") != named("203.0.113.7", NOON + timedelta(hours=12))
    assert named("not an address \udcff") != named("")
