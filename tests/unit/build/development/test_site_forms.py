from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.build.development.site_forms import site_forms
from code24.build.models import Contact
from code24.forms.models import FormKind
from tests.unit.build.sample_sites import brief_of, content_of, plan_of


def made(**fields: object) -> tuple[DesignPlan, SiteContent]:
    plan = plan_of(brief_of(**fields))  # type: ignore[arg-type]
    return plan, content_of(brief_of(**fields), plan)  # type: ignore[arg-type]


def test_the_receiver_knows_forms_thanks_page_language_and_owner() -> None:
    plan, content = made()
    forms = site_forms(brief_of(), plan, content)
    assert forms
    assert set(forms.kinds) == {FormKind.CONTACT, FormKind.ORDER}
    assert forms.thanks_path == next(page.path for page in plan.pages if page.kind is PageKind.THANKS)
    assert (forms.language, forms.name, forms.notify) == ("en", "Crumb & Ember", "hello@krume.example")


def test_an_owner_without_mail_is_not_notified() -> None:
    plan, content = made(contact=Contact())
    forms = site_forms(brief_of(contact=Contact()), plan, content)
    assert forms
    assert forms.notify is None


def test_a_site_without_forms_needs_no_receiver() -> None:
    plan, content = made()
    kinds = {SectionKind.CONTACT, SectionKind.ORDER}
    pages = tuple(
        page.model_copy(update={"sections": tuple(each for each in page.sections if each.kind not in kinds)})
        for page in plan.pages
    )
    assert site_forms(brief_of(), plan.model_copy(update={"pages": pages}), content) is None
