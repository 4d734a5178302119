"""Every rule of accessibility and design on a tiny page that passes and one that fails."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.audit.auditing import ask, counts
from code24.audit.rules import accessibility, all_rules, design
from tests.styled import website

MODULES = [
    import_module(module.name)
    for package in (accessibility, design)
    for module in walk_packages(package.__path__, f"{package.__name__}.")
]
RULES = {rule.id: rule for module in MODULES for rule in getattr(module, "RULES", ())}
HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title></head><body>'

CASES = [
    ("accesskeys", "<a href=1 accesskey=s>A</a><a href=2 accesskey=d>B</a>",
     "<a href=1 accesskey=s>A</a><a href=2 accesskey=S>B</a>"),
    ("area-alt", '<map name=m><area href="a" alt="A"></map>', '<map name=m><area href="a"></map>'),
    ("aria-allowed-attr", '<button aria-expanded="true">A</button>', '<p aria-checked="true">A</p>'),
    ("aria-allowed-role", '<div role="button" tabindex=0>A</div>', '<main role="button">A</main>'),
    ("aria-command-name", '<div role="button" tabindex=0>A</div>', '<div role="button" tabindex=0></div>'),
    ("aria-conditional-attr", "<input type=checkbox aria-label=A>",
     "<input type=checkbox aria-label=A aria-checked=true>"),
    ("aria-deprecated-role", "<ul role=list><li>A</ul>", "<ul role=directory><li>A</ul>"),
    ("aria-dialog-name", '<div role="dialog" aria-label="A">B</div>', '<div role="dialog">B</div>'),
    ("aria-hidden-focus", '<p aria-hidden="true">A</p>', '<p aria-hidden="true"><a href=1>A</a></p>'),
    ("aria-input-field-name", '<div role="textbox" aria-label="A"></div>', '<div role="textbox"></div>'),
    ("aria-meter-name", '<div role="meter" aria-valuenow=1 aria-label="A"></div>',
     '<div role="meter" aria-valuenow=1></div>'),
    ("aria-progressbar-name", '<div role="progressbar" aria-label="A"></div>', '<div role="progressbar"></div>'),
    ("aria-prohibited-attr", '<div role="group" aria-label="A">B</div>', '<div aria-label="A">B</div>'),
    ("aria-required-attr", '<div role="slider" aria-valuenow="1" aria-label=A></div>',
     '<div role="slider" aria-label=A></div>'),
    ("aria-required-children", '<ul role="tablist"><li role="tab">A</ul>', '<ul role="tablist"><li>A</ul>'),
    ("aria-required-parent", '<div role="tablist"><div role="tab">A</div></div>', '<div role="tab">A</div>'),
    ("aria-roles", '<p role="note">A</p>', '<p role="notes">A</p>'),
    ("aria-tab-name", '<div role=tablist><i role="tab">A</i></div>', '<div role=tablist><i role="tab"></i></div>'),
    ("aria-text", '<p role="text">A</p>', '<p role="text"><a href=1>A</a></p>'),
    ("aria-toggle-field-name", '<div role="switch" aria-checked=true>A</div>',
     '<div role="switch" aria-checked=true></div>'),
    ("aria-tooltip-name", '<div role="tooltip">A</div>', '<div role="tooltip"></div>'),
    ("aria-treeitem-name", '<ul role=tree><li role="treeitem">A</ul>', '<ul role=tree><li role="treeitem"></ul>'),
    ("aria-valid-attr", '<p aria-live="polite">A</p>', '<p aria-alive="polite">A</p>'),
    ("aria-valid-attr-value", '<p aria-live="polite">A</p>', '<p aria-live="loud">A</p>'),
    ("autocomplete-valid", '<input autocomplete="email">', '<input autocomplete="mails">'),
    ("button-name", "<button><img alt=A src=a></button>", "<button><i class=x></i></button>"),
    ("blink", "<p>A", "<blink>A</blink>"),
    ("bypass", "<h1>A</h1><a href=1>B</a>", "<p>A <a href=1>B</a>"),
    ("color-contrast", '<p style="color:#767676">Words', '<p style="color:#777">Words'),
    ("definition-list", "<dl><dt>A<dd>B</dl>", "<dl><p>A</p></dl>"),
    ("dlitem", "<dl><dt>A<dd>B</dl>", "<div><dt>A</dt></div>"),
    ("dead-anchor", "<a href='#a'>A</a><p id=a>B", "<a href='#b'>A</a><p id=a>B"),
    ("duplicate-id", "<p id=a>A<p id=b>B", "<p id=a>A<p id=a>B"),
    ("duplicate-id-aria", "<p id=a>A<p id=b aria-describedby=a>B", "<p id=a>A<p id=a>B<p aria-describedby=a>C"),
    ("empty-heading", "<h1>A</h1>", "<h1> </h1>"),
    ("empty-table-header", "<table><tr><td><th>A<tr><td>1<td>2</table>", "<table><tr><td><th><tr><td>1<td>2</table>"),
    ("focus-visible", "<style>:focus{outline:0;box-shadow:0 0 1px}</style>", "<style>:focus{outline:none}</style>"),
    ("font-size", '<p style="font-size:12px">Words', '<p style="font-size:11px">Words'),
    ("form-field-multiple-labels", "<label for=a>A</label><input id=a>",
     "<label for=a>A</label><label for=a>B</label><input id=a>"),
    ("frame-title", '<iframe src="a" title="A"></iframe>', '<iframe src="a"></iframe>'),
    ("heading-order", "<h1>A</h1><h2>B</h2>", "<h1>A</h1><h3>B</h3>"),
    ("horizontal-overflow", '<div style="width:400px">A</div>', '<div style="width:900px">A</div>'),
    ("html-attribute-values", '<iframe width="10"></iframe>', '<iframe width="100%"></iframe>'),
    ("html-content-model", "<h1><span>A</span></h1>", "<h1><div>A</div></h1>"),
    ("html-obsolete", "<p>A", "<center>A</center>"),
    ("html-valid", "<p>A", "<p a=1 a=2>A"),
    ("identical-links-same-purpose", "<a href=one>A</a><a href=one>A</a>", "<a href=one>A</a><a href=two>A</a>"),
    ("image-alt", '<img src=a alt="">', "<img src=a>"),
    ("image-redundant-alt", '<a href=1><img src=a alt="">Home</a>', '<a href=1><img src=a alt="Home">Home</a>'),
    ("input-button-name", '<input type=button value="A">', "<input type=button>"),
    ("input-image-alt", '<input type=image src=a alt="A">', "<input type=image src=a>"),
    ("label", "<label>A <input></label>", "<input name=a>"),
    ("label-content-name-mismatch", '<button aria-label="Send now">Send</button>',
     '<button aria-label="Go">Send</button>'),
    ("label-placeholder", '<input placeholder="A" aria-label="B">', '<input placeholder="A">'),
    ("landmark-main-is-top-level", "<main>A</main>", "<nav><div role=main>A</div></nav>"),
    ("landmark-no-duplicate-banner", "<header>A</header>", "<header>A</header><header>B</header>"),
    ("landmark-no-duplicate-contentinfo", "<footer>A</footer>", "<footer>A</footer><footer>B</footer>"),
    ("landmark-no-duplicate-main", "<main>A</main>", "<main>A</main><main>B</main>"),
    ("landmark-one-main", "<main>A</main>", "<p>A"),
    ("landmark-unique", "<nav>A</nav><nav aria-label=B>B</nav>", "<nav>A</nav><nav>B</nav>"),
    ("line-height", f"<p>{'word ' * 40}", f'<p style="line-height:1">{"word " * 40}'),
    ("link-in-text-block", "<p>Many words around <a href=1>here</a>.",
     '<p style="color:#000">Many words around <a style="color:#222;text-decoration:none" href=1>here</a>.'),
    ("link-in-text-block",
     '<h3 style="color:#000">Many words around <a style="color:#222" href=1>here</a>.</h3>',
     '<h3 style="color:#000">Many words around <a style="color:#222;text-decoration:none" href=1>here</a>.</h3>'),
    ("link-name", "<a href=1>A</a>", "<a href=1><i></i></a>"),
    ("list", "<ul><li>A</ul>", "<ul><div>A</div></ul>"),
    ("listitem", "<ul><li>A</ul>", "<div><li>A</li></div>"),
    ("marquee", "<p>A", "<marquee>A</marquee>"),
    ("meta-refresh", '<meta http-equiv=refresh content="0;url=b">', '<meta http-equiv=refresh content="30">'),
    ("meta-viewport", '<meta name=viewport content="width=device-width">',
     '<meta name=viewport content="user-scalable=no">'),
    ("nested-interactive", "<button>A</button>", "<div role=button tabindex=0><a href=1>A</a></div>"),
    ("no-autoplay-audio", "<video autoplay muted></video>", "<video autoplay></video>"),
    ("object-alt", '<object data=a aria-label="A"></object>', "<object data=a></object>"),
    ("one-heading-one", "<h1>A</h1>", "<h1>A</h1><h1>B</h1>"),
    ("page-has-heading-one", "<h1>A</h1>", "<h2>A</h2>"),
    ("paste-preventing-inputs", "<input>", '<input onpaste="return false">'),
    ("presentation-role-conflict", "<img role=none alt='' src=a>", "<button role=none>A</button>"),
    ("region", "<main><p>A</p></main>", "<main><p>A</p></main><div>B</div>"),
    ("role-img-alt", '<i role=img aria-label="A"></i>', "<i role=img></i>"),
    ("scope-attr-valid", "<table><tr><th scope=col>A</table>", "<table><tr><th scope=top>A</table>"),
    ("select-name", "<select aria-label=A></select>", "<select></select>"),
    ("server-side-image-map", "<img src=a alt=A>", "<img src=a alt=A ismap>"),
    ("skip-link", '<a class=skip href="#a">A</a><p id=a>', '<a class=skip href="#b">A</a><p id=a>'),
    ("summary-name", "<details><summary>A</summary></details>", "<details><summary></summary></details>"),
    ("svg-img-alt", "<svg role=img><title>A</title></svg>", "<svg role=img></svg>"),
    ("tabindex", "<p tabindex=0>A", "<p tabindex=3>A"),
    ("table-duplicate-name", "<table summary=B><caption>A</caption><tr><td>1</table>",
     "<table summary=A><caption>A</caption><tr><td>1</table>"),
    ("table-fake-caption", "<table><tr><td>A<td>B<tr><td>1<td>2</table>",
     "<table><tr><td colspan=2>A<tr><td>1<td>2</table>"),
    ("target-size",
     '<nav><a href=1><svg width=24 height=24></svg></a><a href=2><svg width=24 height=24></svg></a></nav>',
     '<nav><a href=1><svg width=12 height=12></svg></a><a href=2><svg width=12 height=12></svg></a></nav>'),
    ("td-has-header", f"<table><tr>{'<th>A' * 4}{('<tr>' + '<td>1' * 4) * 4}</table>",
     f"<table>{('<tr>' + '<td>1' * 4) * 4}</table>"),
    ("td-headers-attr", "<table><tr><th id=a>A<td headers=a>1</table>", "<table><tr><th id=a>A<td headers=b>1</table>"),
    ("th-has-data-cells", "<table><tr><th>A<td>1</table>", "<table><tr><th>A</table>"),
    ("theme-color", '<meta name=theme-color content="#123">', "<p>A"),
    ("type-scale", "<p>A", "".join(f'<p style="font-size:{size}px">A' for size in range(10, 40))),
    ("palette-size", "<p>A", "".join(f'<p style="color:#0000{shade:02x}">A' for shade in range(30))),
    ("valid-lang", '<p lang="de">A', '<p lang="german!">A'),
    ("video-caption", '<video src=a><track kind="captions" src=b></video>', "<video src=a></video>"),
    ("viewport", '<meta name=viewport content="width=device-width">', "<p>A"),
]  # fmt: skip

DOCUMENTS = [
    ("document-title", "<!DOCTYPE html><title>A</title>", "<!DOCTYPE html><p>A"),
    ("doctype", "<!DOCTYPE html><p>A", "<p>A"),
    ("html-has-lang", "<html lang=de><p>A", "<p>A"),
    ("html-lang-valid", "<html lang=de-CH><p>A", "<html lang=de_CH!><p>A"),
    ("html-xml-lang-mismatch", "<html lang=de xml:lang=de-AT><p>A", "<html lang=de xml:lang=fr><p>A"),
    ("aria-hidden-body", "<body><p>A", "<body aria-hidden=true><p>A"),
]
SILENT = {"blink", "image-redundant-alt", "marquee", "server-side-image-map"}
"""Rules that have nothing to look at on the page that passes."""


def found(identifier: str, html: str) -> tuple[int, int]:
    result, _ = ask(RULES[identifier], website({"/index.html": html}))
    return result.looked_at, result.found


@pytest.mark.parametrize(("identifier", "fine", "wrong"), CASES, ids=[case[0] for case in CASES])
def test_rule(identifier: str, fine: str, wrong: str) -> None:
    looked_at, passed = found(identifier, HEAD + fine)
    assert passed == 0
    assert looked_at or identifier in SILENT
    assert found(identifier, HEAD + wrong)[1] >= 1


@pytest.mark.parametrize(("identifier", "fine", "wrong"), DOCUMENTS, ids=[case[0] for case in DOCUMENTS])
def test_rule_of_the_whole_document(identifier: str, fine: str, wrong: str) -> None:
    assert found(identifier, fine)[1] == 0
    assert found(identifier, wrong)[1] == 1


def test_no_rule_is_without_a_case() -> None:
    assert RULES.keys() - {case[0] for case in [*CASES, *DOCUMENTS]} == set()
    assert set(RULES.values()) <= set(all_rules())


def test_what_style_sheets_hide_at_every_width_is_not_reported() -> None:
    html = f"{HEAD}<style>.off{{display:none}}</style><div class=off><a href=1></a></div>"
    assert found("link-name", html)[1] == 0


PIECES = st.sampled_from([
    "<ul>", "<li>", "</ul>", "<div role=tab aria-controls=x>", "<p>", "</div>", "<table>", "<tr>", "<td headers=a>",
    "<a href='#a'>", "<a>", "</a>", "<h3>", "<h1>", "</h1>", "<svg><g id=a>", "</svg>", "<img>", "<input id=a>",
    "<label for=a>", "<button aria-label>", "text words", "<style>p{color:var(--x);width:calc(1px*", "</style>",
    "<p style='color:#777;opacity:.5'>", "<dl><dd>", "<main>", "<nav aria-labelledby='a b'>", "<iframe srcdoc='<p>'>",
    "<font color=red size=+9>", "<select><option>", "\x00", "&#xD800;", "<template>", "<noscript>", "<dialog>",
    "<html lang='!!'>", "<body aria-hidden=true>", "<meta name=viewport content='maximum-scale=x,=,'>", "<center>",
])  # fmt: skip
"""Broken markup; the fuzzing of fixes uses it as well."""


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_markup_crashes_a_rule(html: str) -> None:
    site = website({"/index.html": html})
    for rule in RULES.values():
        ask(rule, site)


def test_a_link_on_a_line_of_its_own_is_in_no_text() -> None:
    link = '<a style="color:#222;text-decoration:none" href=1>here</a>'
    html = f"<div><p>Many words before</p>{link}</div><div>{link}<script>let a = 1</script></div>"
    site = website({"/index.html": html})
    assert counts(site, ["link-in-text-block"])["link-in-text-block"] == 0
