"""From a file to clean sales: read the sheet, map its columns, clean it, account for every row."""
