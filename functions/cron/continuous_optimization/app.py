from code24.operations.measuring import measure
from code24.runtime.scheduled import scheduled
from code24.schedules.models import CONTINUOUS_OPTIMIZATION
from code24.upkeep.ticking import continuous_optimization

handler = scheduled(continuous_optimization, CONTINUOUS_OPTIMIZATION, then=measure)
