"""Small targets grow, and nothing around them moves that need not."""

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.colors.targets import target_size
from code24.website.accessibility.targets import targets
from code24.website.styles.cascade import PHONE, cascade
from tests.styled import styled

ROW = "<body><ul>{}</ul><p>Below</p>".format('<li><a href="/{}"><i class="dot"></i></a></li>' * 3)
DOT = ".dot{display:block;width:10px;height:4px}"


def fixed(css: str, body: str = ROW) -> tuple[dict[str, float | None], bool]:
    """Lengths of the first target after the fix, and whether all of them pass then."""
    page, site = styled(css, body)
    assert any(not target.passes for target in targets(page, site))
    after = site.changed(target_size.apply(site, Setting()).files)
    page = after.page_at["/index.html"]
    style = cascade(page, after, PHONE).of(page.named("a")[0])
    sides = ("top", "right", "bottom", "left")
    found = {f"{name}-{side}": style.length(f"{name}-{side}") for name in ("padding", "margin") for side in sides}
    assert not target_size.apply(after, Setting()).files
    return found, all(target.passes for target in targets(page, after))


def test_in_a_row_targets_move_apart_and_what_is_below_stays() -> None:
    lengths, passes = fixed(f"ul{{display:flex}}a{{display:block}}{DOT}")
    assert passes
    assert [lengths[f"padding-{side}"] for side in ("left", "top")] == [7.0, 10.0]
    assert [lengths[f"margin-{side}"] for side in ("left", "right", "top", "bottom")] == [0.0, 0.0, -10.0, -10.0]


def test_in_a_column_they_move_apart_and_what_is_beside_stays() -> None:
    lengths, passes = fixed(f"ul{{display:flex;flex-direction:column}}a{{display:block;margin:2px;padding:1px}}{DOT}")
    assert passes
    assert [lengths[f"padding-{side}"] for side in ("left", "top")] == [7.0, 10.0]
    assert [lengths[f"margin-{side}"] for side in ("left", "right", "top", "bottom")] == [-4.0, -4.0, 2.0, 2.0]


def test_boxes_of_a_line_take_no_room_above_and_below() -> None:
    lengths, passes = fixed('li{display:inline}.dot{font-size:8px}.dot::before{content:"x"}')
    assert passes
    assert [lengths[f"{name}-top"] for name in ("padding", "margin")] == [8.0, 0.0]


@pytest.mark.parametrize("css", ["a{width:10px;height:4px}", "a{width:10px;height:4px;padding:2px 3px}"])
def test_sizes_that_include_the_padding(css: str) -> None:
    lengths, passes = fixed(f"*{{box-sizing:border-box}}ul{{display:flex}}a{{display:block}}{css}")
    assert passes
    assert lengths["margin-top"] == -10.0


def test_what_differs_on_wide_screens_is_not_said_once_for_both() -> None:
    lengths, passes = fixed(f"ul{{display:flex}}a{{display:block}}{DOT}@media (min-width:900px){{a{{padding:3px}}}}")
    assert passes
    assert lengths["padding-top"] == 0.0
