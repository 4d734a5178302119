"""`python -m code24.optimize SOURCE OUT`: audit, fix and proof of a website, without any cloud."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from code24.adapters.chromium.browser import chromium
from code24.adapters.chromium.program import INSTALL
from code24.adapters.local_ways import parsed_ways
from code24.adapters.system import SystemClock
from code24.adapters.web import PublicFetcher
from code24.command.pictures import Album
from code24.command.sources import Source, is_address, read_source
from code24.command.summary import summary
from code24.command.target import check_target, report_folder, write_website
from code24.errors import Code24Error, InvalidRequest
from code24.optimize.challengers.preparing import prepared
from code24.optimize.engine import Bounds, optimize
from code24.optimize.fix import Setting
from code24.optimize.models import Business, Optimization
from code24.optimize.ports import Browser
from code24.optimize.reporting.milestone import milestone
from code24.optimize.reporting.page import milestone_page
from code24.types import Goal
from code24.website.website import Website

EXIT_CODES = """exit codes: 0 optimized, 1 the browser or a program failed, 2 the website or an option cannot be used,
130 stopped by hand"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; what comes back is its exit code."""
    given = _parser().parse_args(arguments)
    try:
        _run(given)
    except InvalidRequest as error:
        _say(f"Error: {error.detail}")
        return 2
    except Code24Error as error:
        _say(f"Error: {error.detail}")
        return 1
    except KeyboardInterrupt:
        _say("Stopped.")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m code24.optimize", description=__doc__, epilog=EXIT_CODES)
    add = parser.add_argument
    add("source", help="a folder, a zip file or an address (https://…)")
    add("target", type=Path, help="the folder for the result: empty, missing, or written by an earlier run")
    add("--origin", help="the address that the website is, or will be, live under (https://acme.example)")
    add("--business-type", help="whose website it is, in a few words")
    add("--goal", type=Goal, choices=list(Goal), help="what visitors should do")
    add("--pages", type=_positive, default=60, help="pages to read from an address (60)")
    add("--pictures", type=_positive, default=12, help="pages that are compared as pictures (12)")
    add("--no-browser", action="store_true", help="compare no pictures, even where there is a Chromium")
    add("--keep-external", action="store_true", help="leave the files of other hosts where they are")
    add("--resolve", action="append", default=[], metavar="HOST=127.0.0.1:PORT", help="where a host is; * is any")
    add("--allow-loopback", action="append", default=[], metavar="PORT", help="a port of this machine that may be read")
    add("--withhold", action="append", default=[], metavar="KIND[@PATH]", help="a kind of fix to leave out")
    add("--json", type=Path, metavar="FILE", help="also write the result as JSON there")
    add("--quiet", action="store_true", help="say nothing but errors")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _run(given: argparse.Namespace) -> None:
    began = time.monotonic()
    report = _silent if given.quiet else _progress(began)
    target: Path = given.target
    check_target(None if is_address(given.source) else Path(given.source), target)
    ways = parsed_ways(",".join(given.resolve), ",".join(given.allow_loopback))
    resolve = {host: f"{address}:{port}" for host, (address, port) in ways.resolved.items()}
    web = None if given.keep_external else PublicFetcher(resolve, ways.loopback_ports)
    report(f"Reading {given.source}")
    source = read_source(given.source, given.origin, given.pages, web=web, clock=SystemClock(), report=report)
    album = Album(report_folder(target))
    with nullcontext(None) if given.no_browser else chromium(os.environ) as browser:
        website, optimization = _optimized(source, given, browser, album, report)
        missing = () if given.no_browser or browser is not None else (f"To compare pictures, {INSTALL}.",)
    optimization = optimization.model_copy(update={"notes": (*optimization.notes, *missing, *source.notes)})
    report("Writing")
    write_website(target, website.files.values())
    _write_report(report_folder(target), given.json, optimization, album)
    if not given.quiet:
        _say("")
        sys.stdout.write(f"{summary(optimization)}\n")
        _say(f"\n{target} has the website, {report_folder(target) / 'index.html'} the report.")
        _say(f"{time.monotonic() - began:.1f} s")


def _optimized(
    source: Source, given: argparse.Namespace, browser: Browser | None, album: Album, report: Callable[[str], None]
) -> tuple[Website, Optimization]:
    business = Business(industry=given.business_type, goal=given.goal)
    setting = Setting(
        business=business,
        withheld=frozenset(given.withhold),
        is_placeholder_origin=source.is_placeholder_origin,
    )
    website, optimization = optimize(
        source.website,
        setting,
        browser=browser,
        clock=SystemClock(),
        original=source.original if source.website is not source.original else None,
        bounds=Bounds(pages=given.pictures),
        show=album.add,
        report=report,
    )
    return website, optimization.model_copy(update={"challengers": prepared(website, business)})


def _write_report(folder: Path, also: Path | None, optimization: Optimization, album: Album) -> None:
    made = milestone([optimization])
    text = optimization.model_dump_json(by_alias=True, indent=1)
    try:
        for place in [folder / "optimization.json", *([also] if also else [])]:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        (folder / "index.html").write_text(milestone_page(made, album.pictures))
    except OSError as error:
        raise InvalidRequest(f"The report cannot be written: {error.strerror}: {error.filename}") from error


def _progress(began: float) -> Callable[[str], None]:
    """Lines with the seconds since the start. Where a person watches, each takes the place of the last.

    Elsewhere, of many lines that begin with the same word, one a second is written.
    """
    live = sys.stderr.isatty()
    last = ("", 0.0)

    def report(line: str) -> None:
        nonlocal last
        now, word = time.monotonic(), line.partition(" ")[0]
        if not live and last[0] == word and now - last[1] < 1:
            return
        last = (word, now)
        start, end = ("\r\x1b[K", "") if live else ("", "\n")
        sys.stderr.write(f"{start}{now - began:6.1f} s  {line[:200]}{end}")
        sys.stderr.flush()

    return report


def _silent(_: str) -> None:
    return


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
