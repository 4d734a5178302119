from code24.reports.monthly.making.workers import make_part
from code24.runtime.queue_worker import queue_worker

handler = queue_worker(make_part)
