"""The Excel workbook: a restock plan that can be sent to suppliers."""
