"""The words of each kind of section."""

from collections.abc import Callable

from code24.ai.cutting import cut
from code24.ai.desk import Desk
from code24.ai.given import OFFERINGS
from code24.ai.heroes import says_no_more, write_hero
from code24.ai.legal import conditions, legal_pages, legal_slots, written_parts
from code24.ai.listings import WRITERS, cards
from code24.ai.questions import write_questions
from code24.ai.reach import contact_intro, write_contact, write_form, write_hours
from code24.ai.spelling import spelling_of
from code24.ai.statements import statements
from code24.ai.targets import distinct
from code24.ai.typography import joined, sentence
from code24.build.content.models import Action, SectionContent
from code24.build.design.models import PageKind, SectionKind

_LONGEST_PARAGRAPH = 420
_ENOUGH_OWN = 2
_FEWEST_IN_STORY = 2


def _features(desk: Desk) -> SectionContent:
    subject = desk.subject
    headings = subject.frame.headings
    own = tuple(each.item for each in statements(desk) if desk.used.take((each.sentence,)))
    if len(own) >= _ENOUGH_OWN or (own and subject.spoken is None):
        heading = desk.one_of(headings.features_facts, "features")
        titled = ("item-titles",) if subject.facts.cards else ()
        return desk.content(heading, items=own, foreign=("heading", *titled))
    points = cards(desk, desk.turned(subject.playbook.points))
    heading = desk.one_of(headings.features_points, "features")
    return desk.content(heading, items=(*own, *points)[: max(len(points), 3)], foreign=("heading", "items"))


def _steps(desk: Desk) -> SectionContent:
    subject, goal = desk.subject, desk.subject.goal
    headings = (goal.steps_heading, subject.frame.headings.steps[subject.brief.primary_goal], goal.primary)
    heading = desk.heading([heading for heading in headings if heading])
    return desk.content(heading, items=cards(desk, goal.steps), foreign=("heading", "items"))


def _story(desk: Desk) -> SectionContent:
    subject = desk.subject
    facts, headings = subject.facts, subject.frame.headings
    listed = facts.listings if any(desk.has(kind) for kind in OFFERINGS) else frozenset()
    elsewhere = {each.sentence for each in statements(desk)} | listed
    sentences = [text for text in facts.sentences if text not in elsewhere]
    if desk.page.kind is PageKind.ABOUT:
        if len(set(sentences) - {facts.lead}) < _FEWEST_IN_STORY:  # The story goes before the cards.
            sentences = [text for text in facts.sentences if text not in listed]
        if not desk.signposts.anywhere(SectionKind.HOURS):
            sentences += facts.hours
        taken = desk.used.take(sentences, 24, limit=2_400)
        heading = desk.one_of(headings.story_about, "story-about")
    else:
        sentences = [text for text in sentences if not says_no_more(text, subject)]
        taken = desk.used.take(desk.turned(sentences), 5, limit=600)
        heading = desk.one_of(headings.story_home, "story-home")
    paragraphs = _grouped(taken)
    if not paragraphs:
        own_heading, text = subject.playbook.story
        heading = heading if desk.variation % 2 else subject.fill(own_heading)
        paragraphs = (subject.fill(text),)
    about = desk.signposts.to("about", desk.page) if desk.page.kind is not PageKind.ABOUT else None
    pages = subject.frame.pages
    label = pages.about if subject.long_named and "{name}" in pages.to_about else subject.fill(pages.to_about)
    onward = Action(label=label, target=about) if about else None
    foreign = ("heading", "actions") if taken else ("heading", "paragraphs", "actions")
    return desk.content(
        heading,
        paragraphs=paragraphs,
        actions=distinct(onward, besides=f"#{desk.section.id}"),
        foreign=foreign,
    )


def _grouped(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences as paragraphs of readable length."""
    paragraphs: list[str] = []
    for text in (cut(text, 600) for text in sentences):
        if paragraphs and len(paragraphs[-1]) + len(text) < _LONGEST_PARAGRAPH:
            paragraphs[-1] = joined(paragraphs[-1], text)
        else:
            paragraphs.append(text)
    return tuple(paragraphs)


def _call_to_action(desk: Desk) -> SectionContent:
    subject = desk.subject
    actions = desk.goal_actions()
    if desk.page.kind is not PageKind.CONTACT:
        words = subject.frame.contact
        call = next((a for a in desk.signposts.direct(subject.fill(words.call_number), words.write)), None)
        actions = distinct(*actions[:1], call) if call else actions[:2]
    text = desk.used.take(desk.turned((desk.invitation(), contact_intro(desk))))
    return desk.content(desk.headline(), paragraphs=text, actions=actions, foreign=("heading", "paragraphs", "actions"))


def _message(desk: Desk) -> SectionContent:
    if desk.page.kind is PageKind.THANKS:
        return _thanks(desk)
    headings, pages = desk.subject.frame.headings, desk.subject.frame.pages
    home = desk.signposts.to("home", desk.page) or "/"
    contact = desk.signposts.to("contact", desk.page)
    ways = distinct(
        Action(label=pages.to_home, target=home), Action(label=pages.contact, target=contact) if contact else None
    )
    return desk.content(
        headings.message,
        paragraphs=(sentence(headings.message_text),),
        actions=ways,
        foreign=("heading", "paragraphs", "actions"),
    )


def _thanks(desk: Desk) -> SectionContent:
    subject = desk.subject
    headings, pages = subject.frame.headings, subject.frame.pages
    urgent = (subject.fill(headings.thanks_urgent),) if subject.brief.contact.phone else ()
    offer = desk.signposts.to("offer", desk.page)
    return desk.content(
        headings.thanks,
        paragraphs=(subject.say(headings.thanks_text), *urgent),
        actions=distinct(
            Action(label=pages.to_home, target=desk.signposts.to("home", desk.page) or "/"),
            Action(label=subject.goal.secondary, target=offer) if offer else None,
        ),
        foreign=("heading", "paragraphs", "actions"),
    )


def _prose(desk: Desk) -> SectionContent:
    subject, kind = desk.subject, desk.page.kind
    if not kind.legal:  # A plan may put prose anywhere: there it tells the story.
        return _story(desk)
    page = legal_pages(subject.frame_language, spelling_of(subject.brief.language))[kind]
    items = written_parts(page, conditions(subject, desk.signposts.plan), legal_slots(subject))
    if desk.has(SectionKind.HERO):  # The heading and the introduction stand there.
        return desk.content(subject.frame.titles[kind][1], items=items, foreign=("heading", "items"))
    return desk.content(
        page.heading,
        paragraphs=(subject.fill(page.intro),),
        items=items,
        foreign=("heading", "paragraphs", "items"),
    )


_WRITERS: dict[SectionKind, Callable[[Desk], SectionContent]] = {
    **WRITERS,
    SectionKind.HERO: write_hero,
    SectionKind.FEATURES: _features,
    SectionKind.STEPS: _steps,
    SectionKind.STORY: _story,
    SectionKind.HOURS: write_hours,
    SectionKind.QUESTIONS: write_questions,
    SectionKind.CONTACT: write_contact,
    SectionKind.BOOKING: write_form,
    SectionKind.QUOTE: write_form,
    SectionKind.ORDER: write_form,
    SectionKind.NEWSLETTER: write_form,
    SectionKind.CALL_TO_ACTION: _call_to_action,
    SectionKind.PROSE: _prose,
    SectionKind.MESSAGE: _message,
}


def write_section(desk: Desk) -> SectionContent:
    """The words of one section of the plan."""
    return _WRITERS[desk.section.kind](desk)
