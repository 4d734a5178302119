"""What pages tell search engines and those who share links, in the order in which one part builds on the other."""

from code24.optimize.fixes.metadata import (
    addresses,
    crawling,
    icons,
    sharing,
    structured_data,
    texts,
)

FIXES = (
    *texts.KINDS,
    *addresses.KINDS,
    *icons.KINDS,
    *sharing.KINDS,
    *structured_data.KINDS,
    *crawling.KINDS,
)
