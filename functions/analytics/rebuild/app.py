from code24.analytics.rebuilding import rebuild
from code24.runtime.worker import worker

handler = worker(rebuild)
