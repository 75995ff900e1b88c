"""From forecasts to orders: terms of supply, order-up-to levels, packs and minimum orders."""
