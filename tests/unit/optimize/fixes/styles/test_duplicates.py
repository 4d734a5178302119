from code24.optimize.fix import Setting
from code24.optimize.fixes.styles.duplicates import one_of_each_sheet
from tests.styled import website


def test_the_last_of_several_links_stays() -> None:
    links = "".join(f'<link rel="stylesheet" href="{url}">' for url in ("a.css", "b.css", "./a.css?x"))
    site = website(
        {"/i.html": f"<html><head>{links}</head><body></body></html>", "/a.css": "p{top:0}", "/b.css": "p{top:1px}"}
    )
    outcome = one_of_each_sheet.apply(site, Setting())
    assert len(outcome.changes) == 1
    after = site.changed(outcome.files)
    assert [each.attr("href") for each in after.page_at["/i.html"].named("link")] == ["b.css", "./a.css?x"]
    assert one_of_each_sheet.apply(after, Setting()).files == ()


def test_other_media_are_other_sheets() -> None:
    links = '<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="a.css" media="print">'
    site = website({"/i.html": links, "/a.css": "p{top:0}"})
    assert one_of_each_sheet.apply(site, Setting()).files == ()
