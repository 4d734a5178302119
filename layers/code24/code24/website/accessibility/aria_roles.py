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

UNNAMEABLE = words("generic")
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


WHOLE_NUMBERS = {
    "aria-colcount": -1, "aria-colindex": 1, "aria-colspan": 1, "aria-level": 1, "aria-posinset": 1,
    "aria-rowcount": -1, "aria-rowindex": 1, "aria-rowspan": 0, "aria-setsize": -1,
}  # fmt: skip
"""Attributes that hold whole numbers, with the least."""

NUMBERS = frozenset({"aria-valuemax", "aria-valuemin", "aria-valuenow"})

_TRUTH = words("true false")
TOKENS = {
    "aria-atomic": _TRUTH, "aria-autocomplete": words("inline list both none"), "aria-busy": _TRUTH,
    "aria-checked": words("true false mixed undefined"),
    "aria-current": words("page step location date time true false"), "aria-disabled": _TRUTH,
    "aria-expanded": words("true false undefined"),
    "aria-haspopup": words("true false menu listbox tree grid dialog"), "aria-hidden": words("true false undefined"),
    "aria-invalid": words("true false grammar spelling"), "aria-live": words("off polite assertive"),
    "aria-modal": _TRUTH, "aria-multiline": _TRUTH, "aria-multiselectable": _TRUTH,
    "aria-orientation": words("horizontal vertical undefined"),
    "aria-pressed": words("true false mixed undefined"), "aria-readonly": _TRUTH,
    "aria-relevant": words("additions removals text all"), "aria-required": _TRUTH,
    "aria-selected": words("true false undefined"), "aria-sort": words("ascending descending none other"),
}  # fmt: skip
"""Attributes with a closed list of values."""

EMPTY_ALLOWED = frozenset({
    "aria-activedescendant", "aria-braillelabel", "aria-brailleroledescription", "aria-controls", "aria-current",
    "aria-describedby", "aria-description", "aria-details", "aria-errormessage", "aria-flowto", "aria-haspopup",
    "aria-invalid", "aria-keyshortcuts", "aria-label", "aria-labelledby", "aria-owns", "aria-placeholder",
    "aria-roledescription", "aria-valuetext", "aria-hidden", "aria-dropeffect", "aria-grabbed",
})  # fmt: skip
"""Attributes that may be empty: then they say nothing."""

ALLOWED = _table("""
article: application document feed main none presentation region
aside: doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip feed none note presentation region search
audio: application
button: checkbox combobox gridcell link menuitem menuitemcheckbox menuitemradio option radio separator slider switch tab treeitem
caption:
dd:
details:
dialog: alertdialog
dl: group list none presentation
dt: listitem
embed: application document image img none presentation
a: button checkbox menuitem menuitemcheckbox menuitemradio option radio switch tab treeitem doc-backlink doc-biblioref doc-glossref doc-noteref
fieldset: none presentation radiogroup
figcaption: group none presentation
footer: contentinfo doc-footnote group none presentation
form: form none presentation search
h1: doc-subtitle none presentation tab
h2: doc-subtitle none presentation tab
h3: doc-subtitle none presentation tab
h4: doc-subtitle none presentation tab
h5: doc-subtitle none presentation tab
h6: doc-subtitle none presentation tab
header: banner doc-footnote group none presentation
hr: doc-pagebreak none presentation
html:
iframe: application document image img none presentation
img: none presentation
img-named: button checkbox doc-cover image img link math menuitem menuitemcheckbox menuitemradio meter option progressbar radio scrollbar separator slider switch tab treeitem
input-button: button checkbox combobox link menuitem menuitemcheckbox menuitemradio option radio switch tab
input-checkbox: button checkbox menuitemcheckbox option switch
input-image: button link menuitem menuitemcheckbox menuitemradio radio switch
input-radio: menuitemradio radio
input-text: combobox searchbox spinbutton textbox
input-email: combobox searchbox spinbutton textbox
input-search: combobox searchbox spinbutton textbox
input-tel: combobox searchbox spinbutton textbox
input-url: combobox searchbox spinbutton textbox
label:
legend:
li: doc-biblioentry doc-endnote listitem menuitem menuitemcheckbox menuitemradio none option presentation radio separator tab treeitem
main:
math:
menu: directory group list listbox menu menubar none presentation radiogroup tablist toolbar tree
meter:
nav: doc-index doc-pagelist doc-toc menu menubar none presentation tablist
object: application document image img
ol: directory group list listbox menu menubar none presentation radiogroup tablist toolbar tree
optgroup:
option:
picture:
progress:
search: form group none presentation region search
section: alert alertdialog application banner complementary contentinfo dialog document feed group log main marquee navigation none note presentation region search status tabpanel doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter doc-colophon doc-conclusion doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example doc-foreword doc-glossary doc-index doc-introduction doc-notice doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-toc
select: menu
summary:
ul: directory group list listbox menu menubar none presentation radiogroup tablist toolbar tree
video: application
""")  # noqa: E501
"""For each element with a closed list, the roles that it may be given (ARIA in HTML); others may have any."""
