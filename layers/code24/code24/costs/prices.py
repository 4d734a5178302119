"""What a price is, and what a quantity costs by it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Item(StrEnum):
    """What AWS bills for, by service; the value is the name under which quantities are kept."""

    LAMBDA_ARM = "lambda/arm64"
    LAMBDA_X86 = "lambda/x86"
    LAMBDA_REQUEST = "lambda/request"
    TRANSITION = "step-functions/transition"
    TABLE_WRITE = "dynamodb/write"
    TABLE_READ = "dynamodb/read"
    TABLE_STORAGE = "dynamodb/storage"
    TABLE_BACKUP = "dynamodb/recovery"
    OBJECT_WRITE = "s3/write"
    OBJECT_READ = "s3/read"
    OBJECT_STORAGE = "s3/storage"
    QUEUE_REQUEST = "sqs/request"
    BUS_EVENT = "eventbridge/event"
    SCHEDULE = "scheduler/invocation"
    HTTP_REQUEST = "api-gateway/request"
    EDGE_REQUEST = "cloudfront/request"
    EDGE_BYTES = "cloudfront/out"
    EDGE_ORIGIN_BYTES = "cloudfront/to-origin"
    EDGE_FUNCTION = "cloudfront/function"
    API_BYTES = "transfer/out"
    LOG_INGESTED = "cloudwatch/logs"
    LOG_STORED = "cloudwatch/log-storage"
    METRIC = "cloudwatch/metric"
    ALARM = "cloudwatch/alarm"
    DASHBOARD = "cloudwatch/dashboard"
    SECRET = "secrets-manager/secret"  # noqa: S105 (what AWS bills)
    MAIL = "ses/mail"
    ZONE = "route-53/zone"
    DNS_QUERY = "route-53/query"
    MICRO_IN = "bedrock/nova-micro-in"
    MICRO_OUT = "bedrock/nova-micro-out"
    HAIKU_IN = "bedrock/haiku-in"
    HAIKU_OUT = "bedrock/haiku-out"

    @property
    def service(self) -> str:
        """The service that bills it: what stands before the slash."""
        return self.value.partition("/")[0]


class Known(StrEnum):
    """How well a price is known."""

    AWS = "AWS"
    """Read on the page of AWS that is named, in a stored copy."""
    OTHERS = "others"
    """Read on another's page, of 2025 or 2026; the page of AWS is named as the place to check it at."""
    UNCHECKED = "unchecked"
    """Believed, and read nowhere on the day that is named: check it before you rely on it."""


class Tier(NamedTuple):
    """From how many units in a month on another price holds."""

    above: float
    usd: float


class Price(NamedTuple):
    """The list price of an item in us-east-1, without free tiers and without taxes."""

    item: Item
    unit: str
    usd: float
    """For one unit, of the first tier."""
    source: str
    """The address to check it at."""
    seen: date
    known: Known
    tiers: tuple[Tier, ...] = ()
    """Cheaper ones, by rising amounts."""

    def of(self, quantity: float) -> float:
        """US dollars for so many units in one month: each tier's units at its own price."""
        steps = [Tier(0, self.usd), *self.tiers]
        ends = [tier.above for tier in self.tiers] + [float("inf")]
        return sum(
            tier.usd * (min(quantity, end) - tier.above)
            for tier, end in zip(steps, ends, strict=True)
            if quantity > tier.above
        )


type Usage = Mapping[Item, float]
"""How many units of what."""


def usd(usage: Usage, prices: Mapping[Item, Price]) -> float:
    """US dollars for everything used in one month. Raises KeyError for what has no price."""
    return sum(prices[item].of(quantity) for item, quantity in usage.items())


def by_service(usage: Usage, prices: Mapping[Item, Price]) -> dict[str, float]:
    """US dollars of each service that costs anything, the dearest first."""
    found: dict[str, float] = {}
    for item, quantity in usage.items():
        found[item.service] = found.get(item.service, 0.0) + prices[item].of(quantity)
    return dict(sorted(((name, cost) for name, cost in found.items() if cost), key=lambda each: (-each[1], each[0])))


def added(*several: Usage) -> dict[Item, float]:
    """The sum of several."""
    found: dict[Item, float] = {}
    for usage in several:
        for item, quantity in usage.items():
            found[item] = found.get(item, 0.0) + quantity
    return found


def times(usage: Usage, factor: float) -> dict[Item, float]:
    """Everything `factor` times."""
    return {item: quantity * factor for item, quantity in usage.items()}
