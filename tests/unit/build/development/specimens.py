"""A site that holds every kind of section, in any arrangement and family: for the tests of templates and CSS."""

from collections.abc import Sequence
from functools import cache

from code24.build.content.models import Item, SectionContent, SiteContent
from code24.build.design.arrangements import ARRANGEMENTS, FOOTERS, HEADERS
from code24.build.design.grounds import GROUNDS
from code24.build.design.models import DesignPlan, Page, PageKind, Section, SectionKind, Style
from code24.build.development.models import RenderedSite
from code24.build.development.worker import develop_site
from code24.build.models import Brief
from code24.build.pictures.models import Pictures
from tests.unit.build.sample_sites import brief_of, content_of, picture_of, request_of

PHOTOS = tuple(f"photo-{number}" for number in range(8))
PICTURES = Pictures(pictures=tuple(picture_of(name) for name in PHOTOS))
ITEMS = 5
TOGETHER = tuple(kind for kind in SectionKind if kind not in {SectionKind.HERO, SectionKind.MESSAGE})
"""Kinds that stand below a first section."""


def section_of(kind: SectionKind, number: int, *, ground: str = "plain", pictures: Sequence[str] = PHOTOS) -> Section:
    """A section in its kind's nth arrangement."""
    choices = ARRANGEMENTS[kind]
    return Section(
        id=kind.value,
        kind=kind,
        arrangement=choices[number % len(choices)],
        items=ITEMS,
        ground=ground,
        pictures=tuple(pictures),
    )


def plan_of_everything(
    number: int, family: str = "swiss", ornament: str = "tiles", *, pictured: bool = True
) -> DesignPlan:
    """Every kind in its nth arrangement, on one page; the first sections of three more pages, and a page of law."""
    photos = PHOTOS if pictured else ()
    grounds = [GROUNDS[(at + number) % 3] for at in range(len(TOGETHER))]
    strong = {SectionKind.CALL_TO_ACTION, SectionKind.NEWSLETTER}
    home = [section_of(SectionKind.HERO, number, pictures=photos)]
    home += [
        section_of(kind, number, ground=GROUNDS[3 + number % 3] if kind in strong else ground, pictures=photos)
        for kind, ground in zip(TOGETHER, grounds, strict=True)
    ]
    legal = Section(id="law", kind=SectionKind.PROSE, arrangement=ARRANGEMENTS[SectionKind.PROSE][number % 2], items=3)
    opening = section_of(SectionKind.HERO, number + 3, pictures=photos)
    message = section_of(SectionKind.MESSAGE, number, pictures=())
    return DesignPlan(
        style=Style(
            family=family,
            radius=0.5,
            density=1,
            ornament=ornament,
            seed=number,
            header=HEADERS[number % 3],
            footer=FOOTERS[number % 3],
        ),
        pages=(
            Page(kind=PageKind.HOME, path="/", sections=tuple(home)),
            Page(kind=PageKind.ABOUT, path="/about/", sections=(opening,)),
            Page(kind=PageKind.PRIVACY, path="/privacy/", sections=(legal,)),
            Page(kind=PageKind.NOT_FOUND, path="/404.html", sections=(message,)),
        ),
    )


def content_of_everything(brief: Brief, plan: DesignPlan, *, pictured: bool = True, **words: object) -> SiteContent:
    """Words for it; where it is pictured, every second item has a picture, and every picture but one a caption."""
    content = content_of(brief, plan, **words)  # type: ignore[arg-type]
    if not pictured:
        return content

    def item_of(number: int, item: Item) -> Item:
        return item.model_copy(update={"picture": PHOTOS[number] if number % 2 == 0 else None})

    def shown(section: SectionContent) -> SectionContent:
        items = tuple(item_of(number, item) for number, item in enumerate(section.items))
        alts = {name: f"Alternative of {name}" for name in PHOTOS}
        captions = {name: f"Caption of {name}" for name in PHOTOS[1:]}
        return section.model_copy(update={"items": items, "alts": alts, "captions": captions})

    pages = tuple(
        page.model_copy(update={"sections": tuple(shown(section) for section in page.sections)})
        for page in content.pages
    )
    return content.model_copy(update={"pages": pages})


def everything(
    number: int, family: str = "swiss", ornament: str = "tiles", *, pictured: bool = True, **fields: object
) -> RenderedSite:
    """The finished site of it all."""
    profiles = ("https://www.instagram.com/krume", "https://krume.example/shop")
    brief = fields.pop("brief", None) or brief_of(profiles=profiles)
    assert isinstance(brief, Brief)
    plan = plan_of_everything(number, family, ornament, pictured=pictured)
    given: dict[str, object] = {
        "plan": plan,
        "content": content_of_everything(brief, plan, pictured=pictured),
        "pictures": PICTURES if pictured else Pictures(),
    }
    return develop_site(request_of(brief, **(given | fields)))  # type: ignore[arg-type]


@cache
def specimen(number: int, family: str = "swiss", *, pictured: bool = True) -> RenderedSite:
    """The same without changes, made once."""
    return everything(number, family, pictured=pictured)
