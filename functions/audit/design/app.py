from code24.audit.models import Auditor
from code24.runtime.auditor import auditor

handler = auditor(Auditor.DESIGN)
