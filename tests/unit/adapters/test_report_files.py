import pytest

from code24.adapters.report_files import S3ReportFiles
from code24.errors import NotFound

pytestmark = pytest.mark.usefixtures("cloud")
KEY = "reports/end-of-month/2026/11/report.pdf"


def test_a_report_is_read_as_it_was_written_last_with_its_type() -> None:
    import boto3

    files = S3ReportFiles(bucket="data")
    files.write(KEY, b"first")
    files.write(KEY, b"%PDF", "application/pdf")
    assert files.read(KEY) == b"%PDF"
    assert boto3.client("s3").head_object(Bucket="data", Key=KEY)["ContentType"] == "application/pdf"


def test_a_missing_report_is_named() -> None:
    with pytest.raises(NotFound, match=f"There is no report {KEY}"):
        S3ReportFiles(bucket="data").read(KEY)


def test_names_are_those_below_a_prefix_in_order_however_many() -> None:
    files = S3ReportFiles(bucket="data")
    expected = [f"analytics/monthly/2026/11/{number:04}.json" for number in range(1_003)]
    for name in reversed(expected):
        files.write(name, b"{}")
    files.write("analytics/monthly/2026/12/report.json", b"{}")
    assert files.names("analytics/monthly/2026/11/") == tuple(expected)
    assert files.names("nothing/") == ()
