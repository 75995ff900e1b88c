"""The frame around the pages: stage list, top line, job bar, keyboard, files dropped anywhere."""
