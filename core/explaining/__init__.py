"""What a forecast is made of, and which items truly rise or fade."""
