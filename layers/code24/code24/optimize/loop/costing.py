"""What a cycle costs at most, from its seconds and what its steps ask of AWS.

List prices of us-east-1 in US dollars as of 2026-11 (aws.amazon.com/lambda, /step-functions, /s3, /dynamodb pricing),
x86, without free tiers. Import, publishing and visitors' traffic are not in it.
"""

GB_SECOND = 0.0000166667
TRANSITION = 0.000025
S3_WRITE = 0.000005
S3_READ = 0.0000004
TABLE_WRITE = 0.000000625
TABLE_READ = 0.000000125

_GB_AT_ONCE = 4 * 1.769
"""Memory of the four auditors, which run beside each other: no other step has more."""
_TRANSITIONS = 18
"""Of a cycle that works: its states, and those of the auditors' branches."""
_S3_WRITES, _S3_READS = 14, 40
_TABLE_WRITES, _TABLE_READS = 16, 30


def most_usd(seconds: float) -> float:
    """Upper bound for a cycle that took so many seconds: its steps counted as if all had the most memory of any."""
    fixed = (
        _TRANSITIONS * TRANSITION
        + _S3_WRITES * S3_WRITE
        + _S3_READS * S3_READ
        + _TABLE_WRITES * TABLE_WRITE
        + _TABLE_READS * TABLE_READ
    )
    return round(fixed + seconds * _GB_AT_ONCE * GB_SECOND, 6)
