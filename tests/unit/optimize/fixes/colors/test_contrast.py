"""The change that touches the fewest pixels of a page, and as few new colours as can be."""

import re

from code24.audit.auditing import counts
from code24.optimize.fix import Setting
from code24.optimize.fixes.colors.contrast import contrast_fix
from tests.styled import website

STYLE = """<!DOCTYPE html><html lang="en"><title>A</title><style>
.b{display:block;background-color:#f4623a;color:#fff;width:WIDTHpx;height:HEIGHTpx}.a{color:#999}.c{color:#8a8a8a}
.tall{height:3000px}</style><body>"""
BUTTON = '<button class="b">Order now</button>'


def fixed(html: str, width: int = 100, height: int = 30) -> str:
    site = website({"/index.html": STYLE.replace("WIDTH", str(width)).replace("HEIGHT", str(height)) + html})
    after = site.changed(contrast_fix.apply(site, Setting()).files)
    assert counts(after, ["color-contrast"])["color-contrast"] == 0
    return after.files["/index.html"].text


def test_the_ground_of_a_small_button_changes() -> None:
    made = fixed(f'<div class="tall">{BUTTON}</div>')
    assert "background-color:#" in made.split("data-corrections")[1]


def test_the_text_on_a_large_one_changes() -> None:
    made = fixed(f'<div class="tall">{BUTTON}</div>', 400, 60)
    assert re.findall(r"(?:background-)?color:#\w+", made.split("data-corrections")[1]) == ["color:#222222"]


def test_buttons_that_are_alike_stay_alike() -> None:
    made = fixed(f'<div class="tall">{BUTTON * 5}</div>')
    assert re.findall(r"(?:background-)?color:#\w+", made.split("data-corrections")[1]) == ["color:#222222"]


def test_colors_that_look_the_same_become_one() -> None:
    made = fixed('<p class="a">Many words</p><p class="c">Other words</p>')
    assert len(set(re.findall(r"text-(\w{6})", made))) == 1


def test_a_color_that_is_inherited_by_a_strong_rule_changes() -> None:
    made = fixed(
        "<style>.n{background:#00bcd4;color:#fff}.n .m .b.c{color:inherit;background:none}</style>"
        '<div class="n"><div class="m"><a class="b c">Some words</a></div></div>'
    )
    assert ".n .m .b.c:where(.text-" in made or ".n .m .b.c:is(.text-" in made


def test_filters_of_internet_explorer_hide_nothing() -> None:
    assert "text-" in fixed('<style>.i{filter:alpha(opacity=90)}</style><p class="a i">Many words</p>')
