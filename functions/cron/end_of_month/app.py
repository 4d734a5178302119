from code24.reports.end_of_month.workers import report_end_of_month
from code24.runtime.scheduled import scheduled
from code24.schedules.models import END_OF_MONTH

handler = scheduled(report_end_of_month, END_OF_MONTH)
