"""The same script twice on a page runs once."""

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.scripts.duplicates import scripts_once
from tests.typefaces import page, website


def sources(text: str, content: str = "a()") -> list[str | None]:
    before = website({"/index.html": page(text), "/a.js": content, "/copy/a.js": content, "/b.js": "b()"})
    after = before.changed(scripts_once.apply(before, Setting()).files)
    return [script.attr("src") for script in after.pages[0].named("script")]


def test_the_second_goes_even_under_another_name() -> None:
    text = '<script src="a.js"></script><script src="b.js"></script><script src="copy/a.js?v=2"></script>'
    assert sources(text) == ["a.js", "b.js"]


@pytest.mark.parametrize("content", ["document.write('x')", "document.currentScript.after('x')"])
def test_scripts_that_write_where_they_stand_stay(content: str) -> None:
    assert sources('<script src="a.js"></script><script src="a.js"></script>', content) == ["a.js", "a.js"]


def test_scripts_with_data_of_their_own_stay() -> None:
    assert sources('<script src="a.js" data-id="1"></script><script src="a.js" data-id="2"></script>') == [
        "a.js",
        "a.js",
    ]
