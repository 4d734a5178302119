"""The one list of prices: us-east-1, US dollars, on demand, without free tiers. `docs/cost.md` shows it.

To renew it, open the addresses, and set prices and days here; `make cost` then counts and writes the page again.
"""

from datetime import date

from code24.costs.prices import Item, Known, Price, Tier

_SEEN = date(2026, 11, 22)
_PAGE = "https://aws.amazon.com/{}/pricing/"
_MILLION = 1e6
GB = 1e9
"""Bytes; AWS counts binary ones for some items, which makes them 7 % cheaper than here."""
_TB = 1e3


def _price(
    item: Item, unit: str, usd: float, service: str, known: Known = Known.OTHERS, *, tiers: tuple[Tier, ...] = ()
) -> Price:
    return Price(item, unit, usd, _PAGE.format(service), _SEEN, known, tiers)


_EDGE_TIERS = tuple(
    Tier(above * _TB, usd)
    for above, usd in ((10, 0.080), (50, 0.060), (150, 0.040), (500, 0.030), (1_024, 0.025), (5_120, 0.020))
)
_METRIC_TIERS = (Tier(10_000, 0.10), Tier(250_000, 0.05), Tier(1_000_000, 0.02))
_ARM_TIERS = (Tier(7.5e9, 0.0000120001), Tier(18.75e9, 0.0000106667))
_X86_TIERS = (Tier(6e9, 0.000015), Tier(15e9, 0.000013334))
_QUEUE_TIERS = (Tier(1e11, 0.30 / _MILLION), Tier(2e11, 0.24 / _MILLION))

PRICES: dict[Item, Price] = {
    price.item: price
    for price in (
        _price(Item.LAMBDA_ARM, "GB-second", 0.0000133334, "lambda", tiers=_ARM_TIERS),
        _price(Item.LAMBDA_X86, "GB-second", 0.0000166667, "lambda", tiers=_X86_TIERS),
        _price(Item.LAMBDA_REQUEST, "invocation", 0.20 / _MILLION, "lambda"),
        _price(Item.TRANSITION, "state transition", 0.000025, "step-functions", Known.AWS),
        _price(Item.TABLE_WRITE, "write request unit", 0.625 / _MILLION, "dynamodb/on-demand"),
        _price(Item.TABLE_READ, "read request unit", 0.125 / _MILLION, "dynamodb/on-demand"),
        _price(Item.TABLE_STORAGE, "GB-month", 0.25, "dynamodb/on-demand", Known.AWS),
        _price(Item.TABLE_BACKUP, "GB-month of recovery", 0.20, "dynamodb/on-demand", Known.UNCHECKED),
        _price(Item.OBJECT_WRITE, "PUT, COPY, POST or LIST", 0.005 / 1e3, "s3"),
        _price(Item.OBJECT_READ, "GET or other read", 0.0004 / 1e3, "s3"),
        _price(Item.OBJECT_STORAGE, "GB-month, Standard", 0.023, "s3"),
        _price(Item.QUEUE_REQUEST, "request of up to 64 KB", 0.40 / _MILLION, "sqs", tiers=_QUEUE_TIERS),
        _price(Item.BUS_EVENT, "custom event of up to 64 KB", 1.00 / _MILLION, "eventbridge"),
        _price(Item.SCHEDULE, "invocation", 1.00 / _MILLION, "eventbridge"),
        _price(
            Item.HTTP_REQUEST,
            "HTTP API request of up to 512 KB",
            1.00 / _MILLION,
            "api-gateway",
            tiers=(Tier(300e6, 0.90 / _MILLION),),
        ),
        _price(Item.EDGE_REQUEST, "HTTPS request, North America", 0.0100 / 1e4, "cloudfront", Known.OTHERS),
        _price(Item.EDGE_BYTES, "GB out, North America and Europe", 0.085, "cloudfront", Known.AWS, tiers=_EDGE_TIERS),
        _price(Item.EDGE_ORIGIN_BYTES, "GB of bodies sent to the origin", 0.020, "cloudfront", Known.UNCHECKED),
        _price(Item.EDGE_FUNCTION, "invocation of a CloudFront function", 0.10 / _MILLION, "cloudfront"),
        _price(Item.API_BYTES, "GB out of the region", 0.09, "ec2/on-demand"),
        _price(Item.LOG_INGESTED, "GB ingested", 0.50, "cloudwatch"),
        _price(Item.LOG_STORED, "GB-month stored", 0.03, "cloudwatch", Known.UNCHECKED),
        _price(Item.METRIC, "custom metric a month", 0.30, "cloudwatch", tiers=_METRIC_TIERS),
        _price(Item.ALARM, "alarm a month", 0.10, "cloudwatch", Known.UNCHECKED),
        _price(Item.DASHBOARD, "dashboard a month", 3.00, "cloudwatch"),
        _price(Item.SECRET, "secret a month", 0.40, "secrets-manager"),
        _price(Item.MAIL, "mail", 0.10 / 1e3, "ses", Known.UNCHECKED),
        _price(Item.ZONE, "hosted zone a month", 0.50, "route53", Known.UNCHECKED),
        _price(Item.DNS_QUERY, "query; of an alias of AWS none is billed", 0.40 / _MILLION, "route53", Known.UNCHECKED),
        _price(Item.MICRO_IN, "token into Nova Micro", 0.035 / _MILLION, "bedrock"),
        _price(Item.MICRO_OUT, "token out of Nova Micro", 0.14 / _MILLION, "bedrock"),
        _price(Item.HAIKU_IN, "token into Claude Haiku 4.5", 1.00 / _MILLION, "bedrock"),
        _price(Item.HAIKU_OUT, "token out of Claude Haiku 4.5", 5.00 / _MILLION, "bedrock"),
    )
}

UNKNOWN = (
    "CloudFront distribution tenants (domains of customers' own, which are not built yet): AWS bills each of them; "
    "believed, and read nowhere: 10 are free, and one above 200 is 0.10 USD a month. At 20 % of all sites that would "
    "be 0.02 USD a site-month, so look it up before own domains are sold",
    "HTTPS requests from Europe to CloudFront are believed to cost a fifth more than those from North America",
    "Mail: its price is in the list, but what forms send is in no scenario; 0.0001 USD each",
    "CloudWatch `GetMetricData` for the end-of-month report: about 0.01 USD a thousand metrics, once a month",
    "Lambda charges nothing for stored code that was found; its quota is what counts",
    "What the account's own discounts, savings plans, support plan and taxes make of it",
)
"""What is not known, and is therefore in no sum."""
