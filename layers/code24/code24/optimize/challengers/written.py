"""Challengers that a writer wrote: other words in the same place, and questions with their answers.

What proposes them is `experiments.content`; here is how a page gets them. The new words are text, never markup.
"""

from turbohtml import Document, Element, Text, parse_fragment

from code24.optimize.challengers.kind import WrittenKind
from code24.optimize.models import Challenger


def words_of(element: Element) -> Text | None:
    """The one piece of text that an element consists of, icons beside it left out; None where there are several."""
    texts = [child for child in element.descendants if isinstance(child, Text) and child.data.strip()]
    return texts[0] if len(texts) == 1 else None


def asked_again(element: Element, question: tuple[str, str], answer: tuple[str, str]) -> str | None:
    """The markup of a question and its answer with another one in it: each as (what stands there, what should).

    None where the two do not stand in the element as pieces of text.
    """
    copied = parse_fragment(element.serialize())
    for before, after in (question, answer):
        found = [
            text
            for text in copied.descendants
            if isinstance(text, Text) and " ".join(text.data.split()) == " ".join(before.split())
        ]
        if len(found) != 1:
            return None
        found[0].data = after
    for each in copied.select("[open]"):
        del each.attrs["open"]
    for each in copied.select("[id]"):
        del each.attrs["id"]
    return copied.inner_html


def _say(document: Document, element: Element, challenger: Challenger) -> None:
    text = words_of(element)
    if text is not None:
        text.data = challenger.after + text.data[len(text.data.rstrip()) :]


def _ask(document: Document, element: Element, challenger: Challenger) -> None:
    element.replace_with(*parse_fragment(challenger.after).children)


HEADLINE = WrittenKind("content-headline", _say)
LEAD = WrittenKind("content-lead", _say)
CALL = WrittenKind("content-call", _say)
MICROCOPY = WrittenKind("content-microcopy", _say)
QUESTION = WrittenKind("content-question", _ask)

WRITTEN = (HEADLINE, LEAD, CALL, MICROCOPY, QUESTION)
