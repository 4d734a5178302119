"""What WAI-ARIA 1.2 says of each role (sections 5.3 and 6), and ARIA in HTML of each element, as data."""

from code24.website.vocabulary import words


def _table(text: str) -> dict[str, frozenset[str]]:
    """Lines `name: words` as a mapping."""
    rows = (line.split(":", 1) for line in text.strip().splitlines())
    return {name.strip(): words(rest) for name, rest in rows}


GLOBAL = words(
    "atomic braillelabel brailleroledescription busy controls current describedby description details disabled "
    "dropeffect errormessage flowto grabbed haspopup hidden invalid keyshortcuts label labelledby live owns "
    "relevant roledescription"
)
"""Attributes of every role, without `aria-`."""

SUPPORTED = _table("""
alert: expanded
alertdialog: expanded modal
application: activedescendant expanded
article: expanded posinset setsize
banner: expanded
blockquote:
button: expanded pressed
caption:
cell: colindex colspan expanded rowindex rowspan
checkbox: checked expanded readonly required
code:
columnheader: colindex colspan expanded readonly required rowindex rowspan selected sort
combobox: activedescendant autocomplete controls expanded orientation owns readonly required
complementary: expanded
contentinfo: expanded
definition: expanded
deletion:
dialog: expanded modal
directory: expanded
document: expanded
emphasis:
feed: expanded
figure: expanded
form: expanded
grid: activedescendant colcount expanded level multiselectable readonly rowcount
gridcell: colindex colspan expanded readonly required rowindex rowspan selected
group: activedescendant expanded
heading: expanded level
image: expanded
img: expanded
insertion:
link: expanded
list: expanded
listbox: activedescendant expanded multiselectable orientation readonly required
listitem: expanded level posinset setsize
log: expanded
main: expanded
marquee: expanded
math: expanded
menu: activedescendant expanded orientation
menubar: activedescendant expanded orientation
menuitem: expanded posinset setsize
menuitemcheckbox: checked expanded posinset readonly setsize
menuitemradio: checked expanded posinset readonly setsize
meter: valuemax valuemin valuenow valuetext
navigation: expanded
none:
note: expanded
option: checked posinset selected setsize
paragraph:
presentation:
progressbar: expanded valuemax valuemin valuenow valuetext
radio: checked posinset required setsize
radiogroup: activedescendant expanded orientation readonly required
region: expanded
row: activedescendant colindex expanded level posinset rowindex selected setsize
rowgroup:
rowheader: colindex colspan expanded readonly required rowindex rowspan selected sort
scrollbar: controls orientation valuemax valuemin valuenow valuetext
search: expanded
searchbox: activedescendant autocomplete multiline placeholder readonly required
separator: orientation valuemax valuemin valuenow valuetext
slider: orientation readonly required valuemax valuemin valuenow valuetext
spinbutton: activedescendant readonly required valuemax valuemin valuenow valuetext
status: expanded
strong:
subscript:
superscript:
switch: checked expanded readonly required
tab: expanded posinset selected setsize
table: colcount expanded rowcount
tablist: activedescendant expanded level multiselectable orientation
tabpanel: expanded
term: expanded
textbox: activedescendant autocomplete multiline placeholder readonly required
time:
timer: expanded
toolbar: activedescendant expanded orientation
tooltip: expanded
tree: activedescendant expanded multiselectable orientation required
treegrid: activedescendant colcount expanded level multiselectable orientation readonly required rowcount
treeitem: checked expanded level posinset selected setsize
""")
"""For each role, the attributes besides `GLOBAL` that it may have, without `aria-`."""

REQUIRED = _table("""
checkbox: checked
combobox: expanded
heading: level
menuitemcheckbox: checked
menuitemradio: checked
meter: valuenow
radio: checked
scrollbar: valuenow
slider: valuenow
switch: checked
""")
"""The states without which a role says nothing."""

OWNED = _table("""
grid: rowgroup row
list: listitem
listbox: group option
menu: group menuitemradio menuitem menuitemcheckbox menu separator
menubar: group menuitemradio menuitem menuitemcheckbox menu separator
row: cell columnheader gridcell rowheader
rowgroup: row
table: rowgroup row
tablist: tab
tree: group treeitem
treegrid: rowgroup row
""")
"""Roles of which one has to be inside."""

CONTEXT = _table("""
cell: row
columnheader: row
gridcell: row
listitem: list
menuitem: menu menubar group
menuitemcheckbox: menu menubar group
menuitemradio: menu menubar group
option: group listbox
row: grid rowgroup table treegrid
rowgroup: grid table treegrid
rowheader: row
tab: tablist
treeitem: group tree
""")
"""Roles of which one has to be around."""

UNNAMEABLE = words(
    "generic"
)
"""Roles that may not be named (5.2.8.6)."""

LEAVES = words(
    "button checkbox image img math menuitemcheckbox menuitemradio meter option progressbar radio scrollbar "
    "separator slider switch tab"
)
"""Roles whose children are presentational: nothing inside can be reached (5.2.8)."""

NAMED_BY_CONTENT = words(
    "button cell checkbox columnheader directory figure gridcell heading link listitem menuitem menuitemcheckbox "
    "menuitemradio option radio row rowgroup rowheader switch tab table term tooltip treeitem"
)
"""Roles that what they hold may name."""

WIDGETS = words(
    "button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option progressbar "
    "radio scrollbar searchbox slider spinbutton switch tab textbox treeitem"
)
"""Roles that visitors operate."""

