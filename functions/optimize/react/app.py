from code24.optimize.loop.reacting import react_to_opportunity
from code24.runtime.worker import worker

handler = worker(react_to_opportunity)
