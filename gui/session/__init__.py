"""What the window works on: the latest value of every stage, and how each is made and changed."""

from gui.session.session import Forecasted, Session

__all__ = ["Forecasted", "Session"]
