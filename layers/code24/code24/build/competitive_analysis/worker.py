"""Competitive analysis: what the competitors that the owner named do on their pages."""

from concurrent.futures import ThreadPoolExecutor

from code24.ai.playbook import playbook
from code24.ai.recognition import recognise
from code24.build.competitive_analysis.comparison import differences
from code24.build.competitive_analysis.models import (
    CompetitiveAnalysis,
    CompetitiveAnalysisRequest,
    CompetitorPage,
    UnreadCompetitor,
)
from code24.build.competitive_analysis.reading import read_page
from code24.errors import InvalidRequest, Transient
from code24.ports import WebPages

MOST_PAGES = 5


def analyze_competitors(request: CompetitiveAnalysisRequest, *, web_pages: WebPages) -> CompetitiveAnalysis:
    """Read the pages that the brief names, at most five, at the same time.

    A page that cannot be read is reported and never fails a build. `match` is what visitors of the industry expect.
    """
    brief = request.brief
    urls = [str(url) for url in brief.competitors]
    language = brief.language.split("-")[0].lower()
    industry = (
        request.market_research.industry
        if request.market_research
        else recognise(brief.business_type, brief.description, language).industry
    )
    results = _read(list(dict.fromkeys(urls))[:MOST_PAGES], web_pages)
    read = tuple(result for result in results if isinstance(result, CompetitorPage))
    return CompetitiveAnalysis(
        read=read,
        unread=tuple(result for result in results if isinstance(result, UnreadCompetitor)),
        match=playbook(industry).expects,
        differ=differences(read, language),
    )


def _read(urls: list[str], web_pages: WebPages) -> list[CompetitorPage | UnreadCompetitor]:
    if not urls:
        return []

    def read(url: str) -> CompetitorPage | UnreadCompetitor:
        try:
            final_url, body = web_pages.fetch(url)
        except (InvalidRequest, Transient) as problem:
            return UnreadCompetitor(url=url, reason=problem.detail)
        return read_page(final_url, body)

    with ThreadPoolExecutor(max_workers=len(urls)) as threads:
        return list(threads.map(read, urls))
