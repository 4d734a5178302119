"""Reports of earlier versions, as they lie in buckets, stay readable. Never renew these files: add a folder."""

from pathlib import Path

import pytest

from code24.models import Model
from code24.reports.end_of_month.models import ExecutiveSummary, FinalReport
from code24.reports.monthly.models import CustomerMonth, PlatformMonth, SiteFile

HERE = Path(__file__).parent
MODELS: dict[str, type[Model]] = {
    "customer-month": CustomerMonth,
    "executive-summary": ExecutiveSummary,
    "final-report": FinalReport,
    "platform-month": PlatformMonth,
    "site-month": SiteFile,
}
DOCUMENTS = sorted(HERE.glob("*/*.json"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_is_read(document: Path) -> None:
    MODELS[document.stem].kept(document.read_bytes())


def test_the_first_version_kept_one_of_each() -> None:
    assert {path.stem for path in DOCUMENTS if path.parent.name == "0.1.0"} == MODELS.keys()
