"""The lists are fit for what reads them: sorted, disjoint, compilable, and each with its source."""

import re
from itertools import pairwise
from pathlib import Path

from code24.analytics import collecting
from code24.analytics.collecting import agents, lists, networks
from code24.routing.hosts import normalised

DATA = Path(collecting.__file__).parent / "data"


def test_every_list_says_where_it_comes_from() -> None:
    told = (DATA / "SOURCES.md").read_text()
    files = {path.name for path in DATA.iterdir()} - {"SOURCES.md"}
    assert files == set(re.findall(r"^\| `([a-z.]+)`", told, re.MULTILINE))
    assert re.search(r"Made on 20\d\d-\d\d-\d\d", told)


def test_ranges_of_machines_are_in_order_and_do_not_overlap() -> None:
    for ranges in networks._machines():
        assert len(ranges.firsts) == len(ranges.lasts) > 3_000
        assert all(first <= last for first, last in zip(ranges.firsts, ranges.lasts, strict=True))
        pairs = pairwise(zip(ranges.firsts, ranges.lasts, strict=True))
        assert all(before[1] < after[0] for before, after in pairs)


def test_machines_do_not_own_the_internet() -> None:
    four, _ = networks._machines()
    share = sum(last - first + 1 for first, last in zip(four.firsts, four.lasts, strict=True)) / 2**32
    assert 0.02 < share < 0.10


def test_all_patterns_compile_and_there_are_enough_of_them() -> None:
    known = lists.agents()
    assert (len(known["browsers"]), len(known["systems"]), len(known["crawlers"])) > (300, 150, 500)
    assert agents._browsers().extract("Mozilla/5.0 Firefox/140.0") is not None
    assert agents._systems().extract("Mozilla/5.0 (Windows NT 10.0)") is not None
    assert agents._crawlers().extract("Googlebot/2.1") is not None


def test_referrers_are_hosts_by_medium() -> None:
    known = lists.referrers()
    assert len(known) > 1_500
    assert {medium for medium, _ in known.values()} == {"search", "social", "email", "paid", "referral", "unknown"}
    assert [host for host in known if host != host.lower() or "/" in host or host.startswith("www.")] == []


def test_spammers_are_hosts_in_order() -> None:
    lines = [line for line in (DATA / "spammers.txt").read_text().splitlines() if not line.startswith("#")]
    assert len(lines) == len(set(lines)) > 80
    assert [line for line in lines if normalised(line) != line] == []
    assert not {line for line in lines if line in lists.referrers()}
