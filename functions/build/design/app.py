from code24.build.design.worker import plan_design
from code24.runtime.build_step import build_step

handler = build_step(plan_design)
