"""The sizes of raster images, read from their headers."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG (PNG, 11.2.1); None for anything else."""
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def ico_sizes(content: bytes) -> set[tuple[int, int]]:
    """The sizes of the images in an ICO file, whose directory writes 256 as 0; none for anything else."""
    if len(content) < 6 or content[:4] != b"\0\0\1\0":
        return set()
    (count,) = struct.unpack("<H", content[4:6])
    entries = (content[6 + 16 * number : 8 + 16 * number] for number in range(min(count, 64)))
    return {(entry[0] or 256, entry[1] or 256) for entry in entries if len(entry) == 2}
