"""The Excel workbook: a restock plan that can be sent to suppliers, and its way back."""

from core.workbook.edited_plan import Conflict, EditedPlan, read_edited_plan
from core.workbook.figures_sheet import write_figures
from core.workbook.left_out import write_left_out
from core.workbook.purchase_orders import (
    OrderPapers,
    PurchaseOrder,
    purchase_orders,
    write_purchase_table,
)
from core.workbook.run_card import CALENDAR, MAPPING, RECEIPTS, TERMS, SourceFile
from core.workbook.writing import write_workbook

__all__ = [
    "CALENDAR",
    "MAPPING",
    "RECEIPTS",
    "TERMS",
    "Conflict",
    "EditedPlan",
    "OrderPapers",
    "PurchaseOrder",
    "SourceFile",
    "purchase_orders",
    "read_edited_plan",
    "write_figures",
    "write_left_out",
    "write_purchase_table",
    "write_workbook",
]
