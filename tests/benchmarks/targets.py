"""The figures that are promised, and where each is found in what the benchmarks measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    """One figure: its name, the most that it may be, and the path to its value in a benchmark's result."""

    name: str
    at_most: float
    unit: str
    benchmark: str
    """Module of `tests.benchmarks`."""
    value: tuple[str, ...]
    samples: tuple[str, ...]
    how: str

    def figure(self, results: Mapping[str, Any]) -> dict[str, Any] | None:
        """The figure as it is reported; None where its benchmark did not run."""
        if self.benchmark not in results:
            return None
        value = _at(results[self.benchmark], self.value)
        return {
            "name": self.name,
            "value": value,
            "unit": self.unit,
            "at_most": self.at_most,
            "within": value <= self.at_most,
            "n": _at(results[self.benchmark], self.samples),
            "how": self.how,
        }


def _at(result: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        result = result[name]
    return result


TARGETS = (
    Target(
        "dispatcher handler, warm, without the invoked function: median",
        1.0,
        "ms",
        "serving",
        ("dispatcher_warm", "value"),
        ("dispatcher_warm", "runs"),
        "handler called in one process with a remembered route",
    ),
    Target(
        "assignment in the dispatcher, three tests and a holdout: median",
        20.0,
        "microseconds",
        "serving",
        ("assignment", "value"),
        ("assignment", "runs"),
        "called in one process, with IPv6 addresses",
    ),
    Target(
        "dispatcher handler, warm, without the invoked function: 99th percentile",
        3.0,
        "ms",
        "serving",
        ("dispatcher_warm", "p99"),
        ("dispatcher_warm", "runs"),
        "as above",
    ),
    Target(
        "dispatcher, import to first answer, relative to boto3 with a Lambda client",
        1.2,
        "times",
        "serving",
        ("dispatcher_first_answer_to_boto3", "value"),
        ("dispatcher_first_answer_to_boto3", "runs"),
        "fresh processes in turns, ratio of medians; AWS is a server on loopback",
    ),
    Target(
        "site function, fresh process to first page",
        60.0,
        "ms",
        "serving",
        ("site_first_page", "value"),
        ("site_first_page", "runs"),
        "median over fresh processes, start of Python included",
    ),
    Target(
        "site function, warm page",
        0.3,
        "ms",
        "serving",
        ("site_warm_page", "value"),
        ("site_warm_page", "runs"),
        "median in one process",
    ),
    Target(
        "GET /build?instanceId handler, warm",
        25.0,
        "ms",
        "api",
        ("get_build_ms", "median"),
        ("repeats",),
        "median in one process against an emulated AWS of its own",
    ),
    Target(
        "GET /status handler, warm",
        25.0,
        "ms",
        "api",
        ("get_status_ms", "median"),
        ("repeats",),
        "as above, with 200 incidents",
    ),
    Target(
        "POST /build handler, warm",
        60.0,
        "ms",
        "api",
        ("post_build_ms", "median"),
        ("repeats",),
        "as above",
    ),
    Target(
        "quality gate over the demo's site",
        300.0,
        "ms",
        "quality_gate",
        ("demo_ms",),
        ("runs",),
        "median in one process, all pages of events/requests/bakery-en.json",
    ),
    Target(
        "audit of a page of 50 KB by all rules, without a browser",
        20.0,
        "ms",
        "optimizing",
        ("audit_ms_a_page",),
        ("audits",),
        "CPU time, median over audits of ten new pages with a stylesheet of a framework's size; 20 ms are 50 a second",
    ),
    Target(
        "audit and fixes of a website of ten pages and 5 MB, pictures included, without a browser",
        20.0,
        "s",
        "optimizing",
        ("optimized", "seconds"),
        ("optimized", "runs"),
        "once, in one process, of a generated website",
    ),
    Target(
        "one build, from POST /build to the first 200 of the live site",
        10.0,
        "s",
        "building",
        ("seconds",),
        ("builds",),
        "median of builds of new sites on a local cloud that is up, through the front door",
    ),
    Target(
        "1,000 events of one busy site through the processor",
        50.0,
        "ms",
        "processing",
        ("busy_site", "milliseconds"),
        ("busy_site", "runs"),
        "CPU time of the use case, median, stores in memory; 50 ms are 20,000 events a second of one core",
    ),
    Target(
        "1,000 events of 200 sites through the processor",
        50.0,
        "ms",
        "processing",
        ("two_hundred_sites", "milliseconds"),
        ("two_hundred_sites", "runs"),
        "as above",
    ),
    Target(
        "1,000 events of one busy site through the whole handler",
        50.0,
        "ms",
        "processing",
        ("handler_of_busy_site", "milliseconds"),
        ("handler_of_busy_site", "runs"),
        "CPU time of the function as Lambda calls it, median: botocore and the log line included, waits for AWS not",
    ),
    Target(
        "1,000 events of 200 sites through the whole handler",
        50.0,
        "ms",
        "processing",
        ("handler_of_two_hundred_sites", "milliseconds"),
        ("handler_of_two_hundred_sites", "runs"),
        "as above",
    ),
    Target(
        "DynamoDB write units of 1,000 events of one busy site",
        10.0,
        "units",
        "processing",
        ("busy_site", "write_units_in_all"),
        ("busy_site", "events"),
        "by the sizes of the items, the note of the hour included",
    ),
    Target(
        "DynamoDB write units of 1,000 events of 200 sites",
        500.0,
        "units",
        "processing",
        ("two_hundred_sites", "write_units_in_all"),
        ("two_hundred_sites", "events"),
        "as above",
    ),
    Target(
        "events lost or counted twice when workers are killed at random moments",
        0.0,
        "events",
        "processing",
        ("killed", "wrong"),
        ("killed", "events"),
        "processes that share a queue and stores of files, each killed with SIGKILL after a second or so",
    ),
    Target(
        "make demo on a fresh clone, installs included",
        180.0,
        "s",
        "fresh_clone",
        ("first_demo_seconds",),
        ("runs",),
        "once, in a clone in a temporary folder; package caches of the machine are used as they are",
    ),
    Target(
        "make demo, second run",
        25.0,
        "s",
        "fresh_clone",
        ("second_demo_seconds",),
        ("runs",),
        "the same clone, after make down",
    ),
    Target(
        "make test",
        360.0,
        "s",
        "fresh_clone",
        ("test_seconds",),
        ("runs",),
        "once, in the same clone",
    ),
    Target(
        "A/B tests without any difference that the planned rule decides",
        0.05,
        "share",
        "deciding",
        ("exactly", "planned", "false_positives"),
        ("exactly", "repetitions"),
        "simulation: 3 %, up to 20,000 visitors an arm, 28 looks; standard error .0005",
    ),
    Target(
        "A/B tests with a lift of 15 % that the planned rule misses",
        0.33,
        "share",
        "deciding",
        ("exactly", "planned", "missed"),
        ("exactly", "repetitions"),
        "as above, with a lift; power is 1 minus this; standard error .001",
    ),
    Target(
        "visitors of an arm after which half of those tests have ended by the planned rule",
        16_400,
        "visitors",
        "deciding",
        ("exactly", "planned", "median_stop"),
        ("exactly", "repetitions"),
        "as above",
    ),
    Target(
        "A/B tests without any difference that the open-ended rule decides",
        0.02,
        "share",
        "deciding",
        ("exactly", "open_ended", "false_positives"),
        ("exactly", "repetitions"),
        "as above, with a look every 100 visitors",
    ),
    Target(
        "A/B tests with a lift of 15 % that the open-ended rule misses",
        0.57,
        "share",
        "deciding",
        ("exactly", "open_ended", "missed"),
        ("exactly", "repetitions"),
        "as above; power is 1 minus this; standard error .001",
    ),
    Target(
        "statistics of A/B tests, import of all modules in a fresh process",
        25.0,
        "ms",
        "analysis",
        ("import_ms",),
        ("processes",),
        "median over fresh processes, start of Python not included",
    ),
    Target(
        "one full analysis of a two-arm test, warm",
        5.0,
        "ms",
        "analysis",
        ("analysis_ms",),
        ("analyses",),
        "median in one process: Bayesian, fixed, always-valid and group sequential figures, mismatch, corrected lift",
    ),
    Target(
        "collector, one request with a page view, warm, without the network: median",
        1.0,
        "ms",
        "collecting",
        ("view_warm", "value"),
        ("view_warm", "runs"),
        "handler called in one process, salts and queue in memory, every request of another address",
    ),
    Target(
        "a day's figures out of its events, for each event",
        20.0,
        "microseconds",
        "questions",
        ("day", "microseconds"),
        ("day", "runs"),
        "CPU time, median; 20 microseconds are 50,000 events a second",
    ),
    Target(
        "a question about 12 months of a medium site",
        300.0,
        "ms",
        "questions",
        ("year", "milliseconds"),
        ("year", "runs"),
        "CPU time of the use case with 365 stored days of 1,500 visits, median, stores in memory",
    ),
    Target(
        "a question with a filter about 30 days of 1,000 events",
        500.0,
        "ms",
        "questions",
        ("filtered_month", "milliseconds"),
        ("filtered_month", "runs"),
        "as above, out of the days' sets",
    ),
)
