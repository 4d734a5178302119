"""Small documents that are broken in every way that the web knows, made for tests of whatever reads pages."""

_TABLE = "<table><tr><td>"
_SHEET = "<link rel=stylesheet href=a.css>"

BROKEN: dict[str, bytes] = {
    "empty": b"",
    "only-text": b"Nothing but words. And a sentence, & an <",
    "only-spaces": b" \n\t\r\n ",
    "only-comment": b"<!-- <html><body><h1>Hidden</h1> ",
    "unclosed": b"<html><head><title>Open<body><div><p>One<p>Two<ul><li>a<li>b<b><i>crossed</b></i><a href=b.html>go",
    "late-title": b"<body>words<title>Late</title><meta name=description content='late'><link rel=canonical href=/x>",
    "nested-forms": b"<form action=/a><form action=/b><input name=q><form></form><input type=submit></form><label>x",
    "nested-tables": (_TABLE * 40 + "deep<p>text" + "</table>" * 7).encode(),
    "nested-anchors": b"<a href=/a>one <a href=/b>two <button><a href='#'>three</button></a> <a>four <div><a href>five",
    "foster-parents": b"<table>text<tr>more<img src=a.png><caption>c<td>x<form><input></table><select><table><option>y",
    "wrong-charset": "<meta charset=ascii><title>Café</title><p>Ünïcödé naïve</p>".encode("latin-1"),
    "utf-16": "<!DOCTYPE html><title>Wide</title><p>Each letter is two bytes".encode("utf-16"),
    "marks": b"\xef\xbb\xbf\xef\xbb\xbf<!DOCTYPE html>\xef\xbb\xbf<html lang=en>\xfe\xff<title>\xef\xbb\xbfBOM</title>",
    "nulls": b"<p cla\0ss='a\0b' id=\0>\0te\0xt<scr\0ipt>x</script>\0<img src='a\0.png' alt=\0><!-\0- c -->",
    "controls": bytes(range(1, 32)) + b"<p title='\x01\x02'>\x7f\x80\x9f\xff</p>&#0;&#x80;&#xD800;&#x110000;&#1;&amp",
    "huge-attributes": (
        f"<p {' '.join(f'data-{n}={n}' for n in range(300))} class='{'c ' * 3000}' style='{'a:b;' * 2000}'>"
        f"<a href='/{'x' * 9000}' title=\"{'&quot;' * 900}\">far</a><img src='data:image/png;base64,{'A' * 9000}'>"
    ).encode(),
    "twice-everything": b"<html lang=en><html lang=de "
    b"class=x><head><title>1</title></head><head><title>2</title></head>"
    b"<body id=a><body id=b onload=x()><h1>1</h1><h1>2</h1><main><main id=a></main><div id=a><title>3</title>",
    "frameset": b"<html><head><title>F</title></head><frameset cols=*,*><frame src=b.html><frame "
    b"src=javascript:x><noframes>"
    b"<body><p>none</p></noframes></frameset><p>after",
    "xhtml": b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html xmlns='
    b'"http://www.w3.org/1999/xhtml" xml:lang="de"><head><script type="text/javascript"><![CDATA[if (a<b) {x()}]]>'
    b"</script><style><![CDATA[ p > a {color:red} ]]></style></head><body><div/><p/><br></br><![CDATA[ loose ]]>",
    "svg-soup": b"<svg><style>p{color:red}</style><title>T<p>out<svg><foreignObject><div><svg><a "
    b"xlink:href=b.html><image href=a.png>"
    b"<use href='#u' xlink:href=x.svg#y><symbol id=u><script>x()</script><desc><table><g></svg></p>",
    "math-soup": b"<math><mi>x<mtext><p>in<mglyph><svg><math><annotation-xml "
    b"encoding='text/html'><div><malignmark></math>"
    b"<ms><style>*{display:none}</style><img src=a.png></ms>",
    "templates": b"<template><tr><td><template><p "
    b"id=t>in<style>.t{color:#777}</style></template><body><head></template>"
    b"<noscript><link rel=stylesheet href=a.css><p>no<noscript>script</noscript><template></noscript><img src=a.png>",
    "conditional": b"<!--[if lt IE 9]><script src=a.js></script><html class=ie><![endif]--><!--[if "
    b"!IE]><!--><html class=no><!--"
    b"<![endif]--><![if true]><p>old<![endif]><!--><p>--><!---><p>x<!--- --!><p>y<!-- -- --",
    "bases": b"<base href='http://[::bad/'><base target=_top href=//elsewhere.example/x/><base><a "
    b"href=b.html>b</a><base href=../..>"
    b"<img src=a.png><form action><link rel=stylesheet href=a.css>",
    "srcsets": b"<img srcset='a.png 1x, , ,b.png -2x, c.png 1e9w 3h, data:x,y 2x,,(' sizes='(max-width:,) 50%, "
    b"calc(, 100vw' src>"
    b"<picture><source srcset=','><source media='(' srcset='a.png 0w'><img><img src=a.png srcset='a.png 10w "
    b"20w'></picture>"
    b"<img src=a.png width=-5 height=1e400 loading=never><link rel=preload as=image imagesrcset=',' imagesizes=x>",
    "styles": b"<style>p{color:red;;}}}@media{a{}@import 'a.css';@import "
    b"url(;.x:not(:is({}*{}:root{--a:var(--b);--b:var(--a);"
    b"color:var(--a,var(--b,))}\\</style><p style='color:#gg;width:calc(1px/0);margin:-1e99em;font:x;--:'>text<style>"
    b"@font-face{src:url(}</style><style media='(('>p{color:#777}/* open",
    "scripts": b"<script>document.write('<p>');</script><script>if (</script><script src=a.js async defer "
    b"nomodule></script>"
    b"<script type=module>import x from</script><script type='application/ld+json'>{\"@type\": [1, null, "
    b"{}],</script>"
    b"<script type=application/ld+json>[[[[</script><script src></script><p onclick='alert(' "
    b"onload>x</p><script><!--<script>",
    "metas": b"<meta name=viewport content=,width=,><meta http-equiv=refresh content=';url='><meta "
    b"name=description><meta>"
    b"<meta property=og:image content='http://['><meta http-equiv=content-security-policy content='; ;default-src'>"
    b"<meta name=robots content=',,none,'><link rel=icon><link rel=canonical href=//><link><link "
    b"rel='alternate' hreflang>",
    "aria": b"<div role='bogus button' aria-labelledby='a a b' aria-checked=maybe tabindex=99999999999 "
    b"aria-hidden=TRUE id=a>x"
    b"<label for=a>l<label for=a>m<input id=a aria-labelledby=a type=image><table role=presentation><th scope=x "
    b"headers='a b'>"
    b"<ul><p>no item</p><li><dl><dd>x<dt></dl><h7>?<h6>six<h2></h2><iframe><video autoplay><object><area href=x>",
    "entities": b"<title>&lt;script&gt;&amp;amp;&nbsp;&bogus;&#x1F950;</title><p "
    b"title='&quot;&apos;&lt;'>&notit;&not;it &copy&reg"
    b"<textarea>\n\n</p></textarea><pre>\n\n x</pre><plaintext><p>never",
    "deep": b"<div>" * 3000 + b"<p>bottom",
    "deep-inline": b"<b>" * 400 + b"<span><a href=b.html>" * 300 + b"x",
    "siblings": _SHEET.encode() + b"<p>".join([b"<ul>", *[b"<li class=x>a" for _ in range(1_500)]]),
}
"""By what is wrong with them, as the bytes of a file."""

SHEETS = (
    b"p{color:#777}.x>a:hover{background:url(a.png)}@media (max-width:600px){.x{display:none}}",
    b"\xff\xfe@charset 'x';}{p{;color;:red}@media{{{@import 'a.css';:::{}a:not(*{}/*",
    b"@import 'a.css';" + b"@media all{" * 200 + b".x{margin:0}",
    b"*{--a:var(--a);width:calc(" + b"(" * 500 + b"1px}.x::before{content:'\\",
)
SCRIPTS = (b"document.querySelector('.x').className='y';", b"if (", b"\0\xff`${", b"")
