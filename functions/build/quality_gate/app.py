from code24.build.quality_gate.worker import check_quality
from code24.runtime.build_step import build_step

handler = build_step(check_quality)
