import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.website.styles.cascade import DESKTOP, PHONE, Computed, Viewport, cascade
from tests.styled import styled, website


def computed(css: str, body: str, select: str, view: Viewport = PHONE, **files: str) -> Computed:
    page, site = styled(css, body, **files)
    element = page.document.select_one(select)
    assert element is not None
    return cascade(page, site, view).of(element)


@pytest.mark.parametrize(
    ("css", "color"),
    [
        ("p{color:red}p{color:blue}", "blue"),
        (".a{color:red}p{color:blue}", "red"),
        ("#i{color:red}.a.a{color:blue}", "red"),
        ("p{color:red!important}#i{color:blue}", "red"),
        ("p{color:red}p:hover{color:blue}", "red"),
        ("p{color:red}p:not(:hover){color:blue}", "blue"),
        ("p{color:red}@media print{p{color:blue}}", "red"),
        ("p{color:red}@media (max-width:500px){p{color:blue}}", "blue"),
        ("@layer a,b;@layer b{p{color:red}}@layer a{#i{color:blue}}", "red"),
        ("@layer a{#i{color:blue}}p{color:red}", "red"),
        ("@layer a{p{color:red!important}}p{color:blue!important}", "red"),
        ("@layer a{p{color:blue}@layer b{#i{color:red}}}", "blue"),
        ("body{color:red}", "red"),
        ("body{color:red}p{color:inherit}", "red"),
        ("body{color:blue}p{color:initial}", "#000"),
        (":root{--x:var(--y);--y:red}p{color:var(--x)}", "red"),
        ("p{color:var(--none,red)}", "red"),
        ("body{color:red}p{color:var(--none)}", "red"),
        ("p{color:red}q,p:nth-child(1{color:blue}", "red"),
        ("@supports (display:grid){p{color:red}}@supports (-ms-x:y){p{color:blue}}", "red"),
        (".b p{color:red}body > p{color:blue}", "red"),
        ("p{&.a{color:red}color:blue}", "red"),
    ],
)
def test_the_cascade(css: str, color: str) -> None:
    assert computed(css, '<body class="b"><p class="a" id="i">x', "p").get("color") == color


def test_style_attributes_win_but_over_important() -> None:
    body = '<p style="color:red;margin:1px">x'
    found = computed("p{color:blue;margin-top:2px!important}", body, "p")
    assert (found.get("color"), found.get("margin-top"), found.get("margin-left")) == ("red", "2px", "1px")


def test_shorthands_and_their_parts_override_each_other_in_order() -> None:
    found = computed("p{margin-left:1px;margin:2px;margin-right:3px}", "<p>x", "p")
    assert [found.length(f"margin-{side}") for side in ("left", "top", "right")] == [2, 2, 3]


def test_shorthands_wait_for_variables() -> None:
    found = computed("p{--m:1px 2px;margin:var(--m);margin-top:9px}", "<p>x", "p")
    assert [found.length(f"margin-{side}") for side in ("left", "top", "bottom")] == [2, 9, 1]


def test_lengths_follow_their_fonts() -> None:
    css = "html{font-size:20px}div{font-size:1.5em;line-height:1.2}"
    css += "p{font-size:50%;padding:1em;width:2rem;border:1px solid}"
    found = computed(css, "<div><p>x", "p")
    assert (found.font_size, found.length("padding-left"), found.length("width")) == (15, 15, 40)
    assert (found.length("line-height"), found.length("border-top-width")) == (18, 1)
    assert found.length("border-top-width") == 1
    assert computed("", "<p>x", "p").length("border-top-width") == 0


def test_browsers_have_styles_of_their_own() -> None:
    assert computed("", "<h1>x", "h1").font_size == 32
    assert computed("", "<p hidden>x", "p").get("display") == "none"
    assert computed("", '<a href="/">x', "a").get("text-decoration-line") == "underline"
    assert computed("", "<ul><li>x", "li").get("display") == "list-item"


def test_the_viewport_decides() -> None:
    css = "p{width:100vw}@media (min-width:992px){p{width:50vw}}"
    assert computed(css, "<p>x", "p", PHONE).length("width") == 412
    assert computed(css, "<p>x", "p", DESKTOP).length("width") == 675


