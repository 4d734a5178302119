"""Fonts: open families that sites carry with them, cut down to the characters that they use.

`faces.faces_for` makes a site's files and rules, `outlines.outline` turns a name into shapes. The files in `data/` come
from Fontsource packages of the npm registry, whose names and versions `catalog.FAMILIES` holds; `python -m local.fonts`
takes them anew, writes `NOTICE.txt`, and measures the families that machines have (`data/system.json`, from open
families of the same widths). No family reserves its name: cut copies could not keep it then (Open Font License, 3).
"""
