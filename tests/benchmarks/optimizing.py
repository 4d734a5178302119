"""How long websites take to be audited and fixed, without a browser."""

import statistics
import time
from typing import Any

from code24.adapters.system import SystemClock
from code24.audit.auditing import audit
from code24.audit.rules import all_rules
from code24.optimize.engine import optimize
from code24.optimize.fix import Setting
from code24.optimize.fixes import all_fixes
from tests.benchmarks.sample_website import website

PAGES = 10
AUDITS = 5


def measure() -> dict[str, Any]:
    """Milliseconds of CPU for the audit of one page, and seconds for audit and fixes of a whole website."""
    rules, kinds = all_rules(), all_fixes()
    audit(website(1, edition=99))
    audits = [audited(edition) for edition in range(AUDITS)]
    site = website(PAGES)
    begun, cpu = time.perf_counter(), time.process_time()
    result, optimization = optimize(site, Setting(), browser=None, clock=SystemClock())
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "audit_ms_a_page": round(statistics.median(audits), 1),
        "audits_ms_a_page": [round(each, 1) for each in audits],
        "pages_a_second": round(1_000 / statistics.median(audits), 1),
        "audits": AUDITS,
        "pages": PAGES,
        "rules": len(rules),
        "page_bytes": sum(len(file.content) for file in site.html) // PAGES,
        "sheet_bytes": len(site.files["/css/framework.css"].content),
        "optimized": {
            "seconds": round(seconds, 2),
            "cpu_seconds": round(cpu_seconds, 2),
            "bytes_before": sum(len(file.content) for file in site.files.values()),
            "bytes_after": sum(len(file.content) for file in result.files.values()),
            "kinds": len(kinds),
            "applied": len({fix.kind for fix in optimization.fixes}),
            "runs": 1,
        },
    }


def audited(edition: int) -> float:
    """Milliseconds of CPU a page for one audit by all rules; the pages are new, and so is all that is known of them."""
    site = website(PAGES, edition=edition)
    begun = time.process_time()
    report = audit(site)
    taken = time.process_time() - begun
    if report.pages != PAGES or not report.findings:
        raise RuntimeError("the audit has looked at something else")
    return taken * 1_000 / PAGES
