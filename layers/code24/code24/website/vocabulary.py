"""The vocabulary of HTML as data: elements, categories, attributes (WHATWG HTML, sections 3, 4 and "Index").

Only what produced pages may use is listed: obsolete elements and attributes are not in it.
"""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


VOID = words("area base br col embed hr img input link meta source track wbr")

OMISSIBLE_START = words("html head body colgroup tbody")
OMISSIBLE_END = words("html head body p li dt dd rt rp optgroup option colgroup caption thead tbody tfoot tr td th")
"""WHATWG HTML, 13.1.2.4: tags that the parser may supply without that being an error."""

METADATA = words("base link meta noscript script style template title")

PHRASING = words(
    "a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe img input "
    "ins kbd label link map mark meta meter noscript object output picture progress q ruby s samp script "
    "select slot small span strong sub sup svg math template textarea time u var video wbr"
)

FLOW_ONLY = words(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr main menu nav ol p pre search section table ul"
)

DEPENDENT = words(
    "body caption col colgroup dd dt figcaption head html legend li optgroup option rp rt source summary tbody "
    "td tfoot th thead title tr track base style"
)
"""Elements that stand only inside certain others."""

ELEMENTS = PHRASING | FLOW_ONLY | DEPENDENT

PHRASING_ONLY_CONTENT = words(
    "p h1 h2 h3 h4 h5 h6 pre em strong small s cite q dfn abbr data time code var samp kbd sub sup i b u mark "
    "bdi bdo span label button output progress meter ruby rt"
)
"""Elements that hold text and phrasing elements alone. (Transparent ones take the model of what is around them.)"""

HEADINGS = words("h1 h2 h3 h4 h5 h6")
SECTIONING = frozenset(["article", "aside", "nav", "section"])

ONLY_CHILDREN = {
    "ul": frozenset(["li", "script", "template"]),
    "ol": frozenset(["li", "script", "template"]),
    "menu": frozenset(["li", "script", "template"]),
    "dl": words("dt dd div script template"),
    "table": words("caption colgroup thead tbody tfoot tr script template"),
    "thead": frozenset(["tr", "script", "template"]),
    "tbody": frozenset(["tr", "script", "template"]),
    "tfoot": frozenset(["tr", "script", "template"]),
    "tr": frozenset(["th", "td", "script", "template"]),
    "colgroup": frozenset(["col", "template"]),
    "select": words("option optgroup hr script template"),
    "optgroup": frozenset(["option", "script", "template"]),
    "picture": frozenset(["source", "img", "script", "template"]),
    "hgroup": HEADINGS | {"p", "script", "template"},
    "head": METADATA,
    "html": frozenset({"head", "body"}),
}

