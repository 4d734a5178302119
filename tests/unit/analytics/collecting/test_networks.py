import time

import pytest

from code24.analytics.collecting.networks import is_data_centre


@pytest.mark.parametrize(
    "address",
    [
        "52.95.110.1",
        "35.190.1.1",
        "5.9.1.1",
        "20.1.1.1",
        "66.249.66.1",
        "::ffff:52.95.110.1",
        "2a01:4f8::1",
        "2600:1f18::5",
    ],
)
def test_hosting_providers_and_crawlers(address: str) -> None:
    assert is_data_centre(address)


@pytest.mark.parametrize(
    "address",
    [
        "84.132.10.20",  # Deutsche Telekom
        "81.2.69.142",  # a British line
        "2003:e5::1",  # Deutsche Telekom
        "127.0.0.1",
        "::1",
        "0.0.0.0",
        "255.255.255.255",
        "203.0.113.7",
        "",
        "unknown",
        "1.2.3.4.5",
    ],
)
def test_people_s_lines_and_what_is_no_address(address: str) -> None:
    assert not is_data_centre(address)


def test_a_look_up_is_quick() -> None:
    is_data_centre("52.95.110.1")
    best = min(_seconds(1_000) for _ in range(5))
    assert best / 1_000 < 50e-6, "some microseconds, with room for a busy machine"


def _seconds(count: int) -> float:
    started = time.perf_counter()
    for _ in range(count):
        is_data_centre("84.132.10.20")
    return time.perf_counter() - started
