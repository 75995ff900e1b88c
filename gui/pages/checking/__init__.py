"""Check: what was found in the sheets and in the history, and the answers to it."""