ONLY_PARENTS = {
    "li": frozenset(["ul", "ol", "menu"]),
    "dt": frozenset(["dl", "div"]),
    "dd": frozenset(["dl", "div"]),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
    "legend": frozenset(["fieldset", "optgroup"]),
    "option": frozenset(["select", "optgroup", "datalist"]),
    "optgroup": frozenset({"select"}),
    "source": frozenset(["picture", "audio", "video"]),
    "track": frozenset(["audio", "video"]),
    "title": frozenset({"head"}),
    "base": frozenset({"head"}),
    "style": frozenset(["head", "noscript"]),
    "caption": frozenset({"table"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}

REQUIRED_CHILDREN = {"details": "summary", "picture": "img", "optgroup": "option"}

SVG_ELEMENTS = words(
    "a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight "
    "feTile feTurbulence filter foreignObject g image line linearGradient marker mask metadata mpath path pattern "
    "polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use view"
)
"""SVG 2 without scripting and animation."""

SVG_TEXTS = frozenset({"a", "desc", "metadata", "style", "text", "textPath", "title", "tspan", "foreignObject"})
"""SVG elements that may hold text."""

NOT_INSIDE = (
    {
        "a": frozenset({"a", "button"}),
        "button": frozenset({"a", "button"}),
        "input": frozenset({"a", "button"}),
        "select": frozenset({"a", "button"}),
        "textarea": frozenset({"a", "button"}),
        "details": frozenset({"a", "button"}),
        "iframe": frozenset({"a", "button"}),
        "embed": frozenset({"a", "button"}),
        "label": frozenset({"a", "button", "label"}),
        "form": frozenset({"form"}),
        "header": words("header footer address th dt"),
        "footer": words("header footer address th dt"),
        "main": words("article aside nav header footer section main a"),
        "address": frozenset({"address"}),
        "table": frozenset({"caption"}),
        "dfn": frozenset({"dfn"}),
        "progress": frozenset({"progress"}),
        "meter": frozenset({"meter"}),
        "noscript": frozenset({"noscript"}),
        "dialog": frozenset({"a", "button"}),
    }
    | dict.fromkeys(HEADINGS, frozenset(["address", "th", "dt"]))
    | dict.fromkeys(SECTIONING, frozenset(["address", "th", "dt"]))
)
"""Elements that may not stand anywhere inside certain others."""

GLOBAL_ATTRIBUTES = words(
    "accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint "
    "exportparts hidden id inert inputmode is itemid itemprop itemref itemscope itemtype lang nonce part "
    "popover role slot spellcheck style tabindex title translate writingsuggestions"
)
"""`data-*`, `aria-*` and event handlers are recognised by their form."""

_MEDIA = "autoplay controls crossorigin loop muted preload src"
_SUBMITTER = "formaction formenctype formmethod formnovalidate formtarget"
_LINKED = "download href hreflang ping referrerpolicy rel target type"

ATTRIBUTES = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": _LINKED,
        "area": "alt coords download href ping referrerpolicy rel shape target",
        "audio": _MEDIA,
        "base": "href target",
        "blockquote": "cite",
        "button": f"command commandfor disabled form {_SUBMITTER} name popovertarget popovertargetaction type value",
        "canvas": "height width",
        "col": "span",
        "colgroup": "span",
        "data": "value",
        "del": "cite datetime",
        "details": "name open",
        "dialog": "closedby open",
        "embed": "height src type width",
        "fieldset": "disabled form name",
        "form": "accept-charset action autocomplete enctype method name novalidate rel target",
        "iframe": "allow allowfullscreen height loading name referrerpolicy sandbox src srcdoc width",
        "img": "alt crossorigin decoding fetchpriority height ismap loading referrerpolicy sizes src srcset usemap "
        "width",
        "input": f"accept alpha alt autocomplete checked colorspace dirname disabled form {_SUBMITTER} height list max "
        "maxlength min minlength multiple name pattern placeholder popovertarget popovertargetaction readonly required "
        "size src step type value width",
        "ins": "cite datetime",
        "label": "for",
        "li": "value",
        "link": "as blocking color crossorigin disabled fetchpriority href hreflang imagesizes imagesrcset integrity "
        "media referrerpolicy rel sizes type",
        "map": "name",
        "meta": "charset content http-equiv media name property",
        "meter": "high low max min optimum value",
        "object": "data form height name type width",
        "ol": "reversed start type",
        "optgroup": "disabled label",
        "option": "disabled label selected value",
        "output": "for form name",
        "progress": "max value",
        "q": "cite",
        "script": "async blocking crossorigin defer fetchpriority integrity nomodule referrerpolicy src type",
        "select": "autocomplete disabled form multiple name required size",
        "slot": "name",
        "source": "height media sizes src srcset type width",
        "style": "blocking media",
        "td": "colspan headers rowspan",
        "template": "shadowrootclonable shadowrootdelegatesfocus shadowrootmode shadowrootserializable",
        "textarea": "autocomplete cols dirname disabled form maxlength minlength name placeholder readonly required "
        "rows wrap",
        "th": "abbr colspan headers rowspan scope",
        "time": "datetime",
        "track": "default kind label src srclang",
        "video": f"{_MEDIA} height playsinline poster width",
    }.items()
}

REQUIRED_ATTRIBUTES = {
    tag: tuple(frozenset(choice.split("|")) for choice in choices.split())
    for tag, choices in {
        "area": "alt",
        "base": "href|target",
        "bdo": "dir",
        "data": "value",
        "embed": "src",
        "form": "action|method|role|id",
        "iframe": "src|srcdoc title",
        "img": "src",
        "link": "href|imagesrcset rel|itemprop",
        "map": "name",
        "meta": "charset|content charset|name|property|http-equiv|itemprop",
        "meter": "value",
        "object": "data",
        "optgroup": "label",
        "source": "src|srcset",
        "track": "src",
    }.items()
}
"""For each element, groups of which one attribute must be there."""

ENUMERATED = {
    (tag, attribute): frozenset(values.split())
    for tag, attribute, values in (
        ("", "dir", "ltr rtl auto"),
        ("", "translate", "yes no"),
        ("", "inputmode", "none text decimal numeric tel search email url"),
        ("button", "type", "submit reset button"),
        ("form", "method", "get post dialog"),
        ("form", "enctype", "application/x-www-form-urlencoded multipart/form-data text/plain"),
        ("form", "autocomplete", "on off"),
        ("img", "loading", "lazy eager"),
        ("iframe", "loading", "lazy eager"),
        ("img", "decoding", "sync async auto"),
        ("img", "fetchpriority", "high low auto"),
        ("link", "fetchpriority", "high low auto"),
        ("script", "fetchpriority", "high low auto"),
        ("th", "scope", "row col rowgroup colgroup"),
        ("ol", "type", "1 a A i I"),
        ("track", "kind", "subtitles captions descriptions chapters metadata"),
        (
            "input",
            "type",
            "hidden text search tel url email password date month week time datetime-local number range color checkbox "
            "radio file submit image reset button",
        ),
    )
} | {("", "popover"): frozenset({"", "auto", "manual", "hint"})}
"""Attributes with a closed list of values, compared in lower case; an empty tag stands for every element."""
