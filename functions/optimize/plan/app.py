from code24.optimize.loop.steps.fixing import plan_fixes
from code24.runtime.worker import worker

handler = worker(plan_fixes)
