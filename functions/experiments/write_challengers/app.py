from code24.experiments.content.workers import write_challengers
from code24.runtime.worker import worker

handler = worker(write_challengers)
