"""Questions and answers: the owner's own first, then those that stated facts answer, then the playbook's."""

from code24.ai.desk import Desk
from code24.ai.listings import cards
from code24.ai.playbook import Card, Question
from code24.build.content.models import Item, SectionContent
from code24.build.design.models import PageKind


def write_questions(desk: Desk) -> SectionContent:
    """As many questions as the section has room for."""
    subject = desk.subject
    own = tuple(Item(title=card.question, text=card.answer) for card in subject.facts.given.questions)
    asked = {card.title.casefold() for card in own}
    others = desk.turned([item for item in cards(desk, _others(desk)) if item.title.casefold() not in asked])
    heading = desk.one_of(subject.frame.headings.questions, "questions")
    return desk.content(heading, items=(*own, *others), foreign=_marked(own, others, desk.section.items))


def _marked(own: tuple[Item, ...], others: tuple[Item, ...], room: int) -> tuple[str, ...]:
    """In a language that is not spoken, the owner's questions and English ones cannot be marked apart."""
    return ("heading",) if len(own) >= room or not others else ("heading", "items")


def _others(desk: Desk) -> tuple[Card, ...]:
    subject = desk.subject
    words, contact = subject.frame.facts, subject.brief.contact
    first, *more = subject.playbook.questions
    questions = [subject.goal.question, first, *more]
    if desk.page.kind is not PageKind.HOME:  # The home page shows the first few: other pages begin with the others.
        questions = [*more, first, subject.goal.question]
    found = [card for question in questions if (card := _answered(desk, question))]
    if prices := desk.used.take(subject.facts.prices, 2, limit=400):
        found.insert(1, (words.price, " ".join(prices)))
    if subject.address and desk.page.kind is not PageKind.CONTACT:
        found.insert(3, words.where)
    if contact.phone and contact.email:
        found.append(words.reach_both)
    elif contact.phone or contact.email:
        found.append(words.reach_phone if contact.phone else words.reach_email)
    return tuple(found)


def _answered(desk: Desk, question: Question) -> Card | None:
    """The question, with the owner's own sentence as its answer where there is one.

    None where the page has that sentence already: a vaguer answer beside it would contradict it.
    """
    title, answer, *topic = question
    own = dict(desk.subject.facts.topics).get(topic[0]) if topic else None
    if own is None:
        return title, answer
    return (title, own) if desk.used.take((own,)) else None
