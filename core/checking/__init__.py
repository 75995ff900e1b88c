"""Checking demand before it is forecast: what looks wrong, what to do about it, each undoable."""
