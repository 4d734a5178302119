from code24.optimize.loop.steps.publishing import publish_optimization
from code24.runtime.worker import worker

handler = worker(publish_optimization)
