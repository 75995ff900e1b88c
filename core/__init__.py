"""Shelfcast without a window: from a sales sheet to a restock plan. Nothing here knows Qt."""
