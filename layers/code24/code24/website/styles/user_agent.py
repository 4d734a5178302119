"""What browsers do without any stylesheet (WHATWG HTML, section 15): what the estimates of this package ask about."""

from code24.website.vocabulary import words

SHEET = """
html,body,div,p,section,article,aside,nav,header,footer,main,address,blockquote,center,dialog,dd,details,summary,dl,dt,
fieldset,figcaption,figure,form,h1,h2,h3,h4,h5,h6,hgroup,hr,legend,listing,menu,ol,ul,optgroup,option,plaintext,pre,
search,xmp{display:block}
[hidden],area,base,basefont,datalist,head,link,meta,noembed,noframes,param,rp,script,style,template,title,
dialog:not([open]),[popover]{display:none}
noscript{display:none}
input[type=hidden i]{display:none}
details:not([open])>:not(summary){display:none}
slot{display:contents}
li,summary{display:list-item}
table{display:table;box-sizing:border-box;text-indent:0}
thead{display:table-header-group}tbody{display:table-row-group}tfoot{display:table-footer-group}
tr{display:table-row}td,th{display:table-cell;padding:1px}
caption{display:table-caption;text-align:center}col{display:table-column}colgroup{display:table-column-group}
button,input,select,textarea,meter,progress,img,video,canvas,iframe,embed,object{display:inline-block}
ruby{display:ruby}rt{display:ruby-text}
body{margin:8px}
p,blockquote,figure,dl,menu,ol,ul,pre{margin-top:1em;margin-bottom:1em}
blockquote,figure{margin-left:40px;margin-right:40px}
dd{margin-left:40px}
ul,ol,menu{padding-left:40px}
ul ul,ol ul,ul ol,ol ol{margin-top:0;margin-bottom:0}
ul,menu{list-style-type:disc}ol{list-style-type:decimal}
h1{font-size:2em;margin-top:.67em;margin-bottom:.67em;font-weight:bold}
h2{font-size:1.5em;margin-top:.83em;margin-bottom:.83em;font-weight:bold}
h3{font-size:1.17em;margin-top:1em;margin-bottom:1em;font-weight:bold}
h4{margin-top:1.33em;margin-bottom:1.33em;font-weight:bold}
h5{font-size:.83em;margin-top:1.67em;margin-bottom:1.67em;font-weight:bold}
h6{font-size:.67em;margin-top:2.33em;margin-bottom:2.33em;font-weight:bold}
b,strong,th{font-weight:bold}
i,cite,em,var,dfn,address{font-style:italic}
small{font-size:smaller}big{font-size:larger}sub,sup{font-size:smaller}
code,kbd,samp,tt,pre{font-family:monospace;font-size:13px}
pre,textarea{white-space:pre-wrap}
mark{background-color:#ff0;color:#000}
:link{color:#0000ee;text-decoration:underline;cursor:pointer}
u,ins{text-decoration:underline}s,strike,del{text-decoration:line-through}
th{text-align:center}center{text-align:center}
hr{border:1px inset gray;margin:.5em auto;color:gray}
fieldset{border:2px groove #c0c0c0;margin:0 2px;padding:.35em .75em .625em}
input,select,textarea,button{font-size:13.3333px;font-weight:400;font-family:system-ui;color:#000;text-align:start;
line-height:normal;letter-spacing:normal;text-transform:none}
input,select,textarea{background-color:#fff;border:2px inset #767676;padding:1px 2px}
button,input[type=submit i],input[type=reset i],input[type=button i]{background-color:#efefef;border:2px outset #000;
padding:1px 6px;text-align:center;box-sizing:border-box}
input[type=checkbox i],input[type=radio i]{width:13px;height:13px;padding:0;margin:3px;box-sizing:border-box}
iframe{border:2px inset;width:300px;height:150px}
video,canvas{width:300px;height:150px}
"""

INHERITED = words(
    "azimuth border-collapse border-spacing caption-side color color-scheme cursor direction empty-cells font-family "
    "font-feature-settings font-kerning font-optical-sizing font-size font-size-adjust font-stretch font-style "
    "font-variant font-variation-settings font-weight hyphens letter-spacing line-break line-height list-style-image "
    "list-style-position list-style-type orphans overflow-wrap pointer-events quotes tab-size text-align "
    "text-align-last text-indent text-shadow text-transform text-wrap visibility white-space widows word-break "
    "word-spacing writing-mode fill stroke stroke-width"
)
"""Properties that elements take from their parents; custom properties are inherited, too."""

INITIAL = {
    "color": "#000",
    "display": "inline",
    "position": "static",
    "visibility": "visible",
    "opacity": "1",
    "float": "none",
    "clear": "none",
    "width": "auto",
    "height": "auto",
    "min-width": "auto",
    "min-height": "auto",
    "max-width": "none",
    "max-height": "none",
    "box-sizing": "content-box",
    "font-size": "medium",
    "font-weight": "400",
    "font-style": "normal",
    "font-family": "serif",
    "line-height": "normal",
    "text-align": "start",
    "text-transform": "none",
    "text-indent": "0",
    "letter-spacing": "normal",
    "white-space": "normal",
    "cursor": "auto",
    "pointer-events": "auto",
    "background-color": "transparent",
    "background-image": "none",
    "background-size": "auto",
    "background-position": "0% 0%",
    "background-repeat": "repeat",
    "background-attachment": "scroll",
    "background-clip": "border-box",
    "background-origin": "padding-box",
    "flex-grow": "0",
    "flex-shrink": "1",
    "flex-basis": "auto",
    "flex-direction": "row",
    "flex-wrap": "nowrap",
    "order": "0",
    "row-gap": "normal",
    "column-gap": "normal",
    "grid-template-columns": "none",
    "grid-template-areas": "none",
    "align-items": "normal",
    "justify-content": "normal",
    "overflow-x": "visible",
    "overflow-y": "visible",
    "clip": "auto",
    "clip-path": "none",
    "transform": "none",
    "filter": "none",
    "z-index": "auto",
    "content": "normal",
    "list-style-type": "disc",
    "list-style-position": "outside",
    "list-style-image": "none",
    "text-decoration-line": "none",
    "text-decoration-style": "solid",
    "text-decoration-color": "currentcolor",
    "text-decoration-thickness": "auto",
    "text-shadow": "none",
    "box-shadow": "none",
    "mix-blend-mode": "normal",
    "object-fit": "fill",
    "object-position": "50% 50%",
    "aspect-ratio": "auto",
    "outline-style": "none",
    "outline-width": "medium",
    "outline-color": "currentcolor",
    **dict.fromkeys(("top", "right", "bottom", "left"), "auto"),
    **{f"{box}-{side}": "0" for box in ("margin", "padding") for side in ("top", "right", "bottom", "left")},
    **{f"border-{side}-width": "medium" for side in ("top", "right", "bottom", "left")},
    **{f"border-{side}-style": "none" for side in ("top", "right", "bottom", "left")},
    **{f"border-{side}-color": "currentcolor" for side in ("top", "right", "bottom", "left")},
    **{f"border-{corner}-radius": "0" for corner in ("top-left", "top-right", "bottom-right", "bottom-left")},
}
"""Values of properties that nothing sets."""
