"""The machine's clock, and its source of randomness."""

import secrets
import string
from datetime import UTC, datetime

_ALPHABET = string.digits + string.ascii_lowercase


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Identifiers from the operating system's randomness: 5.17 bits a character."""

    def new(self, prefix: str, length: int) -> str:
        """`prefix` and `length` random characters of `0-9a-z`."""
        return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))
