from PIL import Image

from code24.build.brand.drawing import Drawing, Layer
from code24.build.brand.raster import Canvas
from code24.build.brand.shapes import circle, line, rectangle

INK, GROUND = (255, 0, 0), (255, 255, 255)


def painted(*layers: Layer, ground: Drawing | None = None) -> Image.Image:
    canvas = Canvas(100, 100, "#ffffff")
    for layer in layers:
        canvas.paint(layer)
    if ground:
        canvas.draw(ground, 100)
    return canvas.picture()


def test_a_shape_is_where_its_path_is() -> None:
    picture = painted(Layer(rectangle(10, 20, 30, 40), "#ff0000"))
    assert picture.getpixel((11, 21)) == INK
    assert picture.getpixel((38, 58)) == INK
    assert picture.getpixel((8, 30)) == picture.getpixel((42, 30)) == GROUND


def test_overlapping_contours_cut_each_other_out_or_add_up() -> None:
    both = rectangle(10, 10, 50, 50) + rectangle(40, 40, 50, 50)
    assert painted(Layer(both, "#ff0000")).getpixel((50, 50)) == GROUND
    assert painted(Layer(both, "#ff0000", solid=True)).getpixel((50, 50)) == INK


def test_a_contour_that_turns_the_other_way_is_a_hole_in_either() -> None:
    hole = circle(50, 50, 10).moved((-1, 0, 0, 1, 100, 0))
    for solid in (False, True):
        picture = painted(Layer(circle(50, 50, 40) + hole, "#ff0000", solid=solid))
        assert picture.getpixel((50, 50)) == GROUND
        assert picture.getpixel((50, 25)) == INK


def test_edges_are_smooth() -> None:
    middle = painted(Layer(rectangle(10.5, 10, 20, 20), "#000000")).getpixel((10, 15))
    assert isinstance(middle, tuple)
    assert 60 < middle[0] < 200


def test_lines_have_their_width_and_round_ends() -> None:
    picture = painted(Layer(line((30, 50), (70, 50)), "#ff0000", 10.0))
    assert picture.getpixel((50, 46)) == picture.getpixel((27, 50)) == INK
    assert picture.getpixel((50, 43)) == picture.getpixel((23, 50)) == GROUND


def test_a_drawing_is_clipped_to_its_ground_and_a_layer_to_its_clip() -> None:
    wide = Layer(rectangle(0, 40, 100, 20), "#ff0000", clip=rectangle(0, 0, 50, 100))
    picture = painted(ground=Drawing(circle(50, 50, 30), "#0000ff", (wide,)))
    assert picture.getpixel((10, 50)) == GROUND
    assert picture.getpixel((30, 50)) == INK
    assert picture.getpixel((60, 50)) == (0, 0, 255)


def test_shapes_outside_the_picture_are_no_trouble() -> None:
    picture = painted(Layer(rectangle(200, 200, 50, 50), "#ff0000"), Layer(rectangle(-50, -50, 60, 60), "#ff0000"))
    assert picture.getpixel((5, 5)) == INK
    assert picture.getpixel((50, 50)) == GROUND
