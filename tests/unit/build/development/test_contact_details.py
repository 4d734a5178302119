import pytest

from code24.build.development.contact_details import contact_view, email_text
from code24.build.models import Address, Contact
from tests.unit.build.sample_sites import brief_of


@pytest.mark.parametrize(
    ("country", "line"), [("DE", "04229 Leipzig"), ("GB", "Leipzig 04229"), (None, "04229 Leipzig")]
)
def test_addresses_follow_their_country(country: str | None, line: str) -> None:
    address = Address(street="A 1", postal_code="04229", city="Leipzig", country=country)
    view = contact_view(brief_of(contact=Contact(address=address)))
    assert view.address
    assert view.address.lines == (line,)
    assert not view.phone


def test_details_become_links() -> None:
    view = contact_view(brief_of(contact=Contact(phone="+49 (0)341 555-0123", email="a@b.example")))
    assert (view.phone_link, view.mail_link) == ("tel:+493415550123", "mailto:a@b.example")
    assert view.any
    assert not contact_view(brief_of(contact=Contact())).any


@pytest.mark.parametrize(
    ("email", "text"),
    [
        ("a.b@long-host.example.com", "a.b@<wbr>long-host<wbr>.example<wbr>.com"),
        ("<i>@b.example", "&lt;i&gt;@<wbr>b<wbr>.example"),
    ],
)
def test_lines_may_end_between_the_parts_of_an_email_address(email: str, text: str) -> None:
    assert email_text(email) == text
