"""Script and data files get smaller and mean the same."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.optimize.fix import Setting
from code24.optimize.fixes.minify.scripts import minified_data, minified_scripts
from code24.optimize.fixes.minify.texts import compact_json, compact_script, without_source_map
from tests.typefaces import website

SOURCE = "/*! license */\n// what it does\nfunction greet( name ) {\n    return 'Hello,  ' + name;\n}\n"


def test_white_space_and_comments_go_and_names_stay() -> None:
    assert compact_script(SOURCE) == "/*! license */function greet(name){return'Hello,  '+name}"


@pytest.mark.parametrize("text", ["var = ;", "a(", "let x = 'unclosed"])
def test_what_cannot_be_read_stays(text: str) -> None:
    assert compact_script(text) is None


def test_files() -> None:
    before = website(
        {"/a.js": SOURCE, "/b.min.js": SOURCE, "/c.json": '{ "a" : [ 1.0, "x  y" ] }', "/d.json": "{ broken"}
    )
    scripts, data = minified_scripts.apply(before, Setting()), minified_data.apply(before, Setting())
    assert [file.path for file in scripts.files] == ["/a.js"]
    assert [(file.path, file.text) for file in data.files] == [("/c.json", '{"a":[1.0,"x  y"]}')]
    after = before.changed((*scripts.files, *data.files))
    assert minified_scripts.apply(after, Setting()).files == ()
    assert minified_data.apply(after, Setting()).files == ()


def test_source_maps_are_not_named() -> None:
    assert without_source_map("a();\n//# sourceMappingURL=a.js.map\n") == "a();\n"
    assert without_source_map("a='//# sourceMappingURL=x'") == "a='//# sourceMappingURL=x'"


@settings(max_examples=20, deadline=None)
@given(
    st.recursive(
        st.none() | st.text() | st.integers() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_data_means_the_same(value: object) -> None:
    text = json.dumps(value, indent=3)
    assert json.loads(compact_json(text) or text) == value
