"""The words of each kind of section."""

from collections.abc import Callable

from code24.ai.desk import Desk
from code24.ai.heroes import contact_intro, write_hero
from code24.ai.playbook import Card, Question
from code24.ai.targets import distinct
from code24.ai.typography import cut, joined, sentence
from code24.build.content.models import Action, Item, SectionContent
from code24.build.design.models import PageKind, SectionKind

_LONGEST_PARAGRAPH = 420
_ENOUGH_TOPICS = 2


def _features(desk: Desk) -> SectionContent:
    subject = desk.subject
    headings = subject.frame.headings
    taken = [(topic, text) for topic, text in desk.topics() if desk.used.take((text,))]
    own = tuple(Item(title=subject.frame.topics[topic], text=text) for topic, text in taken)
    if len(own) >= _ENOUGH_TOPICS or (own and subject.spoken is None):
        heading = subject.fill(subject.choose(headings.features_facts, "features"))
        return desk.content(heading, items=own, foreign=("heading", "item-titles"))
    points = _cards(desk, subject.playbook.points)
    heading = subject.fill(subject.choose(headings.features_points, "features"))
    return desk.content(heading, items=(*own, *points)[: max(len(points), 3)], foreign=("heading", "items"))


def _cards(desk: Desk, cards: tuple[Card, ...]) -> tuple[Item, ...]:
    return tuple(Item(title=desk.subject.fill(title), text=desk.subject.fill(text)) for title, text in cards)


def _offers(desk: Desk) -> SectionContent:
    subject = desk.subject
    headings, actions = subject.frame.headings, desk.goal_actions()
    if subject.facts.offers:
        heading = subject.playbook.offer_heading
        if desk.page.kind is PageKind.OFFER:
            heading = subject.choose(headings.offers_list, "offers")
        room = desk.section.items or len(subject.facts.offers)
        more = desk.page.kind is not PageKind.OFFER and len(subject.facts.offers) > room
        onward = actions[-1:] if more else ()
        return desk.content(
            subject.fill(heading), items=subject.facts.offers, actions=onward, foreign=("heading", "actions")
        )
    heading = subject.fill(subject.choose(headings.offers_occasions, "offers"))
    return desk.content(
        heading,
        items=_cards(desk, subject.playbook.occasions),
        actions=actions[:1],
        foreign=("heading", "items", "actions"),
    )


def _steps(desk: Desk) -> SectionContent:
    subject, goal = desk.subject, desk.subject.goal
    heading = goal.steps_heading if goal.steps_heading else subject.frame.headings.steps[subject.brief.primary_goal]
    return desk.content(subject.fill(heading), items=_cards(desk, goal.steps), foreign=("heading", "items"))


