import pytest

from code24.build.competitive_analysis.models import CompetitiveAnalysisRequest, UnreadCompetitor
from code24.build.competitive_analysis.worker import analyze_competitors
from code24.errors import InvalidRequest, Transient
from tests.unit.ai.plans import brief

BARE = b"<title>Rival</title><p>Bread.</p><img src=a>"
RICH = (
    b"<title>Good</title><meta name=description content='Bread'><script type='application/ld+json'>"
    b'{"@type":"Bakery"}</script><h1>Bread</h1><a href=/>Order</a>' + b"<p>word </p>" * 200
)


class Web:
    """Pages by URL; everything else cannot be read."""

    def __init__(self, **pages: bytes | Exception) -> None:
        self.pages = {f"https://{name}.example/": page for name, page in pages.items()}
        self.asked: list[str] = []

    def fetch(self, url: str) -> tuple[str, bytes]:
        self.asked.append(url)
        page = self.pages.get(url, InvalidRequest("Not read: the server cannot be reached.", field="competitors"))
        if isinstance(page, Exception):
            raise page
        return url, page


def request(*names: str, language: str = "en") -> CompetitiveAnalysisRequest:
    urls = [f"https://{name}.example/" for name in names]
    return CompetitiveAnalysisRequest(brief=brief(competitors=urls, language=language))


def test_without_competitors_the_industry_still_has_expectations() -> None:
    analysis = analyze_competitors(request(), web_pages=Web())
    assert analysis.match == ("offers", "hours", "contact", "questions")
    assert (analysis.read, analysis.unread, analysis.differ) == ((), (), ())


def test_reads_pages_in_order_and_says_what_they_lack() -> None:
    analysis = analyze_competitors(request("bare", "rich"), web_pages=Web(bare=BARE, rich=RICH))
    assert [page.title for page in analysis.read] == ["Rival", "Good"]
    assert "1 of 2 pages read without structured data: tell search engines what the business is." in analysis.differ
    assert "1 of 2 pages read with images that have no text alternative: describe every image." in analysis.differ
    assert not any("300 KB" in gap for gap in analysis.differ)


def test_speaks_german_to_german_owners() -> None:
    analysis = analyze_competitors(request("bare", language="de"), web_pages=Web(bare=BARE))
    assert analysis.differ[0].startswith("1 von 1 gelesenen Seiten ")


@pytest.mark.parametrize("problem", [InvalidRequest("Not read: no."), Transient("Throttled.")])
def test_a_page_that_cannot_be_read_never_fails_a_build(problem: Exception) -> None:
    analysis = analyze_competitors(request("bad", "rich"), web_pages=Web(bad=problem, rich=RICH))
    assert analysis.unread == (UnreadCompetitor(url="https://bad.example/", reason=str(problem)),)
    assert [page.title for page in analysis.read] == ["Good"]


def test_reads_five_pages_at_most_and_none_twice() -> None:
    web = Web()
    analysis = analyze_competitors(request("a", "a", "b", "c", "d", "e", "f"), web_pages=web)
    assert sorted(web.asked) == [f"https://{name}.example/" for name in "abcde"]
    assert len(analysis.unread) == 5
