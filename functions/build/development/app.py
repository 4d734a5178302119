from code24.build.development.worker import develop_site
from code24.runtime.build_step import build_step

handler = build_step(develop_site)
