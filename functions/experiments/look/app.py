from code24.experiments.engine.looking import look_at_test
from code24.runtime.queue_worker import queue_worker

handler = queue_worker(look_at_test)
