import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.styles.imports import flat_imports
from tests.styled import website


def flat(files: dict[str, str], path: str = "/css/a.css") -> str:
    site = website(files)
    outcome = flat_imports.apply(site, Setting())
    again = site.changed(outcome.files)
    assert [file.path for file in flat_imports.apply(again, Setting()).files if file.path == path] == []
    return again.files[path].text


def test_imports_stand_where_they_were_with_their_conditions_and_addresses() -> None:
    text = flat(
        {
            "/css/a.css": '@charset "utf-8";@import "../b/b.css" screen;@import url(c.css) layer(x);p{top:0}',
            "/b/b.css": '@charset "utf-8";@import "/d.css";b{background:url(i.png?1#x)}',
            "/css/c.css": "i{top:0}",
            "/d.css": "u{background:url(/e.png) url(https://x.example/f.png) url(data:,x)}",
        }
    )
    assert "".join(text.split()) == (
        '@charset"utf-8";@mediascreen{u{background:url(/e.png)url(https://x.example/f.png)url(data:,x)}'
        'b{background:url("../b/i.png?1#x")}}@layerx{i{top:0}}p{top:0}'
    )


@pytest.mark.parametrize(
    "files",
    [
        {"/css/a.css": '@import "b.css";@import "https://x.example/c.css";', "/css/b.css": "b{top:0}"},
        {"/css/a.css": '@import "gone.css";p{}'},
        {"/css/a.css": '@import "a.css";p{}'},
        {"/css/a.css": '@import "b.css";', "/css/b.css": "b{top:0"},
        {"/css/a.css": '@import "b.css";', "/css/b.css": "@namespace url(x);b{top:0}"},
    ],
)
def test_what_cannot_move_stays(files: dict[str, str]) -> None:
    assert flat(files) == files["/css/a.css"]


def test_circles_stay() -> None:
    files = {"/css/a.css": '@import "b.css";', "/css/b.css": '@import "a.css";b{top:0}'}
    assert flat(files) == files["/css/a.css"]
