from code24.build.content.worker import rewrite_section, write_content
from code24.runtime.build_step import build_step

handler = build_step(write_content, rewrite=rewrite_section)
