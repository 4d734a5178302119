"""The embedded writer: deterministic, offline, from playbooks and the owner's own words."""

from code24.ai.again import write_section_again
from code24.ai.cutting import clause
from code24.ai.pages import write_pages
from code24.ai.subject import Subject
from code24.ai.to_do import to_do
from code24.build.brand.models import Brand
from code24.build.content.models import InterfaceWords, RewriteRequest, SectionContent, SiteContent
from code24.build.design.models import DesignPlan
from code24.build.market_research.models import MarketResearch, Season, Source, Statement
from code24.build.models import Brief
from code24.forms.words import form_words

_LONGEST_TAGLINE = 160
_LONGEST_CLAUSE = 120


class EmbeddedWriter:
    """Implements `ports.Writer`. The same brief and plan give the same words, in every process."""

    def market(self, brief: Brief) -> MarketResearch:
        """Name the industry and say what its playbook knows."""
        subject = Subject.of(brief)
        book = subject.playbook
        return MarketResearch(
            industry=subject.recognised.industry,
            business_type=brief.business_type,
            schema_type=subject.recognised.schema_type,
            audience=_known(book.audience),
            needs=_known(book.needs),
            vocabulary=book.vocabulary,
            offers=tuple(Statement(text=offer.name, source=Source.BRIEF) for offer in subject.facts.offers),
            offered=subject.facts.offers,
            seasons=tuple(Season(months=s.months, reason=s.reason) for s in book.seasons),
            competitors=brief.competitors,
        )

    def content(self, brief: Brief, market: MarketResearch, brand: Brand, plan: DesignPlan) -> SiteContent:
        """Write every word of the plan."""
        subject = Subject.of(brief)
        return SiteContent(
            language=brief.language,
            tagline=_tagline(subject),
            pages=write_pages(subject, plan),
            interface=_interface(subject),
            to_do=to_do(subject, plan),
        )

    def section(self, request: RewriteRequest) -> SectionContent:
        """Write one section in other words."""
        return write_section_again(
            request.brief,
            request.market_research,
            request.brand,
            request.design,
            content=request.content,
            page_path=request.page,
            section_id=request.section,
            variation=request.variation,
        )


def _known(texts: tuple[str, ...]) -> tuple[Statement, ...]:
    return tuple(Statement(text=text, source=Source.PLAYBOOK) for text in texts)


def _interface(subject: Subject) -> InterfaceWords:
    words = subject.frame.interface
    return words.model_copy(update={"forms": form_words(words.language)})


def _tagline(subject: Subject) -> str:
    lead = subject.facts.lead
    if lead and (whole := lead if len(lead) <= _LONGEST_TAGLINE else clause(lead, _LONGEST_CLAUSE)):
        return whole
    if subject.kind and subject.facts.place and subject.spoken:
        return subject.fill(subject.frame.pages.tagline_place)
    return subject.kind or subject.name
