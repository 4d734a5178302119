from code24.analytics.sweeping import sweep
from code24.runtime.worker import worker

handler = worker(sweep)
