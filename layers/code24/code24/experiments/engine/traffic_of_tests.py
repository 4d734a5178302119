"""Which visitors a test sends where: a pure function of its record."""

from code24.experiments.models import AbTest, AbTestStatus, ShippingStage
from code24.experiments.parts import arms_of, ramped
from code24.experiments.traffic import TestTraffic
from code24.experiments.traffic_addresses import addresses_of

_ON_THE_WAY = frozenset({ShippingStage.WANTED, ShippingStage.RAMP, ShippingStage.GOING_LIVE})


def traffic_of(test: AbTest) -> TestTraffic | None:
    """The test as the dispatcher follows it; None where everybody sees the live release.

    While a winner's release is made, visitors stay in their arms; on the ramp they go over to the winner step by step,
    and nobody who saw it loses it again.
    """
    if not test.salt:  # put away
        return None
    base = TestTraffic(
        test_id=test.test_id,
        seed=test.seed,
        salt=test.salt,
        first=test.first,
        last=test.last,
        arms=arms_of(test.test_id, len(test.variants), weights=test.traffic_split),
        paths=addresses_of(test.paths),
    )
    if test.status is AbTestStatus.RUNNING:
        return base
    if test.status is AbTestStatus.COMPLETE and test.shipping and test.shipping.stage in _ON_THE_WAY:
        if test.shipping.stage is ShippingStage.WANTED:
            return base
        return ramped(base, test.shipping.arm, test.shipping.share)
    return None
