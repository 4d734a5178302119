from code24.optimize.loop.steps.beginning import begin_cycle
from code24.runtime.worker import worker

handler = worker(begin_cycle)
