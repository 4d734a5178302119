"""What a section is written with, and the calls to action that its page offers."""

from dataclasses import dataclass

from code24.ai.subject import Subject, Used
from code24.ai.targets import Signposts, Wish, distinct
from code24.ai.typography import cut
from code24.build.content.models import Action, Item, SectionContent
from code24.build.design.models import Page, PageKind, Section, SectionKind
from code24.types import Goal

LONGEST_HEADING = 70
_TOPICS_ON_HOME = 3

# Where the first and the second call to action of a goal lead.
_WISHES: dict[Goal, tuple[Wish, Wish]] = {
    Goal.SALES: ("contact", "offer"),
    Goal.LEADS: ("contact", "offer"),
    Goal.SIGNUPS: ("contact", "offer"),
    Goal.BOOKINGS: ("contact", "offer"),
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
        """The section, its heading cut to size and its items to what the plan has room for."""
        other_language = self.subject.spoken is None
        return SectionContent(
            id=self.section.id,
            kind=self.section.kind,
            heading=cut(heading, LONGEST_HEADING, ellipsis=False),
            eyebrow=cut(eyebrow, 80, ellipsis=False),
            paragraphs=paragraphs,
            items=items[: self.section.items],
            actions=actions,
            in_interface_language=foreign if other_language else (),
        )

    def headline(self) -> str:
        """The goal's headline: the home page opens with one of the two and closes with the other."""
        return self.subject.headline(opening=self.section.kind is SectionKind.HERO or self.page.kind is PageKind.OFFER)

    def has(self, kind: SectionKind) -> bool:
        """Whether the page has such a section."""
        return any(section.kind is kind for section in self.page.sections)

    def topics(self) -> tuple[tuple[str, str], ...]:
        """The owner's sentences that become cards on this page, as topic and sentence."""
        room = max((s.items for s in self.page.sections if s.kind is SectionKind.FEATURES), default=0)
        topics = self.subject.facts.topics
        if self.page.kind is not PageKind.HOME:  # The home page shows the first ones.
            topics = topics[_TOPICS_ON_HOME:] + topics[:_TOPICS_ON_HOME]
        return topics[:room]

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
