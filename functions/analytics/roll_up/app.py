from code24.analytics.rolling_up import roll_up
from code24.runtime.queue_worker import queue_worker

handler = queue_worker(roll_up)
