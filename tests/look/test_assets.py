"""The fonts that are made out of the packages."""

import pytest
from fontTools.ttLib import TTFont

from betterway import assets

WELSH = "ŵŷŴŶẁỳâêîôû"
TYPOGRAPHY = "–—‘’“”…·×−½£€"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets")
    assert assets.build(folder)
    return folder


@pytest.mark.parametrize("face", assets.FACES, ids=lambda face: face.output)
def test_font_holds_what_the_site_writes(folder, face):
    font = TTFont(folder / "fonts" / f"{face.output}.woff2")
    characters = set(font.getBestCmap())
    assert [c for c in WELSH + TYPOGRAPHY if ord(c) not in characters] == []
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}
    assert axes["wght"] == face.weights
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"tnum", "pnum"} & features


def test_sans_holds_the_arrows_of_the_instrument(folder):
    characters = TTFont(folder / "fonts" / "source-sans-3.woff2").getBestCmap()
    assert ord("→") in characters
    assert ord("←") in characters


def test_newsreader_keeps_its_optical_sizes(folder):
    font = TTFont(folder / "fonts" / "newsreader.woff2")
    assert "opsz" in {axis.axisTag for axis in font["fvar"].axes}


def test_second_build_has_nothing_to_do(folder):
    assert not assets.build(folder)


def test_interrupted_or_outdated_build_is_repeated(folder, monkeypatch):
    made = []
    monkeypatch.setattr(assets, "ProcessPoolExecutor", _Here)
    monkeypatch.setattr(assets, "_make", lambda face, output: made.append(output.name))
    (folder / assets.STAMP).write_text("an older recipe")
    assert assets.build(folder)
    assert made == [f"{face.output}.woff2" for face in assets.FACES]


class _Here:
    """Stands in for the pool: does the work at once, in this process."""

    map = staticmethod(map)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None
