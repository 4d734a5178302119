"""Kinds of fixes of pictures, in their order: files first, then sizes and positions, then formats."""

from code24.optimize.fixes.images.backgrounds import background_pictures
from code24.optimize.fixes.images.dimensions import image_dimensions
from code24.optimize.fixes.images.drawings import svg_minified
from code24.optimize.fixes.images.formats import image_formats
from code24.optimize.fixes.images.inline import inline_pictures
from code24.optimize.fixes.images.loading import picture_loading
from code24.optimize.fixes.images.site_icons import favicon_size
from code24.optimize.fixes.images.srcsets import srcset_formats

FIXES = [
    inline_pictures,
    favicon_size,
    svg_minified,
    image_dimensions,
    picture_loading,
    srcset_formats,
    image_formats,
    background_pictures,
]
