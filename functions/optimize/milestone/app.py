from code24.optimize.loop.steps.renewing import write_milestone
from code24.runtime.worker import worker

handler = worker(write_milestone)
