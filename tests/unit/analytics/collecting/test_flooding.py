from code24.analytics.collecting.flooding import CAPACITY, ENTRIES, REFILL, Buckets


def test_a_bucket_empties_and_fills() -> None:
    buckets = Buckets()
    assert buckets.take("a", 1_000, 0.0) == CAPACITY
    assert buckets.take("a", 1, 0.0) == 0
    assert buckets.take("a", 1_000, 10.0) == 10 * REFILL
    assert buckets.take("a", 1_000, 10_000.0) == CAPACITY


def test_nobody_pays_for_somebody_else() -> None:
    buckets = Buckets()
    buckets.take("a", 1_000, 0.0)
    assert buckets.take("b", 5, 0.0) == 5


def test_memory_is_bounded_and_whoever_is_there_is_remembered_longer() -> None:
    buckets = Buckets()
    buckets.take("busy", 1_000, 0.0)
    for number in range(ENTRIES + 10):
        buckets.take(f"v{number}", 1, 0.0)
        assert buckets.take("busy", 1, 0.0) == 0
    assert len(buckets._buckets) == ENTRIES
