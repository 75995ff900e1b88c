"""Charts as pictures."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from core.errors import OutputError
from gui.charts.picture import SIZE, save_picture
from gui.theme import theme
from tests.made_up import made_up_demand, made_up_forecast


def colours(path):
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32) & 0xFFFFFF
    return image, set(np.unique(pixels).tolist())


@pytest.mark.parametrize(("theme_name", "language"), [("light", "en"), ("dark", "zh_CN")])
def test_a_picture_shows_fan_and_median_in_the_themes_colours(qapp, tmp_path, theme_name, language):
    """The PNG has twice the logical size and holds the solid tints of the theme asked for."""
    demand = made_up_demand(6, 90)
    before = theme().name
    path = tmp_path / "picture.png"
    save_picture(path, demand, made_up_forecast(demand), 2, language, theme_name, "青瓷马克杯")
    image, found = colours(path)
    assert (image.width(), image.height()) == (SIZE.width() * 2, SIZE.height() * 2)
    theme().use(theme_name)
    wanted = {theme().chart(t).rgb() & 0xFFFFFF for t in ("fan_95", "fan_80", "fan_50", "forecast")}
    theme().use(before)
    assert wanted <= found


def test_the_window_keeps_its_look(qapp, tmp_path):
    """Saving a dark Chinese picture leaves the window light and English."""
    theme().use("light")
    theme().set_type(1.0, "en")
    demand = made_up_demand(3, 60)
    save_picture(tmp_path / "p.png", demand, made_up_forecast(demand), 0, "zh_CN", "dark")
    assert (theme().name, theme().language) == ("light", "en")


def test_a_folder_that_is_not_there_is_said(qapp, tmp_path):
    """A path that cannot be written raises an error with a sentence, and leaves nothing."""
    demand = made_up_demand(3, 60)
    with pytest.raises(OutputError):
        save_picture(tmp_path / "none" / "p.png", demand, made_up_forecast(demand), 0)
    assert list(tmp_path.iterdir()) == []
