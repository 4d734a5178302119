"""What a section is written with, and the calls to action that its page offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from code24.ai.cutting import cut, squeezed
from code24.ai.given import LISTS
from code24.ai.legal import FORMS
from code24.ai.subject import Subject, Used
from code24.ai.targets import Signposts, Wish, distinct
from code24.ai.typography import filled_exactly, polished
from code24.build.content.models import Action, Item, SectionContent
from code24.build.design.models import Page, PageKind, Section, SectionKind
from code24.types import Goal

LONGEST_HEADING = 70
# Where the first and the second call to action of a goal lead.
_WISHES: dict[Goal, tuple[Wish, Wish]] = {
    Goal.SALES: ("order", "offer"),
    Goal.LEADS: ("quote", "offer"),
    Goal.SIGNUPS: ("newsletter", "offer"),
    Goal.BOOKINGS: ("booking", "offer"),
    Goal.TRAFFIC: ("offer", "contact"),
}


@dataclass(frozen=True)
class Desk:
    """What a section is written with."""

    subject: Subject
    signposts: Signposts
    page: Page
    section: Section
    used: Used
    variation: int = 0
    """0 for the wording that a build gets; others for the same section once more."""

    def content(
        self,
        heading: str,
        *,
        eyebrow: str = "",
        paragraphs: tuple[str, ...] = (),
        items: tuple[Item, ...] = (),
        actions: tuple[Action, ...] = (),
        foreign: tuple[str, ...] = (),
    ) -> SectionContent:
        """The section, its heading cut to size and its items to what the plan has room for.

        The plan's key message is the heading where it has one; the heading that stands here anyway stays what it is.
        """
        heading = squeezed(heading, LONGEST_HEADING)
        message = polished(self.section.key_message)
        if message and (message := squeezed(message, LONGEST_HEADING)) != heading:
            heading, foreign = message, tuple(part for part in foreign if part != "heading")
        self.used.headings.add(heading)
        items = items if self.lists_all else items[: self.section.items]
        pictures = dict.fromkeys([*self.section.pictures, *(item.picture for item in items if item.picture)])
        facts, words = self.subject.facts, self.subject.frame.pictures
        neutral = [image for image in pictures if image not in facts.alts]
        nameless = filled_exactly(words.neutral, {"name": self.subject.name}) if neutral else ""
        marked = [part for part in foreign if part != "eyebrow" or eyebrow] + (["alts"] if neutral else [])
        return SectionContent(
            id=self.section.id,
            kind=self.section.kind,
            heading=heading,
            eyebrow=cut(eyebrow, 80, ellipsis=False),
            paragraphs=paragraphs,
            items=items,
            actions=actions,
            alts={image: facts.alts.get(image, nameless) for image in pictures},
            captions={image: facts.captions[image] for image in pictures if image in facts.captions},
            in_interface_language=tuple(marked) if self.subject.spoken is None else (),
        )

    @property
    def lists_all(self) -> bool:
        """Whether the section holds any number of items."""
        prose = self.section.kind is SectionKind.PROSE
        return prose or (self.section.kind in LISTS and not self.section.items)

    def turned[T](self, variants: Sequence[T]) -> tuple[T, ...]:
        """The variants in the order in which this variation tries them."""
        turn = self.variation % len(variants) if variants else 0
        return (*variants[turn:], *variants[:turn])

    def bearable(self, variants: Sequence[str]) -> Sequence[str]:
        """The variants without the name where it is too long for a heading; all where none does without."""
        if not self.subject.long_named:
            return variants
        return [text for text in variants if "{name}" not in text and self.subject.name not in text] or variants

    def heading(self, variants: Sequence[str]) -> str:
        """One of the variants, filled: another one for each variation, and none that heads this page already."""
        turned = [self.subject.fill(text) for text in self.turned(self.bearable(variants))]
        return next((text for text in turned if text not in self.used.headings), turned[0])

    def one_of(self, variants: Sequence[str], salt: str, *more: str) -> str:
        """Like `heading`, beginning with any of the variants: the same one for the same brief, place and salt."""
        variants = self.bearable(variants)
        first = self.subject.choose(range(len(variants)), f"{salt} {self.page.kind.value} {self.section.id}")
        return self.heading((*variants[first:], *variants[:first], *more))

    def page_headings(self) -> tuple[str, ...]:
        """What may always head the page."""
        _, medium, long, _ = self.subject.frame.titles[self.page.kind]
        return medium, long

    def headline(self) -> str:
        """The goal's headline: the home page opens with one of the two and closes with the other."""
        subject = self.subject
        opening = self.section.kind is SectionKind.HERO or self.page.kind is PageKind.OFFER
        first, second = (subject.headline(opening=each) for each in (opening, not opening))
        return self.heading((first, second, subject.playbook.offer_heading, "{name}", *self.page_headings()))

    def has(self, kind: SectionKind) -> bool:
        """Whether the page has such a section."""
        return any(section.kind is kind for section in self.page.sections)

    @property
    def has_form(self) -> bool:
        """Whether the page has a form."""
        return any(section.kind in FORMS for section in self.page.sections)

    def goal_actions(self) -> tuple[Action, ...]:
        """The goal's calls to action, as far as they lead away from here; else the direct ways."""
        subject = self.subject
        words = subject.frame.contact
        labels = (subject.goal.primary, subject.goal.secondary)
        wished = [
            Action(label=label, target=target)
            for wish, label in zip(_WISHES[subject.brief.primary_goal], labels, strict=True)
            if (target := self.signposts.to(wish, self.page))
        ]
        if self.page.kind is PageKind.CONTACT:
            return distinct(*self.signposts.direct(words.call, words.write), *wished, besides=f"#{self.section.id}")[:2]
        return distinct(*wished, besides=f"#{self.section.id}")

    def invitation(self) -> str:
        """The goal's invitation."""
        return self.subject.fill(self.subject.goal.invitation)
