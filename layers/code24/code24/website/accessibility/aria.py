"""WAI-ARIA 1.2 as data: roles that may be authored, attributes and what they refer to."""

from code24.website.vocabulary import words

ROLES = words(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader "
    "combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form "
    "generic grid gridcell group heading img insertion link list listbox listitem log main marquee math menu "
    "menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation "
    "progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider "
    "spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time timer "
    "toolbar tooltip tree treegrid treeitem"
)

ATTRIBUTES = words(
    "aria-activedescendant aria-atomic aria-autocomplete aria-braillelabel aria-brailleroledescription aria-busy "
    "aria-checked aria-colcount aria-colindex aria-colindextext aria-colspan aria-controls aria-current "
    "aria-describedby aria-description aria-details aria-disabled aria-errormessage aria-expanded aria-flowto "
    "aria-haspopup aria-hidden aria-invalid aria-keyshortcuts aria-label aria-labelledby aria-level aria-live "
    "aria-modal aria-multiline aria-multiselectable aria-orientation aria-owns aria-placeholder aria-posinset "
    "aria-pressed aria-readonly aria-relevant aria-required aria-roledescription aria-rowcount aria-rowindex "
    "aria-rowindextext aria-rowspan aria-selected aria-setsize aria-sort aria-valuemax aria-valuemin "
    "aria-valuenow aria-valuetext"
)

REFERRING = words(
    "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage aria-flowto "
    "aria-labelledby aria-owns"
)
"""Attributes that hold ids."""

VALUES = {
    "aria-hidden": frozenset({"true", "false"}),
    "aria-expanded": frozenset({"true", "false"}),
    "aria-modal": frozenset({"true", "false"}),
    "aria-disabled": frozenset({"true", "false"}),
    "aria-required": frozenset({"true", "false"}),
    "aria-live": frozenset({"off", "polite", "assertive"}),
    "aria-pressed": frozenset({"true", "false", "mixed"}),
    "aria-checked": frozenset({"true", "false", "mixed"}),
    "aria-current": words("page step location date time true false"),
    "aria-haspopup": words("true false menu listbox tree grid dialog"),
    "aria-invalid": frozenset({"true", "false", "grammar", "spelling"}),
}

REQUIRED_STATES = {
    "checkbox": "aria-checked",
    "combobox": "aria-expanded",
    "heading": "aria-level",
    "meter": "aria-valuenow",
    "option": "aria-selected",
    "radio": "aria-checked",
    "scrollbar": "aria-valuenow",
    "slider": "aria-valuenow",
    "switch": "aria-checked",
}
"""The state without which a role on a generic element says nothing."""

NAME_PROHIBITED = words("b bdi bdo body caption code data del div em i ins p pre q s samp small span strong sub sup u")
"""Elements whose own role may not be named (ARIA in HTML, "naming prohibited")."""

NAME_REQUIRED = words("button checkbox img link menuitem meter progressbar radio slider switch tab textbox")
"""Roles that need an accessible name (WAI-ARIA 1.2, "Accessible Name Required")."""
