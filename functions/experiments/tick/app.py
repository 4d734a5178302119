from code24.experiments.engine.ticking import tick
from code24.runtime.worker import worker

handler = worker(tick)
