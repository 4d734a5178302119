"""What reports need of the world."""

from typing import Protocol


class ReportFiles(Protocol):
    """Reports in the data bucket, by their whole key (`analytics/monthly/2026/11/report.json`)."""

    def read(self, key: str) -> bytes:
        """Raises NotFound."""
        ...

    def write(self, key: str, body: bytes, content_type: str = "application/json") -> None:
        """Store a file; an earlier one is replaced."""
        ...

    def names(self, prefix: str) -> tuple[str, ...]:
        """All keys that begin with `prefix`, sorted."""
        ...
