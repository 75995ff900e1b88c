"""The global LSTM: one network over all items. The only room that imports torch."""
