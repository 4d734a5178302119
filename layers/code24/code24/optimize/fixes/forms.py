"""Forms that browsers can fill in."""

from collections.abc import Iterator

from turbohtml import Document

from code24.audit.rules.conversion.forms import autocomplete_of
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.calls import fields_of
from code24.website.page import Page, start_tag
from code24.website.website import Website


@page_fix("form-autocomplete", Phase.MARKUP, "Lets browsers fill in names and addresses", "form-autocomplete")
def form_autocomplete(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Say which of a visitor's data a field plainly asks for; fields that say something already are left."""
    for form in document.select("form"):
        for field in fields_of(form):
            wanted = autocomplete_of(field)
            if wanted and field.attr("autocomplete") is None:
                before = start_tag(field)
                field.attrs["autocomplete"] = wanted
                yield Change(
                    path=page.path,
                    what=f"Browsers fill in this field ({wanted}).",
                    selector=field.css_path(),
                    before=before,
                    after=start_tag(field),
                )


FIXES = (form_autocomplete,)
