"""What scanners, telephones and fax machines make of a page: rasterised with poppler-utils, then spoilt."""

import pathlib
import subprocess
import tempfile

import numpy
from PIL import Image, ImageFilter


def rasterise(pdf, dpi):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", str(pdf), f"{folder}/page"], check=True)
        return [Image.open(each).convert("L") for each in sorted(pathlib.Path(folder).glob("*.png"))]


def grain(image, rng, strength):
    noise = numpy.random.Generator(numpy.random.PCG64(rng.randint(0, 2**31))).normal(0, strength, image.size[::-1])
    return Image.fromarray(numpy.clip(numpy.asarray(image, float) + noise, 0, 255).astype("uint8"))


def office(image, rng):
    """A flatbed: a little askew, a little grain, sixteen greys."""
    askew = image.rotate(rng.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=255)
    soft = grain(askew.filter(ImageFilter.GaussianBlur(0.5)), rng, 4)
    return soft.point(lambda level: min(255, (level + 8) // 16 * 17 if level < 232 else 255))


def photo(image, rng):
    """A telephone held at an angle, with a shadow over one side of the page."""
    width, height = image.size
    desk = Image.new("L", (width + 160, height + 160), 70)
    desk.paste(image, (80, 80))
    lean = rng.randint(25, 45)
    corners = (0, lean, lean // 2, height + 160, width + 160 - lean // 3, height + 160 - lean, width + 160, 0)
    bent = desk.transform(desk.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    shade = numpy.linspace(0.72, 1.0, bent.size[0])[None, :] * numpy.linspace(1.0, 0.9, bent.size[1])[:, None]
    lit = Image.fromarray((numpy.asarray(bent, float) * shade).astype("uint8"))
    return grain(lit.filter(ImageFilter.GaussianBlur(0.6)), rng, 3)


def fax(image, rng):
    """Black and white, with specks."""
    specks = grain(image, rng, 22)
    return specks.point(lambda level: 255 if level > 140 else 0).convert("1")


def worn(image, rng, level):
    """A copy of a copy: at each level softer, greyer and grainier."""
    soft = image.filter(ImageFilter.GaussianBlur(0.35 * level))
    pale = soft.point(lambda grey: 255 - round((255 - grey) * 0.9**level))
    return grain(pale, rng, 5 * level)


SPOIL = {"png": (office, 200), "jpg": (photo, 170), "tiff": (fax, 200)}


def write(pdf, path, rng, dpi=None, wear=0):
    """`dpi` and `wear` (levels of `worn`) instead of what is usual for the format."""
    spoil, usual = SPOIL[path.suffix[1:]]
    dpi = dpi or usual
    pages = [spoil(worn(page, rng, wear) if wear else page, rng) for page in rasterise(pdf, dpi)]
    if path.suffix == ".tiff":
        pages[0].save(path, save_all=True, append_images=pages[1:], compression="group4", dpi=(dpi, dpi))
    elif path.suffix == ".png":
        pages[0].quantize(16).save(path, optimize=True, dpi=(dpi, dpi))
    else:
        pages[0].save(path, quality=42, dpi=(dpi, dpi))
    return len(pages)
