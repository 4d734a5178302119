from code24.build.competitive_analysis.worker import analyze_competitors
from code24.runtime.build_step import build_step

handler = build_step(analyze_competitors)
