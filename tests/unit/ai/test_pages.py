import pytest

from code24.ai.pages import write_pages
from code24.ai.subject import Subject
from tests.unit.ai.plans import PLAN, brief

LONG = "The Honourable Society of Bakers, Confectioners, Millers and Friends of Sourdough of the Upper Valley"


@pytest.mark.parametrize("name", ["Q", "Crumb", LONG, "Donaudampfschifffahrtsgesellschaftskapitänsmützenbackstube" * 2])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_titles_and_descriptions_keep_their_lengths_and_differ(name: str, language: str) -> None:
    pages = write_pages(Subject.of(brief(name=name, language=language)), PLAN)
    assert all(10 <= len(page.title) <= 60 for page in pages)
    assert all(50 <= len(page.description) <= 160 for page in pages)
    assert len({page.title for page in pages}) == len(pages)
    assert all(len(section.heading) <= 70 for page in pages for section in page.sections)


def test_a_long_name_is_cut_between_words() -> None:
    assert Subject.of(brief(name=LONG)).name == "The Honourable Society of Bakers, Confectioners"


def test_a_title_does_not_say_the_type_twice() -> None:
    pages = write_pages(
        Subject.of(
            brief(name="Bäckerei Sonne", language="de", business_type="Bäckerei", description="Bäckerei in Ulm.")
        ),
        PLAN,
    )
    assert pages[0].title.lower().count("bäckerei") == 1
