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


def corrections(made: str) -> str:
    return made.partition("data-corrections")[2].partition("</style>")[0]


def test_what_is_seen_through_gets_the_colors_that_it_is_seen_in() -> None:
    """Only the letters change, and only as long as the button waits for scripts."""
    css = "<style>.o{border:0;background:#0d6efd;color:#fff}.o.off{opacity:.5}</style>"
    made = corrections(fixed(f'{css}<button class="o off">Order now</button>'))
    assert ".o.off:is(.text-opaque){opacity:1}" in made
    assert ".o:is(.ground-86b6fe):is(.o.off){background-color:#86b6fe}" in made
    assert re.search(r"\.o:is\(\.text-(\w{6})\):is\(\.o\.off\)\{color:#\1\}", made)


def test_a_color_that_passes_through_an_opacity_leaves_the_opacity() -> None:
    made = corrections(fixed("<style>.o{color:#777;opacity:.8}</style><p class=o>Many words</p>"))
    assert "opacity" not in made


def test_a_button_whose_words_are_in_a_part_of_it_changes_its_ground() -> None:
    made = fixed(f'<div class="tall">{BUTTON.replace("Order now", "<i>Order</i> <span>now</span>")}</div>')
    assert re.findall(r"[{;](background-color|color|opacity):", corrections(made)) == ["background-color"]


def test_a_link_and_its_parts_change_once() -> None:
    css = "<style>a{color:#fff;background:#e91e63;padding:9px}</style>"
    made = corrections(fixed(f'{css}<div class="tall"><a href="b">Upgrade <i class="icon">unarchive</i></a></div>'))
    assert len(re.findall(r"[{;](?:background-color|color):", made)) == 1


def test_grounds_of_different_colors_share_one_budget() -> None:
    css = "<style>.k{display:block;width:300px;height:50px;color:#fff}</style>"
    grounds = ("#f4623a", "#f06030", "#ee6440")
    buttons = "".join(f'<button class="k" style="background-color: {one}">Order</button>' for one in grounds)
    for height, changed in ((100, 0), (6_000, 1), (60_000, 3)):
        made = fixed(f'{css}{buttons}<div style="height: {height}px"></div>')
        assert len(re.findall(r"background-color: #\w+; background-color", made)) == changed


def test_the_strongest_selector_of_a_rule_is_overruled() -> None:
    css = "<style>.m .n, .m .n:first-child{color:#aaa}</style>"
    made = fixed(f"{css}<div class=m><a class=n href=b>Words</a></div>")
    assert ".m .n:first-child:is(.text-" in corrections(made)


def test_what_is_placed_on_the_plain_ground_of_its_box_is_judged() -> None:
    css = "<style>.m{position:relative}.n{position:absolute;bottom:9px;left:0;color:#c0c1c2}</style>"
    assert "text-" in corrections(fixed(f"{css}<h2 class=m>Title <span class=n>Header</span></h2>"))


def test_what_is_placed_over_pictures_or_elsewhere_is_left_alone() -> None:
    css = "<style>.m{position:relative}.n{position:absolute;top:9px;color:#c0c1c2}.o{top:-40px}</style>"
    for html in ("<div class=m><img src=a.jpg><span class=n>Words</span></div>",
                 "<div class=m><span class='n o'>Words</span></div>"):  # fmt: skip
        assert "data-corrections" not in fixed(css + html)