def _story(desk: Desk) -> SectionContent:
    subject = desk.subject
    facts, headings = subject.facts, subject.frame.headings
    elsewhere = {text for _, text in desk.topics()} | (facts.listings if desk.has(SectionKind.OFFERS) else frozenset())
    sentences = [text for text in facts.sentences if text not in elsewhere]
    if desk.page.kind is PageKind.ABOUT:
        if not desk.signposts.anywhere(SectionKind.HOURS):
            sentences += facts.hours
        taken = desk.used.take(sentences, 24, limit=2_400)
        heading = subject.choose(headings.story_about, "story-about")
    else:
        taken = desk.used.take(sentences, 4, limit=480)
        heading = subject.choose(headings.story_home, "story-home")
    paragraphs = _grouped(taken)
    if not paragraphs:
        heading, text = subject.playbook.story
        paragraphs = (subject.fill(text),)
    about = desk.signposts.to("about", desk.page) if desk.page.kind is not PageKind.ABOUT else None
    onward = Action(label=subject.fill(subject.frame.pages.to_about), target=about) if about else None
    foreign = ("heading", "actions") if taken else ("heading", "paragraphs", "actions")
    return desk.content(
        subject.fill(heading),
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


def _hours(desk: Desk) -> SectionContent:
    subject = desk.subject
    words, contact = subject.frame.contact, subject.brief.contact
    said = desk.used.take(subject.facts.hours, 3)
    if said:
        return desk.content(subject.frame.headings.hours, paragraphs=said, foreign=("heading",))
    if contact.opening_hours:
        text = words.hours_see
    else:
        text = words.hours_ask if contact.phone or contact.email else words.hours_missing
    return desk.content(subject.frame.headings.hours, paragraphs=(text,), foreign=("heading", "paragraphs"))


def _questions(desk: Desk) -> SectionContent:
    subject = desk.subject
    words, contact = subject.frame.facts, subject.brief.contact
    first, *others = subject.playbook.questions
    questions = [subject.goal.question, first, *others]
    if desk.page.kind is not PageKind.HOME:  # The home page shows the first few: other pages begin with the others.
        questions = [*others, first, subject.goal.question]
    cards = [card for question in questions if (card := _answered(desk, question))]
    if prices := desk.used.take(subject.facts.prices, 2, limit=400):
        cards.insert(1, (words.price, " ".join(prices)))
    if subject.address and desk.page.kind is not PageKind.CONTACT:
        cards.insert(3, words.where)
    if contact.phone and contact.email:
        cards.append(words.reach_both)
    elif contact.phone or contact.email:
        cards.append(words.reach_phone if contact.phone else words.reach_email)
    heading = subject.choose(subject.frame.headings.questions, "questions")
    return desk.content(subject.fill(heading), items=_cards(desk, tuple(cards)), foreign=("heading", "items"))


def _answered(desk: Desk, question: Question) -> Card | None:
    """The question, with the owner's own sentence as its answer where there is one.

    None where the page has that sentence already: a vaguer answer beside it would contradict it.
    """
    title, answer, *topic = question
    own = dict(desk.subject.facts.topics).get(topic[0]) if topic else None
    if own is None:
        return title, answer
    return (title, own) if desk.used.take((own,)) else None


def _contact(desk: Desk) -> SectionContent:
    subject = desk.subject
    words, contact = subject.frame.contact, subject.brief.contact
    said = desk.used.take(subject.facts.reach, 3)
    own = () if said else desk.used.take((contact_intro(subject),))
    visit = desk.used.take((subject.fill(words.visit),)) if contact.address and (contact.phone or contact.email) else ()
    call = subject.fill(words.call_number)
    foreign = ("heading", "actions") if said else ("heading", "paragraphs", "actions")
    return desk.content(
        subject.fill(words.section_heading),
        paragraphs=(*said, *own, *visit),
        actions=desk.signposts.direct(call, words.write),
        foreign=foreign,
    )


def _call_to_action(desk: Desk) -> SectionContent:
    subject = desk.subject
    actions = desk.goal_actions()
    if desk.page.kind is not PageKind.CONTACT:
        words = subject.frame.contact
        call = next((a for a in desk.signposts.direct(subject.fill(words.call_number), words.write)), None)
        actions = distinct(*actions[:1], call) if call else actions[:2]
    text = desk.used.take((desk.invitation(),))
    return desk.content(desk.headline(), paragraphs=text, actions=actions, foreign=("heading", "paragraphs", "actions"))


def _message(desk: Desk) -> SectionContent:
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


_WRITERS: dict[SectionKind, Callable[[Desk], SectionContent]] = {
    SectionKind.HERO: write_hero,
    SectionKind.FEATURES: _features,
    SectionKind.OFFERS: _offers,
    SectionKind.STEPS: _steps,
    SectionKind.STORY: _story,
    SectionKind.HOURS: _hours,
    SectionKind.QUESTIONS: _questions,
    SectionKind.CONTACT: _contact,
    SectionKind.CALL_TO_ACTION: _call_to_action,
    SectionKind.MESSAGE: _message,
}


def write_section(desk: Desk) -> SectionContent:
    """The words of one section of the plan."""
    return _WRITERS[desk.section.kind](desk)
