import pytest

from code24.costs.batching import batch_of, objects_of_view, thousand_views
from code24.costs.prices import Item
from tests.recordings import function, recorded, scenario

SMALL = scenario(
    "page-views",
    times=0.5,  # 500 views, 1,000 messages in 500 batches
    requests={"sqs:SendMessage": 1_000, "s3:PutObject": 500},
    invocations={"analytics-process": function(500, 5_000, 15.0, 50_000), "web-collect": function(1_000, 1_000, 1.0)},
    queue_requests=2_000,
    write_units={"code24-local-rollups": 1_200.0},
)
LARGE = scenario(
    "events",
    times=0.001,
    requests={"sqs:SendMessage": 2_000},
    invocations={"analytics-process": function(2, 1_000, 10.0)},  # 0.005 GB-s a message
)
BOTH = recorded(SMALL, LARGE)


@pytest.mark.parametrize(
    ("views_per_second", "messages"),
    [(0, 2), (0.5, 2), (1, 2), (10, 20), (400, 800), (500, 1_000), (1e6, 1_000)],
)
def test_a_batch_is_what_comes_in_a_window_of_one_of_the_pollers(views_per_second: float, messages: float) -> None:
    assert batch_of(BOTH, views_per_second) == pytest.approx(messages)


def test_few_views_cost_what_was_recorded() -> None:
    usage = thousand_views(BOTH, 0.1)

    assert usage[Item.OBJECT_WRITE] == 1_000
    assert usage[Item.LAMBDA_ARM] == 32
    assert usage[Item.LAMBDA_REQUEST] == 3_000
    assert usage[Item.QUEUE_REQUEST] == 4_000


def test_many_views_share_batches_and_their_rows_stay() -> None:
    usage = thousand_views(BOTH, 10)  # 20 messages a batch: a tenth of the batches

    assert usage[Item.OBJECT_WRITE] == pytest.approx(100)
    assert usage[Item.LAMBDA_REQUEST] == pytest.approx(2_000 + 100)
    # A batch's own time is what messages (5 GB-s) leave of 15, and a tenth of it remains; the collector's is added.
    assert usage[Item.LAMBDA_ARM] == pytest.approx((5 + 1 + 1) / 0.5)
    # 1,000 sent, 500 received and deleted; a request to SQS holds ten messages, so 100 of those remain.
    assert usage[Item.QUEUE_REQUEST] == pytest.approx((2_000 - 2 * 400) / 0.5)
    assert usage[Item.TABLE_WRITE] == 2_400
    assert objects_of_view(BOTH, 10) == pytest.approx(0.1)


def test_what_was_recorded_without_batches_is_taken_as_it_is() -> None:
    bare = recorded(scenario("page-views", times=2, http_requests={"sites": 6}))

    assert batch_of(bare, 100) == 1
    assert thousand_views(bare, 100)[Item.HTTP_REQUEST] == 3
