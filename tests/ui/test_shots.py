"""Pictures of every page: light and dark, small and large, and none of them empty."""

from PySide6.QtGui import QImage

from ats_desktop.app import App
from ats_desktop.services import samples
from ats_desktop.ui.colors import DARK, LIGHT
from ats_desktop.ui.shots import MODES, SIZES, take


def test_pages_are_taken_in_every_mode_and_size(tmp_path, made_profile, monkeypatch):
    monkeypatch.setenv("ATS_KEYRING", "memory")
    app = App.open(made_profile)
    samples.fill(app.work)
    app.close()

    pictures = take(tmp_path / "shots", made_profile, pages=("today",))

    assert len(pictures) == len(MODES) * len(SIZES)
    for path in pictures:
        picture = QImage(str(path))
        page, mode, size = path.stem.split("-")
        assert f"{picture.width()}x{picture.height()}" == size
        assert picture.pixelColor(picture.width() - 18, 6).name() == (DARK if mode == "dark" else LIGHT).window
        assert len({picture.pixel(x, 120) for x in range(0, picture.width(), 3)}) > 3, f"{page} shows nothing"
