from code24.optimize.loop.steps.storing import store_cycle
from code24.runtime.worker import worker

handler = worker(store_cycle)
