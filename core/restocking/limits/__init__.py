"""Orders within what money, storage rooms, containers, suppliers and other stores allow."""
