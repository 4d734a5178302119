from code24.optimize.loop.steps.renewing import continue_as_new
from code24.runtime.worker import worker

handler = worker(continue_as_new)
