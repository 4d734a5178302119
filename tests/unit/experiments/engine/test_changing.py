import pytest

from code24.analytics.collecting.pages import page_of
from code24.errors import Conflict
from code24.experiments.engine.changing import varied
from code24.experiments.models import TextEdit, Variant
from code24.experiments.traffic_addresses import addresses_of
from code24.optimize.models import Challenger
from code24.website.models import WebFile
from code24.website.website import Website

PAGE = (
    "<!doctype html><html lang=en><title>Crumb</title><body><h1>Welcome</h1><p>One</p><p>Two</p>"
    "<form><input type=submit value=Send></form><script>track()</script><div><b>Bold</b> text</div></body></html>"
)


def website() -> Website:
    files = [WebFile(path, "text/html; charset=utf-8", PAGE.encode()) for path in ("/index.html", "/about/index.html")]
    return Website(files, origin="https://crumb.example")


def edited(path: str, selector: str, text: str = "New <b>words</b>") -> Website:
    return varied(website(), Variant(name="B", edits=(TextEdit(path=path, selector=selector, text=text),)))


@pytest.mark.parametrize("path", ["/index.html", "/"])
def test_an_edit_changes_one_text_of_one_page(path: str) -> None:
    changed = edited(path, "h1")
    assert "<h1>New &lt;b&gt;words&lt;/b&gt;</h1>" in changed.files["/index.html"].text, "text, and no markup"
    assert changed.files["/about/index.html"] is website().files["/about/index.html"] or (
        changed.files["/about/index.html"].content == PAGE.encode()
    )


def test_a_button_is_edited_by_its_value() -> None:
    assert 'value="Order"' in edited("/", "input", "Order").files["/index.html"].text


@pytest.mark.parametrize(
    ("path", "selector", "said"),
    [
        ("/nowhere/", "h1", "no page"),
        ("/", "h2", "finds 0 elements"),
        ("/", "p", "finds 2 elements"),
        ("/", "div", "holds other elements"),
        ("/", "][", "no selector"),
        ("/", "script", "no text on / but a script"),
    ],
)
def test_what_does_not_fit_is_a_conflict(path: str, selector: str, said: str) -> None:
    with pytest.raises(Conflict, match=said):
        edited(path, selector)


def test_what_changes_nothing_is_a_conflict() -> None:
    with pytest.raises(Conflict, match="does not differ"):
        varied(website(), Variant(name="B"))


def test_a_challenger_of_an_unknown_kind_is_a_conflict() -> None:
    unknown = Challenger(
        challenger_id="k0", kind="magic", path="/index.html", hypothesis="", selector="h1", before="Welcome",
        after="", rule="",
    )  # fmt: skip
    with pytest.raises(Conflict, match="no kind of challenger magic"):
        varied(website(), Variant(name="B", challenger=unknown))


def test_pages_are_known_by_every_address_that_they_have() -> None:
    assert addresses_of(["/index.html"]) == ("/index.html", "/")
    assert addresses_of(["/about/index.html", "/a.html"]) == (
        "/about/index.html", "/about/", "/about", "/a.html", "/a",
    )  # fmt: skip
    assert addresses_of([]) == ()


def test_a_page_whose_address_looks_like_somebodys_id_is_found_among_the_views_of_it() -> None:
    page = page_of("https://acme.example/posts/1234567890/")
    assert page is not None
    assert page.path in addresses_of(["/posts/1234567890/index.html"])
