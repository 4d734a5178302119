"""SVG files lose what is not drawn, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.pictures.drawings import holds_raster, minified

XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


def test_what_editors_leave() -> None:
    drawing = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Made with something -->
<svg {XMLNS} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 10 10">
  <metadata><a/></metadata>
  <inkscape:grid id="g"/>
  <g id="kept" inkscape:label="Layer">
    <title>A sign</title>
    <path d="M 1.234567   2
      L 3 4"/>
  </g>
</svg>"""
    assert minified(drawing.encode()).decode() == (
        f'<svg {XMLNS} viewBox="0 0 10 10"><g id="kept"><title>A sign</title><path d="M 1.235 2 L 3 4"/></g></svg>'
    )


def test_numbers_that_stand_together_stay_apart() -> None:
    drawing = f'<svg {XMLNS}><path d="M1.5.99996.00001-.00001 2"/>{" " * 80}</svg>'
    assert 'd="M1.5 1 0 0 2"' in minified(drawing.encode()).decode()


def test_the_flags_of_arcs_are_not_touched() -> None:
    path = "M0 0a1 1 0 01.12345.5"
    assert path in minified(f'<svg {XMLNS}><!-- x --><path d="{path}"/></svg>'.encode()).decode()


def test_spaces_between_words_stay() -> None:
    drawing = f"<svg {XMLNS}><!-- x --><text>A <tspan>b</tspan> <tspan>c</tspan></text></svg>"
    assert "</tspan> <tspan>" in minified(drawing.encode()).decode()


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><path></svg>",
        f"<svg {XMLNS}><!-- x --><script>a</script></svg>",
        f"<svg {XMLNS}><style><![CDATA[a > b {{}} <!-- -->]]></style></svg>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg><!-- x --></svg>',
        "\xff\xfe",
    ],
)
def test_what_is_broken_or_delicate_is_left_alone(drawing: str) -> None:
    assert minified(drawing.encode("latin-1")) == drawing.encode("latin-1")


def test_photographs_inside() -> None:
    assert holds_raster(b'<svg><image href="data:image/png;base64,' + b"A" * 5000 + b'"/></svg>') > 5000
    assert holds_raster(b'<svg><image href="data:image/svg+xml;base64,AAAA"/></svg>') == 0


@given(st.text(alphabet="<>!-/svgpath dM0123456789.\"'=[]?x:", max_size=120))
def test_once_is_enough(inside: str) -> None:
    once = minified(f"<svg {XMLNS}>{inside}</svg>".encode())
    assert minified(once) == once


@given(st.lists(st.floats(-500, 500).map(lambda value: f"{value:.6f}"), min_size=2, max_size=8))
def test_paths_keep_their_places(numbers: list[str]) -> None:
    drawing = f'<svg {XMLNS}><path d="M{" ".join(numbers)}"/></svg>'
    path = re.search(r'd="M([^"]*)"', minified(drawing.encode()).decode())
    assert path is not None
    assert [float(each) for each in path[1].split()] == pytest.approx([float(each) for each in numbers], abs=0.0006)
