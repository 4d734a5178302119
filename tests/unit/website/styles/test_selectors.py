import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import SelectorSyntaxError, parse

from code24.website.styles.selectors import Specificity, selector, selectors


@pytest.mark.parametrize(
    ("text", "possible", "resting"),
    [
        ("a:hover", "a", None),
        ("a:not(:hover)", "a", "a"),
        (".a:not(.b)", ".a:not(.b)", ".a:not(.b)"),
        ("a:is(:hover,.x)", "a:is(*,.x)", "a:is(.x)"),
        ("input:checked + label", "input+label", "input:checked+label"),
        (":root", ":root", ":root"),
        ("a::before", "a", "a"),
        ("::selection", "*", "*"),
        ("div > :focus", "div>*", None),
        ("a:-moz-focusring", "a", None),
        ("li:has(> a:hover)", "li:has(>a)", None),
        ("nav :where(a, b:hover)", "nav :is(a,b)", "nav :is(a)"),
        ("li:nth-child(2n + 1)", "li:nth-child(2n + 1)", "li:nth-child(2n + 1)"),
    ],
)
def test_states_are_taken_out(text: str, possible: str, resting: str | None) -> None:
    found = selector(text)
    assert (found.valid, found.possible, found.resting) == (True, possible, resting)


@pytest.mark.parametrize(
    ("text", "specificity"),
    [
        ("#a .b c", (1, 1, 1)),
        ("a:hover::before", (0, 1, 2)),
        (":is(#a, b) c", (1, 0, 1)),
        (":where(#a) c", (0, 0, 1)),
        ("*:not(.a):first-child[x]", (0, 3, 0)),
    ],
)
def test_specificity(text: str, specificity: tuple[int, int, int]) -> None:
    assert selector(text).specificity == Specificity(*specificity)


def test_names_that_a_selector_needs() -> None:
    found = selector('UL.md\\:w-1 > #x[data-a="b]"]:not(.c) :is(.d)')
    assert (found.classes, found.ids) == ({"md:w-1", "d"}, {"x"})
    assert (found.attributes, found.tags, found.other_names) == ({"data-a"}, {"ul"}, {"c"})


def test_alternatives_are_not_needed() -> None:
    found = selector(".a:is(.b,.c):has(.d)")
    assert (found.classes, found.other_names) == ({"a"}, {"b", "c", "d"})


@pytest.mark.parametrize("text", ["a >", "a[", "a,,b", "a{", "", "!a", "a:not(!)"])
def test_what_no_browser_reads_is_invalid(text: str) -> None:
    assert not any(each.valid for each in selectors(text))


@settings(max_examples=50)
@given(st.text(alphabet="ab.#:*>+~()[]='\\ ,|&-nohverist1", max_size=24))
def test_any_text_is_read(text: str) -> None:
    document = parse("<a class=b></a>")
    for each in selectors(text):
        for asked in (each.possible, each.resting):
            if asked and each.valid:
                try:
                    document.select(asked)
                except SelectorSyntaxError:
                    continue


@settings(max_examples=50)
@given(st.sampled_from(["a", ".b", "#c", "*"]), st.sampled_from([" ", " > ", "+", "~"]), st.sampled_from(["a", ".b"]))
def test_what_needs_no_state_is_asked_as_it_is(left: str, sign: str, right: str) -> None:
    document = parse("<a class=b><a><i class=b id=c></i><a></a></a>")
    found = selector(f"{left}{sign}{right}")
    assert found.possible == found.resting
    assert document.select(found.possible) == document.select(f"{left}{sign}{right}")