def test_pseudo_elements_have_styles() -> None:
    page, site = styled("p{color:red}p::before{content:'x';background:url(a.png)}", "<p>x")
    found, paragraph = cascade(page, site, PHONE), page.named("p")[0]
    assert found.has_pseudo(paragraph, "before")
    assert not found.has_pseudo(paragraph, "after")
    assert found.of(paragraph, "before").get("background-image") == "url(a.png)"
    assert found.of(paragraph, "before").get("color") == "red"
    assert found.source_of(paragraph, "background-image", "before") == "/a.css"


def test_sheets_apply_in_the_order_of_the_page() -> None:
    html = (
        "<link rel=stylesheet href=b.css?v=1><style>p{left:2px;top:2px}</style>"
        "<link rel=stylesheet href=c.css media=print>"
        "<link rel='alternate stylesheet' href=c.css><noscript><style>p{left:9px}</style></noscript><p>x"
    )
    site = website(
        {
            "/x/i.html": html,
            "/x/b.css": "@import '../d.css';p{left:1px;right:1px}",
            "/x/c.css": "p{left:3px}",
            "/d.css": "@import 'x/b.css';p{right:4px;bottom:4px}",
        }
    )
    page = site.page_at["/x/i.html"]
    found = cascade(page, site, PHONE).of(page.named("p")[0])
    assert [found.get(side) for side in ("left", "top", "right", "bottom")] == ["2px", "2px", "1px", "4px"]
    rules = cascade(page, site, PHONE).rules_of(page.named("p")[0])
    assert [rule.selector_text for rule in rules] == ["p", "p", "p"]


DECLARATIONS = st.sampled_from(
    ["color:red", "margin:var(--a) 1px", "--a:var(--b)", "--b:var(--a)", "font:1em a", "x", "width:calc("]
)
RULES = st.lists(
    st.tuples(
        st.sampled_from(["p", ".a", ":is(.a,p)", "*", "p:hover", "[x", "@media x{p", "::before", ">"]), DECLARATIONS
    ),
    max_size=6,
).map(lambda rules: "".join(f"{selector}{{{declaration}}}" for selector, declaration in rules))


@settings(max_examples=50)
@given(
    RULES, st.sampled_from(["<p class=a>x<p>", "<p style='--a:1px;color'><b>", "<svg><p>", "<html><body class='a  p'>"])
)
def test_any_sheet_gives_every_element_values(css: str, body: str) -> None:
    page, site = styled(css, body)
    found = cascade(page, site, PHONE)
    for element in page.elements:
        style = found.of(element)
        assert style.get("color")
        assert style.font_size >= 0
        assert style.length("margin-top") is None or abs(style.length("margin-top") or 0) < 1e9


def test_pages_with_the_same_sheets_share_styles_and_nothing_else() -> None:
    """Elements that the same rules choose are alike only where what is around them is alike, too."""
    css = "html{font-size:10px}html.large{font-size:20px}.red{color:red}p{width:2rem}p::before{content:'x'}"
    head = '<!DOCTYPE html><html class="{}"><head><title>A</title><link rel="stylesheet" href="/a.css"></head><body>'
    made = website(
        {
            "/a.css": css,
            "/one.html": head.format("") + "<div class=red><p>1</div><p>2<p style='color:blue'>3",
            "/two.html": head.format("large") + "<div><p>1</div><p class=red>2<p hidden>3",
        }
    )
    seen = {}
    for path in ("/one.html", "/two.html"):
        page = made.page_at[path]
        styles = cascade(page, made, DESKTOP)
        seen[path] = [
            (styles.of(each).get("color"), styles.of(each).length("width"), styles.of(each).is_displayed)
            for each in page.named("p")
        ]
        assert all(styles.has_pseudo(each, "before") for each in page.named("p"))
        assert not any(styles.has_pseudo(each, "after") for each in page.named("p"))
    assert seen["/one.html"] == [("red", 20.0, True), ("#000", 20.0, True), ("blue", 20.0, True)]
    assert seen["/two.html"] == [("#000", 40.0, True), ("red", 40.0, True), ("#000", 40.0, False)]
