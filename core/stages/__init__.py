"""The stages that ``core.pipeline`` puts in a row: frozen values in, a frozen value out."""
