from code24.optimize.loop.steps.publishing import site_files
from code24.sites.site_function import SECURITY_HEADERS
from code24.website.models import WebFile

HTML = "text/html; charset=utf-8"
POLICY = "content-security-policy"


def page(text: str, **headers: str) -> WebFile:
    return WebFile(
        "/index.html", HTML, text.encode(), {name.replace("_", "-"): value for name, value in headers.items()}
    )


def files(*website: WebFile, before: tuple[WebFile, ...] = ()) -> dict[str, object]:
    made = site_files({file.path: file for file in website}, {file.path: file for file in before})
    return {file.path: file for file in made}


def test_texts_travel_as_text_and_everything_else_as_base64() -> None:
    picture = WebFile("/a.png", "image/png", b"\x89PNG\xff")
    made = files(page("<p>Grüße"), picture)
    assert (made["/index.html"].text, made["/a.png"].text) == ("<p>Grüße", None)
    assert [file.content() for file in made.values()] == ["<p>Grüße".encode(), picture.content]


def test_media_stay_in_their_bucket() -> None:
    assert set(files(page("a"), WebFile("/media/a.webp", "image/webp", b"x"))) == {"/index.html"}


def test_a_forms_stamp_keeps_the_quotes_that_the_sites_function_looks_for() -> None:
    made = files(page('<input name=stamp value=code24-stamp><input value=code24-stamp-2><input value="code24-stamp">'))
    expected = '<input name=stamp value="code24-stamp"><input value=code24-stamp-2><input value="code24-stamp">'
    assert made["/index.html"].text == expected


def test_a_policy_that_was_made_for_the_page_as_it_was_goes_when_the_page_changed() -> None:
    before = page("<p>a", content_security_policy="default-src 'none'")
    assert (
        POLICY
        not in files(page("<p>b", content_security_policy="default-src 'none'"), before=(before,))[
            "/index.html"
        ].headers
    )
    new = page("<p>b", content_security_policy="default-src 'self'")
    assert files(new, before=(before,))["/index.html"].headers[POLICY] == "default-src 'self'"
    assert files(before, before=(before,))["/index.html"].headers[POLICY] == "default-src 'none'"


def test_what_the_platform_says_of_every_answer_is_not_said_twice() -> None:
    file = WebFile("/index.html", HTML, b"a", {**SECURITY_HEADERS, "x-frame-options": "SAMEORIGIN"})
    assert files(file)["/index.html"].headers == {"x-frame-options": "SAMEORIGIN"}
