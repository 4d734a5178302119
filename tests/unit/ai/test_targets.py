from code24.ai.targets import Signposts, distinct, telephone
from code24.build.content.models import Action
from code24.build.models import Contact
from tests.unit.ai.plans import HOME_ONLY, PLAN

HOME, OFFER, ABOUT, CONTACT, MISSING = PLAN.pages


def test_leads_to_the_page_where_there_is_one() -> None:
    signposts = Signposts(PLAN, Contact())
    assert signposts.to("contact", HOME) == "/contact/"
    assert signposts.to("offer", ABOUT) == "/services/"
    assert signposts.to("home", MISSING) == "/"


def test_never_leads_to_the_page_it_stands_on() -> None:
    assert Signposts(PLAN, Contact()).to("contact", CONTACT) is None


def test_leads_to_a_section_where_there_is_no_page() -> None:
    home, missing = HOME_ONLY.pages
    signposts = Signposts(HOME_ONLY, Contact())
    assert signposts.to("offer", home) == "#offers"
    assert signposts.to("contact", missing) == "/#contact"
    assert signposts.to("about", home) is None


def test_telephone_and_mail_only_where_given() -> None:
    signposts = Signposts(PLAN, Contact(phone="+49 (0)731 / 12-34"))
    assert signposts.direct("Call", "Write") == (Action(label="Call", target="tel:+4907311234"),)
    assert Signposts(PLAN, Contact()).direct("Call", "Write") == ()


def test_telephone_numbers_lose_their_separators() -> None:
    assert telephone("030 98-76.54") == "tel:03098765" + "4"


def test_each_target_and_label_once() -> None:
    one, same, other = (Action(label=label, target=target) for label, target in (("A", "/"), ("B", "/"), ("A", "/b/")))
    assert distinct(one, None, same, other) == (one,)
    assert distinct(one, besides="/") == ()
