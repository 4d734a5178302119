from code24.runtime.queue_worker import queue_worker
from code24.upkeep.attending.attend import attend

handler = queue_worker(attend)
