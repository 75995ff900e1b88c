"""What merchants call the columns of their sheets, in seven languages, as they type them."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "zh", "zh_TW", "ja", "de", "fr", "es")

HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "day": ("Date", "Order Date", "Sale date", "SALES DATE", "Invoice Date", "Trans Date",
                "Date of sale", "sold_on", "order_date", "TransactionDate", "Business Day"),
        "time": ("Time", "Time of sale", "Hour"),
        "order": ("Order ID", "Order #", "Invoice No.", "Receipt No", "Ticket", "order_number",
                  "Transaction ID", "Bill No"),
        "code": ("SKU", "Item Code", "Product ID", "Stock Code", "Item #", "Part No.", "Article",
                 "product_sku", "PLU", "Style No", "Barcode"),
        "name": ("Product", "Item Name", "Description", "Product Name", "Item", "product_title"),
        "variant": ("Variant", "Size", "Colour", "Option", "Color/Size"),
        "category": ("Category", "Department", "Product Type", "Group"),
        "units": ("Qty", "Quantity", "Units Sold", "Qty Sold", "Sold Qty", "QTY.", "Units",
                  "quantity_sold", "Pieces", "No. of units", "Items Sold", "Sales Qty"),
        "price": ("Unit Price", "Price", "Price Each", "Selling Price", "unit_price"),
        "amount": ("Amount", "Total", "Line Total", "Net Sales", "Sales $", "Revenue"),
        "store": ("Store", "Location", "Branch", "Shop", "Outlet", "Store Name"),
        "customer": ("Customer", "Sold to", "Customer Name", "Client"),
        "status": ("Status", "Order Status"),
        "stock": ("Stock on hand", "On Hand", "Closing Stock", "In Stock"),
        "note": ("Notes", "Remarks", "Comment"),
        "year": ("Year",), "month": ("Month",), "week": ("Week",),
    },
    "zh": {
        "day": ("日期", "销售日期", "下单时间", "订单日期", "业务日期", "付款时间", "开单日期",
                "交易日期", "营业日期", "出库日期", "制单日期"),
        "time": ("时间", "交易时间", "时段"),
        "order": ("订单号", "订单编号", "单据编号", "小票号", "流水号", "销售单号"),
        "code": ("货号", "商品编码", "商品编号", "SKU", "商家编码", "款号", "物料编码", "条码",
                 "产品编号", "存货编码", "规格编码"),
        "name": ("商品名称", "品名", "产品名称", "货品名称", "商品", "宝贝标题", "存货名称"),
        "variant": ("规格", "颜色尺码", "颜色", "尺码", "规格型号", "口味"),
        "category": ("类别", "商品分类", "品类", "大类"),
        "units": ("数量", "销售数量", "销量", "件数", "销售件数", "出库数量", "实销数量",
                  "数量(件)", "销售数", "卖出数量"),
        "price": ("单价", "售价", "销售单价", "成交价", "零售价"),
        "amount": ("金额", "销售金额", "销售额", "实收金额", "小计", "总价"),
        "store": ("门店", "店铺", "门店名称", "分店", "仓库"),
        "customer": ("客户", "客户名称", "会员"),
        "status": ("订单状态", "状态", "交易状态"),
        "stock": ("库存", "当前库存", "结存数量", "期末库存"),
        "note": ("备注", "说明"),
        "year": ("年", "年份"), "month": ("月", "月份"), "week": ("周", "周次"),
    },
    "zh_TW": {
        "day": ("日期", "銷售日期", "訂單日期", "交易日期"), "time": ("時間",),
        "order": ("訂單編號", "單號", "發票號碼"),
        "code": ("貨號", "商品編號", "品號", "條碼"), "name": ("商品名稱", "品名", "產品名稱"),
        "variant": ("規格", "顏色", "尺寸"), "category": ("類別", "商品分類"),
        "units": ("數量", "銷售數量", "銷量", "件數"), "price": ("單價", "售價"),
        "amount": ("金額", "銷售金額", "小計"), "store": ("門市", "分店", "店鋪"),
        "customer": ("客戶", "會員"), "status": ("訂單狀態",), "stock": ("庫存", "現有庫存"),
        "note": ("備註",), "year": ("年",), "month": ("月",), "week": ("週",),
    },
    "ja": {
        "day": ("日付", "売上日", "販売日", "注文日", "取引日"), "time": ("時刻",),
        "order": ("注文番号", "伝票番号", "レシート番号"),
        "code": ("商品コード", "品番", "商品番号", "JANコード"), "name": ("商品名", "品名"),
        "variant": ("サイズ", "カラー", "規格"), "category": ("カテゴリ", "部門", "分類"),
        "units": ("数量", "販売数", "売上数量", "個数", "販売点数"), "price": ("単価", "販売価格"),
        "amount": ("金額", "売上金額", "売上"), "store": ("店舗", "店舗名"),
        "customer": ("顧客名",), "status": ("ステータス",), "stock": ("在庫数", "在庫"),
        "note": ("備考",), "year": ("年",), "month": ("月",), "week": ("週",),
    },
    "de": {
        "day": ("Datum", "Verkaufsdatum", "Bestelldatum", "Rechnungsdatum", "Belegdatum"),
        "time": ("Uhrzeit",), "order": ("Bestellnummer", "Rechnungsnummer", "Belegnummer"),
        "code": ("Artikelnummer", "Artikel-Nr.", "Art.-Nr.", "SKU", "EAN"),
        "name": ("Artikelbezeichnung", "Bezeichnung", "Artikel", "Produkt"),
        "variant": ("Größe", "Farbe", "Variante"), "category": ("Warengruppe", "Kategorie"),
        "units": ("Menge", "Anzahl", "Stück", "Stückzahl", "Verkaufte Menge"),
        "price": ("Einzelpreis", "Preis", "Stückpreis"), "amount": ("Umsatz", "Betrag", "Summe"),
        "store": ("Filiale", "Standort"), "customer": ("Kunde", "Käufer"),
        "status": ("Bestellstatus",), "stock": ("Bestand", "Lagerbestand"),
        "note": ("Bemerkung",), "year": ("Jahr",), "month": ("Monat",), "week": ("KW",),
    },
    "fr": {
        "day": ("Date", "Date de vente", "Date de commande", "Date facture"), "time": ("Heure",),
        "order": ("N° commande", "Numéro de commande", "N° facture", "Ticket"),
        "code": ("Référence", "Réf.", "Code article", "SKU"),
        "name": ("Désignation", "Article", "Produit", "Libellé"),
        "variant": ("Taille", "Couleur", "Déclinaison"), "category": ("Catégorie", "Famille"),
        "units": ("Quantité", "Qté", "Quantité vendue", "Nb vendus"),
        "price": ("Prix unitaire", "Prix", "PU TTC"), "amount": ("Montant", "Total", "CA TTC"),
        "store": ("Magasin", "Boutique"), "customer": ("Client",), "status": ("Statut",),
        "stock": ("Stock", "Stock actuel"), "note": ("Remarque",), "year": ("Année",),
        "month": ("Mois",), "week": ("Semaine",),
    },
    "es": {
        "day": ("Fecha", "Fecha de venta", "Fecha pedido", "Fecha de factura"), "time": ("Hora",),
        "order": ("Pedido", "Nº pedido", "Factura", "Número de pedido"),
        "code": ("Código", "Referencia", "SKU", "Cód. artículo"),
        "name": ("Artículo", "Producto", "Descripción", "Nombre del producto"),
        "variant": ("Talla", "Color", "Variante"), "category": ("Categoría", "Familia"),
        "units": ("Cantidad", "Unidades", "Cant.", "Unidades vendidas"),
        "price": ("Precio", "Precio unitario", "PVP"), "amount": ("Importe", "Total", "Ventas"),
        "store": ("Tienda", "Sucursal"), "customer": ("Cliente",), "status": ("Estado",),
        "stock": ("Existencias", "Stock"), "note": ("Notas",), "year": ("Año",),
        "month": ("Mes",), "week": ("Semana",),
    },
}  # fmt: skip

NONSENSE = (
    "f1", "f2", "f3", "f4", "f5", "f6", "栏一", "栏二", "栏三", "x", "xx", "xxx", "Ablage", "Sp. 3",
    "alpha", "beta", "gamma", "delta", "aaa", "bbb", "ccc", "ddd",
)  # fmt: skip
"""Headers that say nothing: there the cells decide."""

TOTAL = {
    "en": ("Total", "Grand Total", "TOTAL", "Sum", "Totals"),
    "zh": ("合计", "总计", "合计：", "总 计", "共计"),
    "zh_TW": ("合計", "總計"),
    "ja": ("合計", "総計"),
    "de": ("Summe", "Gesamt", "Gesamtsumme"),
    "fr": ("Total", "Total général"),
    "es": ("Total", "Total general"),
}
SUBTOTAL = {
    "en": ("Subtotal", "Sub-total"), "zh": ("小计", "本日小计"), "zh_TW": ("小計",),
    "ja": ("小計",), "de": ("Zwischensumme",), "fr": ("Sous-total",), "es": ("Subtotal",),
}  # fmt: skip
TITLES = {
    "en": ("Sales report", "Monthly sales", "Report: item sales", "My Little Shop Ltd"),
    "zh": ("销售明细表", "月度销售报表", "单位：件", "导出人：张三", "XX商贸有限公司销售出库明细"),
    "zh_TW": ("銷售明細表", "製表人：王小明"),
    "ja": ("売上明細", "株式会社サンプル"),
    "de": ("Umsatzbericht", "Verkäufe nach Artikel"),
    "fr": ("Rapport des ventes", "Société Générale des Cadeaux"),
    "es": ("Informe de ventes", "Ventas por artículo"),
}
TRAILERS = {
    "en": ("End of report", "Printed by: admin", "Page 1 of 1"),
    "zh": ("制表人：李四", "审核：", "打印时间：2026-11-02 10:11"),
    "zh_TW": ("製表：陳",), "ja": ("以上",), "de": ("Ende des Berichts",),
    "fr": ("Fin du rapport",), "es": ("Fin del informe",),
}  # fmt: skip
