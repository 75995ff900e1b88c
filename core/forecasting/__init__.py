"""Forecasters: each is fitted to a demand panel and gives sample paths of future demand."""
