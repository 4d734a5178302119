"""What stands in the rows of a rollup's tables: whole numbers under these names, in this order.

`visitors` are the day's; over several days they are sums of days, as a visitor has a new id every day. Times are
milliseconds.
"""

VISIT = ("visitors", "visits", "views", "bounces", "duration", "conversions")
"""Of visits that began on the day: `views` are theirs, `conversions` those of them that completed a goal."""
HOUR = ("visitors", "visits", "views", "bounces", "duration", "events", "completions")
"""`visits`, `bounces` and `duration` of visits that began in the hour; the others of what happened in it."""
PAGE = ("visitors", "views", "entries", "exits", "bounces", "leaves", "time")
"""`time` is how long the page was in front of visitors in all, as `leaves` of them said."""
COUNT = ("visitors", "count")
FORM = ("starts", "attempts", "submissions", "starters", "submitters", "abandoners")
"""Events, and then visitors; abandoners began the form and did not send it all day."""
TOTALS = (
    *("visitors", "visits", "views", "visitViews", "bounces", "duration", "events", "completions", "converting"),
    *("floodVisitors", "floodEvents"),
)
"""`views` happened on the day; `visitViews` belong to visits that began on it. `converting` are visitors."""

VISIT_TABLES = (
    *("entries", "exits", "sources", "channels", "referrers", "clicks", "countries", "devices", "browsers", "systems"),
    *("campaign.source", "campaign.medium", "campaign.name", "campaign.term", "campaign.content"),
)
"""Tables of visits; their rows are `VISIT`."""
CAMPAIGN_FIELDS = ("source", "medium", "campaign", "term", "content")
"""Of an event's `campaign`, for the tables named `campaign.…`."""
DIRECT, UNKNOWN, OTHER = "(direct)", "(unknown)", "(other)"
"""In place of no source, of what is not known, and of rows that a table has no room for."""

MOST_ROWS = 1_000
"""Rows of a table of a day; the others are one row `(other)`, whose visitors are the sum of theirs."""
MOST_VALUES = 100
"""Values of a prop, events with props, and pages with vitals of their own."""
MOST_CURRENCIES = 30
"""Of a day's revenue: the site's own, and those that were paid in most often; nobody sells in more."""
MOST_PROPS = 30
"""Props of an event."""
