"""Every fix of markup, names and colours: what it answers passes afterwards, and doing it twice is doing it once."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turbohtml import parse

from code24.audit.auditing import counts
from code24.audit.models import Category
from code24.audit.rules import all_rules
from code24.optimize.applying import apply_all
from code24.optimize.fix import FixKind, Setting, in_order
from code24.optimize.fixes import all_fixes, colors, markup, names
from code24.website.website import Website
from tests.styled import website

MODULES = [
    import_module(module.name)
    for package in (markup, names, colors)
    for module in walk_packages(package.__path__, f"{package.__name__}.")
]
FIXES = {kind.id: kind for kind in in_order(kind for module in MODULES for kind in getattr(module, "FIXES", ()))}
HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title>'
ICON = "<svg width=12 height=12></svg>"

CASES = [
    ("aria-repair", "aria-roles", "<p role=notes>A", "<p>A"),
    ("aria-repair", "aria-valid-attr", "<p aria-alive=x>A", "<p>A"),
    ("aria-repair", "aria-valid-attr-value", "<button aria-expanded=yes>A</button>", 'aria-expanded="true"'),
    ("aria-repair", "aria-required-attr", "<div role=slider tabindex=0 aria-label=A></div>", 'aria-valuenow="0"'),
    ("aria-repair", "aria-allowed-attr", "<p aria-checked=true>A", "<p>A"),
    ("aria-repair", "aria-conditional-attr", "<input type=checkbox aria-label=A aria-checked=true>", 'type="checkbox"'),
    ("aria-repair", "aria-deprecated-role", "<ul role=directory><li>A</ul>", 'role="list"'),
    ("aria-repair", "aria-allowed-role", "<main role=button>A</main>", "<main>A"),
    ("aria-repair", "presentation-role-conflict", "<button role=none>A</button>", "<button>A"),
    ("aria-hidden-focus", "aria-hidden-focus", "<p aria-hidden=true><a href=1>A</a>", 'tabindex="-1"'),
    ("aria-structure", "aria-required-children", "<ul role=tablist><li><a role=tab href=1>A</a></ul>",
     'role="presentation"'),
    ("aria-structure", "aria-required-parent", "<div role=tab>A</div>", "<div>A"),
    ("contrast", "color-contrast", "<p style='color:#777'>Words", "color: #74"),
    ("contrast", "color-contrast", "<style>.m{color:#8392ab!important}</style><p class=m>Words", ".m:where(.text-"),
    ("headings", "heading-order", "<h1>Words</h1><h3>B</h3>", "<h2"),
    ("headings", "one-heading-one", "<h1>Words</h1><h1>B</h1>", "<h2"),
    ("headings", "page-has-heading-one", "<h2>Words</h2>", "<h1"),
    ("headings-empty", "empty-heading", "<h2> </h2>", "> </"),
    ("landmarks", "landmark-one-main", "<nav>A</nav><div>Words</div><footer>B</footer>", '<div role="main">'),
    ("landmarks", "region", "<nav>A</nav><div>Words</div><p>C</p><footer>B</footer>",
     '<main style="display: contents">'),
    ("landmarks-unique", "landmark-unique", "<nav>A</nav><footer><nav>B</nav></footer>",
     'aria-label="Main navigation"'),
    ("link-underline", "link-in-text-block",
     "<style>a{color:#111;text-decoration:none}</style><p>Many words around <a href=1>here</a>",
     "a:where(.text-underlined){text-decoration:underline}"),
    ("lists", "list", "<ul><li>A</li><div>B</div></ul>", "<div"),
    ("lists", "listitem", "<div><li>A</li></div>", "<div"),
    ("markup-focus", "tabindex", "<p tabindex=3>A", 'tabindex="0"'),
    ("markup-focus", "accesskeys", "<a href=1 accesskey=s>A</a><a href=2 accesskey=s>B</a>", '<a href="2">'),
    ("markup-ids", "duplicate-id", "<p id=a>A<p id=a>B", 'id="a-2"'),
    ("markup-ids", "duplicate-id-aria",
     "<form><label for=a>A</label><input id=a></form><form><label for=a>B</label><input id=a></form>",
     '<label for="a-2">B'),
    ("markup-nesting", "html-content-model", "<h1><div>A</div></h1>", '<span style="display: block">A'),
    ("markup-obsolete", "html-obsolete", "<center><font color=red size=5>A</font></center>",
     "color: red; font-size: x-large"),
    ("markup-obsolete", "blink", "<blink>A</blink>", "<span>A"),
    ("markup-values", "html-attribute-values", "<iframe width=100% height=30px></iframe>",
     'height="30" style="width: 100%"'),
    ("markup-values", "html-attribute-values", "<form action='' method=''>A</form>", "<form>A"),
    ("markup-values", "html-attribute-values", "<button href=/a target=_blank>A</button>", "<button>A"),
    ("markup-values", "html-attribute-values", r"<img src='a\b.png?c\d' alt=A>", r'src="a/b.png?c\d"'),
    ("markup-values", "html-attribute-values", "<meta http-equiv=X-UA-Compatible content='IE=edge,chrome=1'>",
     'content="IE=edge"'),
    ("markup-values", "html-attribute-values", "<label for=' a'>A</label><input id=' a'>",
     '<label for="a">A</label><input id="a">'),
    ("markup-values", "autocomplete-valid", "<input autocomplete=phone>", 'autocomplete="tel"'),
    ("markup-values", "no-autoplay-audio", "<video autoplay></video>", "muted"),
    ("names-buttons", "button-name", "<nav><button class=navbar-toggler><i></i></button></nav>", 'aria-label="Menu"'),
    ("names-buttons", "button-name", "<button class=btn-close></button>", 'aria-label="Close"'),
    ("names-buttons", "input-image-alt", "<form role=search><input type=image src=a></form>", 'alt="Search"'),
    ("names-fields", "label", "<label>Street</label><input name=street>", '<label for="field">Street'),
    ("names-fields", "label-placeholder", "<input placeholder='Your mail *'>", 'aria-label="Your mail"'),
    ("names-fields", "label", "<input type=email>", 'aria-label="'),
    ("names-fields", "select-name", "<p>Size: <select><option>1</select>", 'aria-label="Size"'),
    ("names-frames", "frame-title", "<iframe src='https://www.youtube.com/embed/x'></iframe>", 'title="Video"'),
    ("names-images", "image-alt", "<figure><img src=a><figcaption>A cat</figcaption></figure>", 'alt="A cat"'),
    ("names-images", "image-alt", "<a href=1><img src=a>Home</a>", 'alt=""'),
    ("names-images", "image-alt", "<img src='img/red-garden-chair.jpg'>", 'alt="Red garden chair"'),
    ("names-images", "image-redundant-alt", "<a href=1><img src=a alt=Home>Home</a>", 'alt=""'),
    ("names-links", "link-name", "<a href='#!'><i class='fab fa-facebook-f'></i></a>", 'aria-label="Facebook"'),
    ("names-links", "link-name", "<a href='mailto:a@b.example'><i></i></a>",
     'aria-label="Write an e-mail: a@b.example"'),
    ("names-links", "link-name", "<a href='#a' id=home-tab role=tab><i class='ni ni-x1'></i></a>", 'aria-label="Home"'),
    ("names-links", "link-name", "<a href='#'><i class='me-2 nc-icon nc-thermometer-full'></i></a>",
     'aria-label="Thermometer full"'),
    ("names-links", "link-name", "<div><h3>Chairs</h3><a class=stretched href=1></a></div>", 'aria-label="Chairs"'),
    ("names-prohibited", "aria-prohibited-attr", "<div aria-label=A>B</div>", 'role="group"'),
    ("names-roles", "aria-dialog-name", "<div role=dialog><h2>Order</h2></div>", 'aria-labelledby="dialog-title"'),
    ("names-roles", "aria-progressbar-name", "<h2>Skills</h2><div role=progressbar></div>", "aria-label="),
    ("names-visible", "label-content-name-mismatch", "<button aria-label='Go'>Send</button>", 'aria-label="Send: Go"'),
    ("skip-link", "skip-link", "<a class=skip href='#content'>A</a><main>B</main>", '<main id="content">'),
    ("tables", "td-has-header", f"<table>{('<tr>' + '<td>1' * 4) * 4}</table>", 'scope="col"'),
    ("tables", "scope-attr-valid", "<table><tr><td scope=col>A</table>", "<td>A"),
    ("tables", "td-headers-attr", "<table><tr><th id=a>A<td headers=b>1</table>", "<td>1"),
    ("target-size", "target-size", f"<nav><a href=1>{ICON}</a><a href=2>{ICON}</a></nav>",
     "".join(f".target-24-bf41{{padding-{side}:6px!important}}" for side in ("left", "right", "top", "bottom"))),
]  # fmt: skip

DOCUMENTS = [
    ("markup-doctype", "doctype", "<p>A", "<!DOCTYPE html>"),
    ("markup-charset", "charset", "<!DOCTYPE html><title>A</title>", '<head><meta charset="utf-8">'),
    ("markup-viewport", "viewport", "<!DOCTYPE html><title>A</title>", "width=device-width, initial-scale=1"),
    ("markup-viewport", "meta-viewport", "<meta name=viewport content='width=device-width, user-scalable=no'>",
     'content="width=device-width"'),
    ("markup-language", "html-has-lang", "<p>Wir freuen uns auf Ihren Besuch in unserem Laden am Markt.",
     '<html lang="de">'),
    ("markup-language", "valid-lang", "<html lang=en><p lang=de_AT>Das ist ein Satz.", 'lang="de-AT"'),
    ("aria-repair", "aria-hidden-body", "<body aria-hidden=true><p>A", "<body>"),
]  # fmt: skip


def fixed(site: Website, *kinds: FixKind) -> Website:
    steps = apply_all(site, kinds, Setting())
    assert [step.error for step in steps if step.error] == []
    return steps[-1].website if steps else site


def check(identifier: str, rule: str, html: str, expected: str) -> None:
    before = website({"/index.html": html})
    assert counts(before, [rule])[rule] > 0
    after = fixed(before, FIXES[identifier])
    text = after.files["/index.html"].text
    assert expected in text
    assert counts(after, [rule])[rule] == 0
    assert fixed(after, FIXES[identifier]).files["/index.html"].text == text


@pytest.mark.parametrize(("identifier", "rule", "html", "expected"), CASES)
def test_fix(identifier: str, rule: str, html: str, expected: str) -> None:
    check(identifier, rule, HEAD + html, expected)


@pytest.mark.parametrize(("identifier", "rule", "html", "expected"), DOCUMENTS)
def test_fix_of_the_whole_document(identifier: str, rule: str, html: str, expected: str) -> None:
    check(identifier, rule, html, expected)


def test_no_fix_is_without_a_case() -> None:
    assert FIXES.keys() == {case[0] for case in [*CASES, *DOCUMENTS]}
    assert set(FIXES.values()) <= set(all_fixes())


def test_every_finding_of_a_rule_names_a_fix_that_exists() -> None:
    known = {kind.id for kind in all_fixes()}
    ours = {Category.ACCESSIBILITY, Category.DESIGN}
    assert {rule.fix for rule in all_rules() if rule.fix and rule.category in ours} <= known
    assert {answer for kind in FIXES.values() for answer in kind.answers} <= {rule.id for rule in all_rules()}


def test_words_are_in_the_language_of_the_page() -> None:
    page = '<!DOCTYPE html><html lang="de"><title>A</title><body><button class="btn-close"></button>'
    assert (
        'aria-label="Schließen"'
        in fixed(website({"/index.html": page}), FIXES["names-buttons"]).files["/index.html"].text
    )


def test_what_cannot_be_named_honestly_stays_without_a_name() -> None:
    page = f"{HEAD}<a href='#x'><i class='q'></i></a><img src='data:image/gif;base64,R0lGODlh'>"
    site = website({"/index.html": page})
    assert fixed(site, FIXES["names-links"], FIXES["names-images"]).files == site.files


def test_a_heading_keeps_its_looks_by_the_class_of_its_framework() -> None:
    css = "<style>h2,.h2{font-size:32px}h5,.h5{font-size:20px;margin:3px}</style>"
    page = f"{HEAD}{css}<h1>Title</h1><h5>Part</h5>"
    text = fixed(website({"/index.html": page}), FIXES["headings"]).files["/index.html"].text
    assert '<h2 class="h5"' in text


def test_texts_over_pictures_are_left_alone() -> None:
    page = f"{HEAD}<div style='background-image:url(a.jpg)'><p style='color:#eee'>Words</div>"
    site = website({"/index.html": page})
    assert fixed(site, FIXES["contrast"]).files == site.files


def test_styles_in_the_body_do_not_win_over_a_corrected_colour() -> None:
    page = f"{HEAD}<body><style>.m{{color:#999}}</style><p class=m>Words"
    check("contrast", "color-contrast", page, ".m:is(.text-")


def test_a_rule_for_hovering_wins_over_a_corrected_colour() -> None:
    css = "<style>.btn{color:#999}.btn:hover{color:#000}</style>"
    text = fixed(website({"/index.html": f"{HEAD}{css}<a class=btn href=1>Words</a>"}), FIXES["contrast"])
    style = parse(text.files["/index.html"].text).select_one("style[data-corrections]")
    assert style is not None
    assert style.text.startswith(".btn:where(.text-")


PIECES = st.sampled_from([
    "<ul>", "<li>", "</ul>", "<div role=tab aria-controls=x>", "<p>", "</div>", "<table>", "<tr>", "<td headers=a>",
    "<a href='#a'>", "<a>", "</a>", "<h3>", "<h1>", "</h1>", "<svg><g id=a>", "</svg>", "<img>", "<input id=a>",
    "<label for=a>", "<button aria-label>", "text words", "<style>p{color:var(--x);width:calc(1px*", "</style>",
    "<p style='color:#777;opacity:.5'>", "<dl><dd>", "<main>", "<nav aria-labelledby='a b'>", "<iframe srcdoc='<p>'>",
    "<font color=red size=+9>", "<select><option>", "\x00", "&#xD800;", "<template>", "<noscript>", "<dialog>",
    "<html lang='!!'>", "<body aria-hidden=true>", "<meta name=viewport content='maximum-scale=x,=,'>", "<center>",
])  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_markup_crashes_a_fix_and_fixing_twice_is_fixing_once(html: str) -> None:
    once = fixed(website({"/index.html": html}), *FIXES.values())
    assert fixed(once, *FIXES.values()).files["/index.html"].text == once.files["/index.html"].text


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#' title='Like us' data-toggle=tooltip><i></i></a>",
        "<style>@media (min-width:900px){.b{display:none}}</style><a href='#'><i></i> <span class=b>Like us</span></a>",
    ],
)
def test_links_keep_their_names_on_all_screens(link: str) -> None:
    other = "<a href='#'><i class='fa fa-gem'></i></a>"
    after = fixed(website({"/index.html": HEAD + link + other}), FIXES["names-links"]).files["/index.html"].text
    assert after.count('aria-label="Like us"') == 1
    assert 'aria-label="Gem"' in after


def test_what_waits_to_be_opened_is_a_dialog() -> None:
    html = "<div tabindex=-1 aria-hidden=true aria-labelledby=a><h2 id=a>Order</h2></div><div aria-labelledby=a></div>"
    after = fixed(website({"/index.html": HEAD + html}), FIXES["names-prohibited"]).files["/index.html"].text
    assert [after.count(f'role="{role}"') for role in ("dialog", "group")] == [1, 1]
