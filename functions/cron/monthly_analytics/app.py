from code24.reports.monthly.making.workers import ask_for_month
from code24.runtime.scheduled import scheduled
from code24.schedules.models import MONTHLY_ANALYTICS

handler = scheduled(ask_for_month, MONTHLY_ANALYTICS)
