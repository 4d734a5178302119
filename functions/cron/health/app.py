from code24.health.checking import check_health
from code24.runtime.scheduled import scheduled
from code24.schedules.models import HEALTH

handler = scheduled(check_health, HEALTH)
