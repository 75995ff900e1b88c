"""Made-up sheets of sales whose truth is known, to measure how well sheets are understood."""
