from code24.build.market_research.worker import research_market
from code24.runtime.build_step import build_step

handler = build_step(research_market)
