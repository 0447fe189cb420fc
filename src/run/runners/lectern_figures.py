"""A backend of matplotlib that keeps each figure when it is shown: `plt.show()` takes it and closes it.

Two pictures are made of each, for light and for dark pages: colours that are black by default are turned in the second one, and
the white behind it is left out of both.
"""

import io
import itertools
import json
import os

import matplotlib
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase, _Backend
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba

# The same drawing has the same bytes, and so the same name.
matplotlib.rcParams["svg.hashsalt"] = "lectern"

#: A drawing of more bytes is kept as pixels.
MOST_BYTES = 150_000
#: Pixels of a picture for a pixel of the page, of which an inch has 96.
DENSITY = 2
BLACK = to_rgba("black")
WHITE = to_rgba("white")
LIGHT = to_rgba("#d5dae2")
DARK = to_rgba("#14171d")
NOTHING = (0, 0, 0, 0)

numbers = itertools.count(1)


class FigureManager(FigureManagerBase):
    def show(self):
        keep(self.canvas.figure)


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


@_Backend.export
class _BackendLectern(_Backend):
    FigureCanvas = FigureCanvas
    FigureManager = FigureManager

    @staticmethod
    def show(*args, **kwargs):
        for manager in Gcf.get_all_fig_managers():
            keep(manager.canvas.figure)
        Gcf.destroy_all()


def keep(figure):
    """Writes the pictures of a figure, and beside them what is to be told of them."""
    number = next(numbers)
    undo = []
    try:
        hasOwnGround = same(figure.get_facecolor(), WHITE) is False and figure.get_facecolor()[3] > 0
        if hasOwnGround:
            told = {"light": write(figure, f"{number:04}-light", None)}
        else:
            clear(figure, undo)
            light, kind = draw(figure, None)
            recolour(figure, undo)
            dark, _ = draw(figure, kind)
            told = {"light": store(light, f"{number:04}-light", kind), "dark": store(dark, f"{number:04}-dark", kind)}
            if light == dark:
                del told["dark"]
    finally:
        for back in reversed(undo):
            back()
    told["density"] = DENSITY if told["light"].endswith(".png") else 1
    with open(path_of(f"{number:04}.json"), "w", encoding="utf-8") as file:
        json.dump(told, file)


def write(figure, name, kind):
    content, made = draw(figure, kind)
    return store(content, name, made)


def store(content, name, kind):
    with open(path_of(f"{name}.{kind}"), "wb") as file:
        file.write(content)
    return f"{name}.{kind}"


def path_of(name):
    return os.path.join(os.environ["LECTERN_FIGURES"], name)


def draw(figure, kind):
    """The bytes of a picture: a drawing, or pixels at double density where that is smaller."""
    if kind in (None, "svg"):
        drawing = io.BytesIO()
        figure.savefig(drawing, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
        if kind == "svg" or drawing.tell() <= MOST_BYTES:
            return drawing.getvalue(), "svg"
    pixels = io.BytesIO()
    figure.savefig(pixels, format="png", dpi=96 * DENSITY, bbox_inches="tight", metadata={"Software": None})
    return pixels.getvalue(), "png"


def same(colour, other):
    try:
        return to_rgba(colour)[:3] == other[:3]
    except (TypeError, ValueError):
        return None


def change(get, put, colour, undo):
    before = get()
    undo.append(lambda: put(before))
    put(colour)


def clear(figure, undo):
    """Takes out the white behind a figure and behind its axes."""
    for patch in [figure.patch, *(axes.patch for axes in figure.axes)]:
        if same(patch.get_facecolor(), WHITE):
            change(patch.get_facecolor, patch.set_facecolor, NOTHING, undo)


def recolour(figure, undo):
    """Turns what is black: texts, lines, ticks and frames, but no words that stand on colours of a picture or a map."""
    from matplotlib.collections import QuadMesh
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.text import Text

    kept = set()
    for axes in figure.axes:
        if axes.images or any(isinstance(part, QuadMesh) for part in axes.collections):
            kept.update(id(text) for text in axes.texts)
    legends = [part for part in figure.findobj(Legend)]
    for legend in legends:
        frame = legend.get_frame()
        if same(frame.get_facecolor(), WHITE):
            change(frame.get_facecolor, frame.set_facecolor, (*DARK[:3], frame.get_facecolor()[3]), undo)
    for part in figure.findobj():
        if id(part) in kept:
            continue
        if isinstance(part, Text) and same(part.get_color(), BLACK):
            change(part.get_color, part.set_color, LIGHT, undo)
        elif isinstance(part, Line2D):
            for name in ("color", "markeredgecolor", "markerfacecolor"):
                get, put = getattr(part, f"get_{name}"), getattr(part, f"set_{name}")
                if same(get(), BLACK):
                    change(get, put, LIGHT, undo)
        elif isinstance(part, Patch) and same(part.get_edgecolor(), BLACK) and part.get_edgecolor()[3] > 0:
            change(part.get_edgecolor, part.set_edgecolor, LIGHT, undo)
