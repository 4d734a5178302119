from collections import Counter

from code24.build.brand.dice import Dice
from code24.build.brand.fields import GENERAL
from code24.build.brand.models import Voice
from code24.build.brand.voice import voice_for
from tests.unit.build.sample_sites import brief_of


def test_the_owners_words_move_the_voice() -> None:
    brief = brief_of(description="An exclusive, elegant, bespoke atelier with premium heritage pieces.")
    voices = Counter(voice_for(brief, GENERAL, Dice(number)) for number in range(100))
    assert voices.most_common(1)[0][0] is Voice.REFINED
    plain = Counter(voice_for(brief_of(description="Things."), GENERAL, Dice(number)) for number in range(100))
    assert voices[Voice.REFINED] > plain[Voice.REFINED] + 25
