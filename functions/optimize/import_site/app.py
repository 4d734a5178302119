from code24.optimize.loop.steps.loading import import_site
from code24.runtime.worker import worker

handler = worker(import_site)
