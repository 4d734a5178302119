import time, resource, tracemalloc
from datetime import datetime, timedelta, UTC
from tests.counted_cloud import counted_cloud
from code24.runtime.wiring import ports_of
from code24.schedules.models import Scheduled
from code24.upkeep.ticking import continuous_optimization
from tests.fakes import FakeClock
NOW = datetime(2026, 3, 2, 12, 3, tzinfo=UTC)
def test_m():
    with counted_cloud() as cloud:
        cloud.register(1_000_000, NOW - timedelta(days=2))
        t=time.process_time()
        print("rss before", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024)
        r = continuous_optimization(Scheduled(scheduled_at=NOW), **(ports_of(continuous_optimization)|{"clock":FakeClock(NOW)}))
        print(time.process_time()-t, "s cpu", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024, "MB")
        print(r, cloud.requests, cloud.items_read)
