from code24.forms.notifying import notify_owner
from code24.runtime.queue_worker import queue_worker

handler = queue_worker(notify_owner)
