from code24.analytics.processing import process
from code24.runtime.batch_worker import batch_worker

handler = batch_worker(process)
