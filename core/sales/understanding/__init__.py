"""From a raw sheet to its column map: header, layout, roles, days and numbers."""
