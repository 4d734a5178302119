"""The same figures, told by SQL over the same events."""

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from code24.analytics.event import Event
from code24.analytics.models import AnalyticsSettings
from code24.analytics.rollups.day import day_rollup
from code24.analytics.rollups.histograms import quantile
from tests.traffic import START, events_of, messages

ZONE = "Asia/Kolkata"
DAY = (START + timedelta(hours=5, minutes=30)).date()
COLUMNS = ("event_id", "at", "visitor", "kind", "name", "path", "source", "country", "seconds", "server", "revenue")


@pytest.fixture(scope="module")
def happened() -> list[Event]:
    """Two days' traffic around midnight in Kolkata (18:30 UTC), some of it twice."""
    sent = messages(seed=7, start=START - timedelta(hours=18), spread=timedelta(hours=44), visits=1_500)
    found = events_of(sent)
    return found + found[::7]


@pytest.fixture(scope="module")
def figures(happened: list[Event]) -> Any:
    return day_rollup(happened, DAY, AnalyticsSettings(site_id=happened[0].site_id, timezone=ZONE)).figures


@pytest.fixture(scope="module")
def sql(happened: list[Event]) -> Any:
    """A database with views: `counted` (the day's), `visits` (begun on it), `around` (all that counts)."""
    database = duckdb.connect()
    database.execute(
        "CREATE TABLE sent (event_id TEXT, moment BIGINT, visitor TEXT, kind TEXT, name TEXT, path TEXT, source TEXT, "
        "country TEXT, seconds DOUBLE, server BOOLEAN, revenue DOUBLE, lcp DOUBLE)"
    )
    rows = [[*(getattr(event, name) for name in COLUMNS), event.vitals.get("lcp")] for event in happened]
    columns = list(zip(*rows, strict=True))
    database.execute("INSERT INTO sent SELECT " + ", ".join("unnest(?)" for _ in columns), [list(c) for c in columns])
    midnight = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) - timedelta(hours=5, minutes=30)
    start = int(midnight.timestamp()) * 1_000
    database.execute(
        f"""
        CREATE MACRO first() AS {start};
        CREATE MACRO last() AS {start + 86_400_000};
        CREATE VIEW unrepeated AS SELECT DISTINCT * FROM sent;
        CREATE VIEW around AS SELECT * FROM unrepeated e WHERE NOT server OR NOT EXISTS (
            SELECT 1 FROM unrepeated o
            WHERE o.visitor = e.visitor AND NOT o.server AND o.moment // 86400000 = e.moment // 86400000);
        CREATE VIEW counted AS SELECT * FROM around WHERE moment >= first() AND moment < last();
        CREATE VIEW steps AS SELECT *, moment - CASE kind WHEN 'leave' THEN trunc(seconds * 1000) ELSE 0 END
            - lag(moment) OVER (PARTITION BY visitor ORDER BY moment, kind = 'leave', event_id) > 1800000 AS paused
            FROM around;
        CREATE VIEW numbered AS SELECT *, count_if(coalesce(paused, true))
            OVER (PARTITION BY visitor ORDER BY moment, kind = 'leave', event_id ROWS UNBOUNDED PRECEDING) AS visit
            FROM steps;
        CREATE VIEW visits AS SELECT visitor, visit, min(moment) AS began, max(moment) AS ended,
            count_if(kind = 'view') AS views, count_if(kind = 'goal') AS goals,
            arg_min(path, moment) FILTER (kind = 'view') AS entry, arg_max(path, moment) FILTER (kind = 'view') AS exit,
            arg_min(source, moment) FILTER (kind = 'view') AS source,
            arg_min(country, moment) FILTER (kind = 'view') AS country
            FROM numbered GROUP BY ALL HAVING began >= first() AND began < last();
        """
    )
    return database


def rows(sql: Any, query: str) -> dict[str, list[int]]:
    return {key: [int(number) for number in numbers] for key, *numbers in sql.execute(query).fetchall()}


def test_totals(sql: Any, figures: Any) -> None:
    totals = figures["totals"]
    query = "SELECT 'all', count(DISTINCT visitor), count_if(kind = 'view'), count_if(kind = 'goal') FROM counted WHERE kind IN ('view', 'goal')"  # noqa: E501
    assert rows(sql, query)["all"] == [totals[name] for name in ("visitors", "views", "events")]
    query = "SELECT 'all', count(*), sum(views), count_if(views = 1 AND goals = 0), sum(ended - began) FROM visits"
    assert rows(sql, query)["all"] == [totals[name] for name in ("visits", "visitViews", "bounces", "duration")]
    assert totals["visits"] > 500


def test_hours(sql: Any, figures: Any) -> None:
    query = "SELECT (moment - first()) // 3600000, count(DISTINCT visitor), count_if(kind = 'view') FROM counted WHERE kind IN ('view', 'goal') GROUP BY 1"  # noqa: E501
    assert rows(sql, query) == {number: [row[0], row[2]] for number, row in enumerate(figures["hours"]) if row[0]}


def test_pages(sql: Any, figures: Any) -> None:
    query = "SELECT path, count(DISTINCT visitor), count(*) FROM counted WHERE kind = 'view' GROUP BY 1"
    assert rows(sql, query) == {path: row[:2] for path, row in figures["pages"].items()}
    query = "SELECT path, count(*), sum(trunc(seconds * 1000)) FROM counted WHERE kind = 'leave' GROUP BY 1"
    assert rows(sql, query) == {path: row[5:] for path, row in figures["pages"].items() if row[5]}


@pytest.mark.parametrize(
    ("table", "column"), [("sources", "coalesce(nullif(source, ''), '(direct)')"), ("entries", "entry"),
                          ("exits", "exit"), ("countries", "coalesce(nullif(country, ''), '(unknown)')")],
)  # fmt: skip
def test_tables_of_visits(sql: Any, figures: Any, table: str, column: str) -> None:
    query = f"SELECT {column}, count(DISTINCT visitor), count(*), sum(views), count_if(views = 1 AND goals = 0), sum(ended - began) FROM visits WHERE views > 0 GROUP BY 1"  # noqa: E501
    assert rows(sql, query) == {key: row[:5] for key, row in figures[table].items()}


def test_events_and_money(sql: Any, figures: Any) -> None:
    query = "SELECT name, count(DISTINCT visitor), count(*) FROM counted WHERE kind = 'goal' GROUP BY 1"
    assert rows(sql, query) == figures["events"]
    (micros,) = sql.execute("SELECT sum(round(revenue * 1000000)) FROM counted WHERE kind = 'goal'").fetchone()
    assert figures["goals"]["sales"]["Purchase"]["revenue"]["EUR"] == micros


def test_vitals(sql: Any, figures: Any) -> None:
    (p75,) = sql.execute("SELECT quantile_disc(lcp, 0.75) FROM counted WHERE lcp IS NOT NULL").fetchone()
    assert quantile(figures["vitals"]["lcp"]) == pytest.approx(p75, rel=0.01)
