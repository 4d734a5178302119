from code24.build.failure import record_failure
from code24.runtime.worker import worker

handler = worker(record_failure)
