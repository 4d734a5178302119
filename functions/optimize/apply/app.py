from code24.optimize.loop.steps.fixing import apply_fixes
from code24.runtime.worker import worker

handler = worker(apply_fixes)
