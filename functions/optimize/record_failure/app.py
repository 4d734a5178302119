from code24.optimize.loop.steps.failing import record_cycle_failure
from code24.runtime.worker import worker

handler = worker(record_cycle_failure)
