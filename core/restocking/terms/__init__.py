"""On what terms each item is bought: stock, lead time, packs, limits, cost, and who said so."""
