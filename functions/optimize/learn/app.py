from code24.optimize.loop.steps.publishing import learn_from_cycle
from code24.runtime.worker import worker

handler = worker(learn_from_cycle)
