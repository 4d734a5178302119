"""Broken markup and styles break no fix and no rule, and fixing twice is fixing once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from code24.audit.auditing import ask
from code24.audit.rules.performance import drawings, images, picture_loading, picture_shapes
from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting
from code24.optimize.fixes.images import FIXES
from code24.optimize.fixes.loading.pictures import largest_paint_preload
from tests.gallery import jpeg, site

PHOTO = jpeg(700, 500)
KINDS = [*FIXES, largest_paint_preload]
RULES = [*images.RULES, *picture_shapes.RULES, *picture_loading.RULES, *drawings.RULES]
PIECES = st.sampled_from(
    """<img\nsrc="a.jpg"\nsrcset="a.jpg 1x, b.jpg 2x, ,"\nsizes="100vw"\n>\n<picture>\n<source\n</picture>\n<p\nstyle="
background:url(\na.jpg\n)\n;\n"\n</p>\n<style>\np{\n}\nurl('a.jpg')\n@media (max-width:600px){\nimage-set(\n,\n</style>
<head>\n<body>\nwidth="\n9\n%\n<base href="/x/">\n<iframe src=x>\n<video>\n<noscript>\n<template>\n&quot;\nloading=lazy
<svg><image href="a.jpg"/></svg>\n<link rel=preload as=image href=a.jpg>\nbackground-size:cover\n!important\n/*\n*/
\\\n:not(\nheight:100vh\n<table>\n]]>""".splitlines()
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, max_size=30), st.lists(PIECES, max_size=12))
def test_whatever_a_page_holds(markup: list[str], css: list[str]) -> None:
    link = '<link rel="stylesheet" href="site.css"><link rel="icon" href="a.ico">'
    website = site(
        index_html=link + " ".join(markup),
        site_css=" ".join(css),
        a_jpg=PHOTO,
        b_jpg=PHOTO[:900],
        a_ico=b"\0\0\1\0",
        c_svg="<svg",
    )
    for rule in RULES:
        ask(rule, website)
    steps = apply_all(website, KINDS, Setting())
    assert [step.error for step in steps if step.error] == []
    after = steps[-1].website if steps else website
    assert [step.kind.id for step in apply_all(after, KINDS, Setting())] == []
