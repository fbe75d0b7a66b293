"""Makes the site's font files out of the font packages: ``python -m betterway.assets``.

The packages hold whole families as TrueType. A page needs a few hundred characters of
three faces, so each is cut down to those and packed as WOFF2 into ``.assets/fonts/``,
which git ignores and ``STATICFILES_DIRS`` names. Nothing happens when the files are
there already and neither the packages nor this recipe have changed.
"""

import hashlib
import importlib.metadata
import importlib.util
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / ".assets"
STAMP = ".fonts-recipe"


@dataclass(frozen=True)
class Face:
    """One variable font file, and the span of weights that the stylesheets use of it."""

    output: str
    distribution: str
    source: str
    weights: tuple[int, int]


FACES = (
    Face("newsreader", "fontpkg-newsreader", "Newsreader[opsz,wght].ttf", (400, 600)),
    Face("newsreader-italic", "fontpkg-newsreader", "Newsreader-Italic[opsz,wght].ttf", (400, 600)),
    Face("source-sans-3", "fontpkg-source-sans-3", "SourceSans3[wght].ttf", (400, 700)),
)
# Latin with what English, Welsh, Gaelic and the languages of Europe need; punctuation,
# primes, fractions, currency, superscripts, arrows, minus and multiplication signs.
CHARACTERS = (
    "20-7E A0-17F 18F 192 218-21B 259 300-304 306-30C 323 327 328 1E80-1E85 1E9E 1EF2-1EF3 "
    "2002-200B 2010-2015 2018-201E 2020-2022 2026 202F 2030 2032 2033 2039 203A 2044 2070 "
    "2074-2079 2080-2089 20AC 20BF 2116 2122 2153-215E 2190-2193 2196-2199 2212 2215 2248 "
    "2260 2264 2265 25CF 2713"
)
# Figures of all kinds stay available to CSS; small capitals and stylistic sets are left out.
FEATURES = (
    "kern mark mkmk ccmp locl liga calt rvrn case lnum onum pnum tnum zero sups subs sinf ordn frac"
)


def main() -> None:
    """Builds the fonts where they are missing or out of date, and says so."""
    if build(ASSETS):
        print(f"Fonts made in {ASSETS / 'fonts'}")  # noqa: T201


def build(assets: Path) -> bool:
    """Puts every face into ``assets/fonts/``; True if there was anything to do.

    An interrupted build is repeated: the stamp is written last.
    """
    stamp, recipe = assets / STAMP, _recipe()
    outputs = [assets / "fonts" / f"{face.output}.woff2" for face in FACES]
    built = stamp.is_file() and stamp.read_text() == recipe
    if built and all(output.is_file() for output in outputs):
        return False
    (assets / "fonts").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:  # seconds of pure computing for each
        list(pool.map(_make, FACES, outputs))
    stamp.write_text(recipe)
    return True


def _recipe() -> str:
    """A digest that changes whenever the files to be made would."""
    versions = [importlib.metadata.version(face.distribution) for face in FACES]
    faces = [astuple(face) for face in FACES]
    parts = repr((versions, faces, CHARACTERS, FEATURES))
    return hashlib.sha256(parts.encode()).hexdigest()


def _make(face: Face, output: Path) -> None:
    # Imported here, for a build that is already done must not pay for loading fontTools.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options(layout_features=FEATURES.split(), hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_code_points(CHARACTERS))
    font = TTFont(_package_folder(face.distribution) / "files" / face.source)
    subsetter.subset(font)
    low, high = face.weights
    font = instantiateVariableFont(font, {"wght": (low, low, high)}, inplace=True)
    font.flavor = "woff2"
    unfinished = output.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(output)


def _code_points(ranges: str) -> list[int]:
    """The numbers named by hexadecimal ``ranges`` such as ``20-7E A0``."""
    points: list[int] = []
    for span in ranges.split():
        first, _, last = span.partition("-")
        points += range(int(first, 16), int(last or first, 16) + 1)
    return points


def _package_folder(distribution: str) -> Path:
    spec = importlib.util.find_spec(distribution.replace("-", "_"))
    if spec is None or spec.origin is None:
        sys.exit(f"{distribution} is not installed. Run `make run`, which installs it.")
    return Path(spec.origin).parent


if __name__ == "__main__":
    main()
