"""Made-up shops: what they sell, where, and each line they sold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.corpus.truth import Demand, item_key

NAMES = {
    "en": ("Botanical Fern Print", "Speckled Mug", "Lavender Soap", "Oak Cutting Board",
           "Beeswax Candle, tall", "Linen Tea Towel", "Cold Brew 12oz", "Dog Bandana",
           "Glass Jar \"Kilner\" 1L", "Total Care Shampoo", "Free Range Eggs", "Wool Socks"),
    "zh": ("辣丝丝", "纯棉短袖T恤", "保温杯500ml", "手工皂", "有机大米5kg", "儿童雨靴", "蓝牙耳机",
           "茉莉花茶（罐装）", "抽纸整箱", "洗衣液2L", "牛肉干", "硅胶锅铲"),
    "zh_TW": ("鳳梨酥禮盒", "高山烏龍茶", "手工麵條", "牛軋糖", "環保購物袋", "帆布鞋", "保溫瓶"),
    "ja": ("抹茶クッキー", "タオルセット", "ノート A5", "緑茶ティーバッグ", "木製スプーン", "靴下"),
    "de": ("Müsli Früchte", "Käsebrett", "Tee Weiß", "Wärmflasche", "Schlüsselanhänger", "Bürste"),
    "fr": ("Crème brûlée", "Thé à la menthe", "Pâté forestier", "Bougie parfumée", "Éponge"),
    "es": ("Jamón ibérico", "Aceite de oliva", "Piña en almíbar", "Café molido", "Jabón niño"),
}  # fmt: skip
VARIANTS = {
    "en": ("S", "M", "L", "Red", "Blue"), "zh": ("红色", "蓝色", "大号", "小号", "XL"),
    "zh_TW": ("紅色", "大", "小"), "ja": ("赤", "青", "L"), "de": ("Grün", "Groß", "Weiß"),
    "fr": ("Été", "Bleu", "Grand"), "es": ("Niño", "Rojo", "Azul"),
}  # fmt: skip
CATEGORIES = {
    "en": ("Home", "Food", "Gifts"), "zh": ("家居", "食品", "服饰"), "zh_TW": ("食品", "服飾"),
    "ja": ("食品", "雑貨"), "de": ("Küche", "Geschenke"), "fr": ("Épicerie", "Maison"),
    "es": ("Alimentación", "Baño"),
}  # fmt: skip
STORES = {
    "en": ("North Street", "Harbour", "Mill Lane"), "zh": ("人民路店", "万达店", "城南店"),
    "zh_TW": ("信義店", "中山店"), "ja": ("渋谷店", "梅田店"), "de": ("München", "Köln"),
    "fr": ("Orléans", "Besançon"), "es": ("Málaga", "León"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """An item: ``code`` and ``variant`` as texts, ``price`` in currency per unit."""

    code: str
    name: str
    variant: str
    category: str
    price: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order; ``fate``: "sold", "back" (units below zero), "cancelled", "refunded"."""

    order: str
    at: datetime.datetime
    item: Item
    units: int
    store: str
    fate: str = "sold"


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop's items, stores (without any: ()) and lines in order of time."""

    language: str
    items: tuple[Item, ...]
    stores: tuple[str, ...]
    lines: tuple[Line, ...]

    def demand(self, by: str = "code", stores: bool = False) -> Demand:
        """Return net units by item, store where ``stores``, and day; items by ``by``: "code",
        "name" or "variant" (name and variant)."""
        total: Demand = {}
        for line in self.lines:
            if line.fate in ("cancelled", "refunded"):
                continue
            key = (
                key_of(line.item, by),
                line.store if stores else "",
                line.at.date().isoformat(),
            )
            total[key] = total.get(key, 0.0) + line.units
        return total


def key_of(item: Item, by: str) -> str:
    """Return the item's key by "code", "name" or "variant" (name and variant)."""
    if by == "variant":
        return item_key(item.name, item.variant)
    return item.code if by == "code" else item.name


def make_shop(
    rng: np.random.Generator, language: str, *, stores: int = 0, days: int = 0, codes: str = ""
) -> Shop:
    """Return a shop of 4 to 12 items that sold on 25 to 120 days, a few lines a day."""
    names = NAMES[language]
    count = int(rng.integers(4, len(names) + 1)) if len(names) > 4 else len(names)
    style = codes or str(rng.choice(["letters", "digits", "zeros", "ean", "short", "dotted"]))
    items = tuple(
        Item(
            code=_code(rng, style, number),
            name=names[number],
            variant=str(rng.choice(VARIANTS[language])),
            category=str(rng.choice(CATEGORIES[language])),
            price=round(float(rng.uniform(2, 90)), 2),
        )
        for number in range(count)
    )
    places = STORES[language][:stores]
    first = datetime.date(2020, 1, 1) + datetime.timedelta(days=int(rng.integers(0, 2_200)))
    span = days or int(rng.integers(25, 120))
    lines: list[Line] = []
    number = int(rng.integers(1_000, 900_000))
    for day in range(span):
        date = first + datetime.timedelta(days=day)
        minutes = sorted(rng.integers(9 * 60, 20 * 60, size=int(rng.integers(0, 5))).tolist())
        for minute in minutes:
            number += 1
            at = datetime.datetime.combine(date, datetime.time(minute // 60, minute % 60, 7))
            store = str(rng.choice(places)) if places else ""
            for which in rng.choice(count, size=int(rng.integers(1, 4)), replace=False).tolist():
                units = int(rng.integers(1, 9))
                lines.append(Line(str(number), at, items[which], units, store))
    return Shop(language, items, places, tuple(lines))


def _code(rng: np.random.Generator, style: str, number: int) -> str:
    draw = int(rng.integers(100, 999))
    match style:
        case "letters":
            return f"{'ABCDEFGH'[number % 8]}{'KLM'[number % 3]}-{draw}{number:02d}"
        case "digits":
            return f"{draw}{number:02d}"
        case "zeros":
            return f"00{draw % 100:02d}{number:02d}"
        case "ean":
            return f"69{draw}{draw}{number:05d}"
        case "dotted":
            return f"{10 + number}.{draw}0"
    return f"{'SKU' if draw % 2 else 'P'}{number + 1}"
