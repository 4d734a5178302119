import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.website.styles.declarations import Declaration, declarations
from code24.website.styles.pruning import is_whole, pruned
from code24.website.styles.scanning import split_list, statements
from code24.website.styles.sheets import parsed, urls_in, with_urls

CSS_TEXT = st.text(alphabet="ab.#:;{}()[]@\"'\\/* ,>\n-_1%!é<", max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            "a{",
            "}",
            "color:red",
            ";",
            ".b ",
            ",",
            "@media print{",
            "/*",
            "*/",
            '"',
            "'",
            "(",
            ")",
            "url(",
            "\\",
            "@layer x;",
            "--v:1",
            "\n",
        ]
    ),
    max_size=14,
).map("".join)


def test_rules_keep_their_conditions_and_order() -> None:
    sheet = parsed("a{color:red}@media print{@supports (gap:1px){b,i{color:blue!important}}}c{}")
    assert [(rule.selector_text, rule.order) for rule in sheet.rules] == [("a", 1), ("b,i", 2), ("c", 3)]
    assert [(each.name, each.text) for each in sheet.rules[1].conditions] == [
        ("media", "print"),
        ("supports", "(gap:1px)"),
    ]
    assert sheet.rules[1].declarations == (Declaration("color", "blue", important=True),)


def test_strings_and_addresses_hide_what_looks_like_structure() -> None:
    sheet = parsed('a{content:"}";background:url(data:x;y,{)}b{--set:{x:y};color:red}')
    assert [rule.selector_text for rule in sheet.rules] == ["a", "b"]
    assert sheet.rules[0].declarations[1] == Declaration("background", "url(data:x;y,{)")
    assert sheet.rules[1].declarations == (Declaration("--set", "{x:y}"), Declaration("color", "red"))


def test_nested_rules_stand_as_if_alone() -> None:
    sheet = parsed(".a{color:red;&:hover{color:blue}.b{top:0}@media print{color:green}}")
    assert [each.text for rule in sheet.rules for each in rule.selectors] == [".a", ".a:hover", ".a .b", ".a"]
    assert [rule.is_nested for rule in sheet.rules] == [False, True, True, True]
    assert sheet.rules[0].declarations == (Declaration("color", "red"),)


def test_imports_count_only_before_everything_else() -> None:
    sheet = parsed(
        '@charset "utf-8";@import url("a.css") layer(x) supports(gap: 1px) screen;@import "b.css";a{}@import "c";'
    )
    assert [(each.url, each.media, each.layer, each.supports) for each in sheet.imports] == [
        ("a.css", "screen", "x", "gap: 1px"),
        ("b.css", "", None, ""),
    ]


def test_at_rules_are_told_apart() -> None:
    sheet = parsed("@font-face{font-family:A;src:url(a.woff2)}@-webkit-keyframes spin{to{top:0}}a{b:c}")
    assert sheet.declared(sheet.font_faces[0]) == {"font-family": "A", "src": "url(a.woff2)"}
    assert [rule.prelude for rule in sheet.keyframes] == ["spin"]
    assert [rule.selector_text for rule in sheet.rules] == ["a"]


def test_broken_declarations_are_left_out() -> None:
    assert declarations("color red;*zoom:1;a:b;:c;top:;--x:") == (Declaration("a", "b"), Declaration("--x", ""))


def test_what_is_not_closed_is_noticed() -> None:
    assert is_whole(parsed("a{b:c}"))
    assert is_whole(parsed(""))
    assert is_whole(parsed("a{b:c}/* end */"))
    assert not is_whole(parsed("a{b:c}@media print{d{e:f}"))
    assert not is_whole(parsed('a{b:"c'))


def test_urls_are_found_and_rewritten() -> None:
    text = "a{b:url( 'x y.png' ) url(z.png#a);c:url(#id);d:url(data:,x)}"
    assert list(urls_in(text)) == ["x y.png", "z.png#a", "#id", "data:,x"]
    assert with_urls(text, lambda url: f"/{url}") == 'a{b:url("/x y.png") url("/z.png#a");c:url(#id);d:url(data:,x)}'


def test_lists_are_split_outside_of_brackets_and_strings() -> None:
    assert split_list("a, b(c, d), 'e,f' , g\\,h") == ["a", "b(c, d)", "'e,f'", "g\\,h"]


@settings(max_examples=50)
@given(CSS_TEXT | PIECES)
def test_any_text_is_read_and_written_again(css: str) -> None:
    sheet = parsed(css)
    for rule in sheet.rules:
        assert 0 <= rule.span.start < rule.span.end <= len(css)
        assert rule.span.start <= rule.block.start <= rule.block.end <= rule.span.end
    again = pruned(sheet, lambda rule: rule.selectors)
    assert all(not rule.selectors for rule in parsed(pruned(parsed(again), lambda rule: ())).rules)


@settings(max_examples=50)
@given(PIECES)
def test_blocks_are_those_that_a_full_parser_finds(css: str) -> None:
    if "\\" in css or "<" in css or "url(" in css or '"' in css or "'" in css:
        return
    mine = [(each.name, each.block is not None) for each in statements(css) if each.name or each.block]
    theirs = [
        (rule.lower_at_keyword if rule.type == "at-rule" else "", rule.content is not None)
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        if rule.type in {"at-rule", "qualified-rule"}
    ]
    assert mine == theirs
