from code24.revenue.ledger.recording import record_event
from code24.runtime.worker import worker

handler = worker(record_event)
