"""The floor of every start: an empty window of the same Qt, painted; says when, and stays until it is told to go."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """A window with nothing in it."""

    painted = False

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.tell)

    def tell(self):
        print(f'{{"event": "first-paint", "monotonic": {time.monotonic()}}}', flush=True)
        if "stay" not in sys.argv:
            QApplication.quit()


def main() -> int:
    application = QApplication(sys.argv)
    window = Bare()
    window.resize(1180, 760)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
