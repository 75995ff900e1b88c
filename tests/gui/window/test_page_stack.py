"""The pages do not hold up the window."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.window.page_stack import PageStack


class Asked(QLabel):
    """Counts how often it is asked for its size."""

    count = 0

    def sizeHint(self) -> QSize:  # noqa: N802
        """Count."""
        self.count += 1
        return super().sizeHint()


def page_with(label: QLabel) -> QWidget:
    page = QWidget()
    QVBoxLayout(page).addWidget(label)
    return page


def test_a_label_that_changes_lays_out_its_own_page_only(qtbot):
    """Words that change on the page that is seen ask no hidden page how large it wants to be."""
    hidden, seen, window = Asked("Today"), QLabel("Forecast"), QWidget()
    stack = PageStack(page_with(seen))
    stack.addWidget(page_with(hidden))
    QVBoxLayout(window).addWidget(stack)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(20)
    hidden.setText("Today, longer than before")
    qtbot.wait(20)
    before = hidden.count
    for number in range(3):
        seen.setText("Forecast, longer" * (number + 2))
        qtbot.wait(20)
    assert hidden.count == before
    assert stack.width() == window.width() - 2 * window.layout().contentsMargins().left()
