"""Restock: the plan by supplier, its terms, money and dates, and what lies beyond it."""
