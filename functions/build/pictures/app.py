from code24.build.pictures.worker import prepare_pictures
from code24.runtime.build_step import build_step

handler = build_step(prepare_pictures)
