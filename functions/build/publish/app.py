from code24.build.publish.worker import publish_build
from code24.build.workers import complete_build
from code24.runtime.build_step import build_step

handler = build_step(publish_build, then=complete_build)
