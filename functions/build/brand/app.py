from code24.build.brand.worker import create_brand
from code24.runtime.build_step import build_step

handler = build_step(create_brand)
