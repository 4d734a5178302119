"""What reports need of the world, besides `code24.ports`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from code24.accounts.models import Customer
from code24.reports.monthly.making.models import ReportTask
from code24.sites.models import Site
from code24.types import CustomerId


class CustomerList(Protocol):
    """All customers."""

    def get(self, customer_id: CustomerId) -> Customer:
        """Raises NotFound."""
        ...

    def page(self, limit: int, after: CustomerId | None = None) -> Sequence[Customer]:
        """Up to `limit` of all customers, in an order that stays; those behind `after`, if given. Empty at the end."""
        ...


class LeftSites(Protocol):
    """Sites that are deleted."""

    def of_customer(self, customer_id: CustomerId) -> Sequence[Site]:
        """The audit records of a customer's deleted sites, those that were made last first."""
        ...


class ReportQueue(Protocol):
    """Parts of reports that are to be made."""

    def send(self, tasks: Sequence[ReportTask], delay: int = 0) -> None:
        """Ask for parts, in `delay` seconds (900 at most). Raises Transient; asking again is harmless."""
        ...


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


class Typesetter(Protocol):
    """What makes PDFs."""

    def pdf(self, template: bytes, report: str, faces: Sequence[bytes], made_at: datetime) -> bytes:
        """A tagged PDF (PDF/UA-1) of a typst template, which finds `report` (JSON) in `sys.inputs.report`.

        Only the given faces are there (OpenType files). The same arguments give the same bytes.
        """
        ...
