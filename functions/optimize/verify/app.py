from code24.optimize.loop.steps.fixing import verify_fixes
from code24.runtime.worker import worker

handler = worker(verify_fixes)
