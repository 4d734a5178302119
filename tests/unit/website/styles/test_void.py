import pytest

from code24.website.styles.declarations import declarations
from code24.website.styles.names_in_use import NamesInUse
from code24.website.styles.pruning import with_rules
from code24.website.styles.sheets import parsed
from code24.website.styles.void import is_void


@pytest.mark.parametrize(
    "text",
    [
        "color:fade(#fff,80%)",
        "color:color-yiq(#cb0c9f)",
        "border-color:Darken(#2dce89, 18%)",
        "background:rgba(#fff, .5)",
        "box-shadow:inset 0 1px #fff,none",
        "text-shadow:none,none",
        "text-transform:normal",
        "transition:opacity 0.3 ease",
        "transition-duration:.5",
        "font-smoothing:antialiased",
        "width:expression(document.body.clientWidth)",
        "color:red\\9",
    ],
)
def test_no_browser_takes_it(text: str) -> None:
    assert [is_void(each) for each in declarations(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "color:color-mix(in srgb,red,blue)",
        "color:rgba(0,0,0,.5)",
        "box-shadow:none",
        "box-shadow:0 0 1px rgb(0,0,0),inset 0 1px red",
        "background-image:none,url(a.png)",
        "background:url(mix(1).png)",
        "content:'darken(#fff)'",
        "transition:opacity .3s cubic-bezier(.4,0,.2,1)",
        "animation:a 1s 3",
        "filter:contrast(.5)",
        "--shade:darken(#fff,10%)",
        "box-shadow:var(--a),none",
        "-webkit-font-smoothing:antialiased",
        "*zoom:1;color:red",
    ],
)
def test_browsers_take_it(text: str) -> None:
    assert [is_void(each) for each in declarations(text)] == [False]


def test_what_no_browser_takes_does_not_come_into_pages() -> None:
    sheet = parsed("a{color:fade(#fff,80%);top:0}b{box-shadow:red 0 0,none}")
    made = with_rules(sheet, lambda rule: rule.selectors, NamesInUse((), frozenset(), ()))
    assert made.split() == ["a{top:0}"]
