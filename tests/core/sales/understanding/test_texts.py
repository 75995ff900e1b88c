"""Days, numbers and encodings as sheets write them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sales.reading.encodings import codec, guess_encoding
from core.sales.reading.text_tables import delimiter_of, read_rows
from core.sales.understanding.days import day_parts, parse_days, read_partial_day, settle_day_order
from core.sales.understanding.numbers import (
    currencies_of,
    currency_in,
    decimal_mark_of,
    parse_numbers,
)
from core.sales.understanding.words import is_total_word, total_words


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024/3/5",
        "2024.03.05",
        "2024年3月5日",
        "２０２４－０３－０５",
        "20240305",
        "2024-03-05 08:26:00",
        "2024-03-05T08:04:21+00:00",
        "2024-03-05 10:14:00 -0400",
        "5-Mar-24",
        "5 March 2024",
        "Mar 5, 2024",
        "Mar-05-24",
        "Tue, 5 Mar 2024",
        "05/03/2024",
        "5.3.24",
        "45356",
        "2024/3/5 上午 9:12",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    """Every usual spelling of a day is read as that day."""
    assert parse_days([text], "dmy", serials=True)[0] == np.datetime64("2024-03-05")


@pytest.mark.parametrize("text", ["", "x", "2024-02-30", "32/01/2024", "1664", "85123A", "Mar"])
def test_what_is_no_day(text: str) -> None:
    """Codes, quantities and days that never were are not days."""
    assert np.isnat(parse_days([text], "dmy", serials=True)[0])


def test_months_without_a_year() -> None:
    """Chinese and English months are known without their year."""
    assert read_partial_day("十二月") == (0, 12, 1)
    assert read_partial_day("3月份") == (0, 3, 1)
    assert read_partial_day("Sept") == (0, 9, 1)
    assert read_partial_day("13月") is None


def test_order_needs_evidence() -> None:
    """A column is dmy or mdy by its clearest day, and undecided where no day is clear."""
    assert settle_day_order(["01/02/24", "13/02/24"]).order == "dmy"
    assert settle_day_order(["01/02/24", "02/13/24"]).order == "mdy"
    assert settle_day_order(["01/02/2024", "02/03/2024"]).order == ""
    assert settle_day_order(["2024-02-01"]).order == "ymd"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,299.00", 1299),
        ("¥1,299", 1299),
        ("￥5", 5),
        ("$-3.50", -3.5),
        ("(3)", -3),
        ("5-", -5),
        ("１２件", 12),
        ("1.2万", 12000),
        ("99元/件", 99),
        ("12%", 0.12),
        ("1 234", 1234),
        ("EUR 5", 5),
    ],
)
def test_numbers_as_written(text: str, value: float) -> None:
    """Signs of money, units, brackets and full-width digits do not hide a number."""
    assert parse_numbers([text])[0] == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "12,34", "1.2.3", "85123A", "2024-01-01", "inf", "nan"]
)
def test_what_is_no_number(text: str) -> None:
    """Codes, days and groups that make no sense are not numbers."""
    assert np.isnan(parse_numbers([text])[0])


def test_decimal_mark_by_evidence() -> None:
    """Commas are decimal marks only where some number proves it."""
    assert decimal_mark_of(["1,234", "2,000"]) == "."
    assert decimal_mark_of(["1,5", "1.234,56"]) == ","
    assert parse_numbers(["1.234,56"], ",")[0] == pytest.approx(1234.56)
    assert currencies_of(["£3.50", "£2", "x"]) == ("£",)


CHINESE = "订单编号,商品名称,数量\n1,婴儿纯棉连体衣,3\n2,不锈钢保温杯,1\n3,儿童遮阳帽,2\n"
TRADITIONAL = "訂單編號,商品名稱,數量\n1,嬰兒純棉連身衣,3\n2,不鏽鋼保溫杯,1\n3,兒童遮陽帽,2\n"
JAPANESE = "注文番号,商品名,数量\n1,ステンレスボトル,3\n2,子供用の帽子,1\n3,タオルセット,2\n"
FRENCH = "Date,Désignation,Quantité\n1,Café crème brûlée,3\n2,Thé à la menthe,1\n"
GERMAN = "Datum,Artikel,Größe\n1,Müsli für Kinder,3\n2,Käse aus Österreich,1\n"
POUNDS = "Date,Item,Price\n1,Mug,£3.50\n2,Naïve café sign – “old”,£2\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (POUNDS, "cp1252"),
        *[(t, "utf-8") for t in (CHINESE, JAPANESE, FRENCH)],
        *[(t, "utf-8-sig") for t in (CHINESE, GERMAN)],
        *[(t, "utf-16") for t in (TRADITIONAL, FRENCH)],
        (CHINESE.replace("\n", "\n北京市朝阳区，￥128.00；"), "gb18030"),
        ("姓名,数量\n张三,1\n", "gb18030"),
        ("Naam,Prijs\nReünie,5\n", "cp1252"),
    ],
)
def test_encoding_by_evidence(text: str, encoding: str) -> None:
    """The encoding is found from the bytes alone, and gives the text back."""
    raw = text.encode(codec(encoding))
    found = guess_encoding(raw).name
    assert raw.decode(codec(found)).lstrip("\ufeff") == text


def test_a_quotation_mark_before_a_letter_is_latin() -> None:
    """A curly mark of cp1252 and the letter after it are not one character of Japanese."""
    text = "name,qty\nPizza with \u2018Nduja Salami,3\nPane \u2018Nero,4\nTea,5\n"
    assert guess_encoding(text.encode("cp1252")).name == "cp1252"


def test_utf16_without_a_mark() -> None:
    """UTF-16 without a byte order mark is known by its zero bytes."""
    assert guess_encoding(GERMAN.encode("utf-16-le")).name == "utf-16-le"
    assert guess_encoding(GERMAN.encode("utf-16-be")).name == "utf-16-be"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3\n", ";"),
        ("a\tb\n1,000\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("report\nsep=;\na;b\n1;2\n", ";"),
        ('"a, b";c\n"d, e";f\n', ";"),
    ],
)
def test_delimiter(text: str, delimiter: str) -> None:
    """The delimiter is the one that splits the lines evenly, or the one that is said."""
    assert delimiter_of(text) == delimiter


def test_a_stray_quote_does_not_swallow_the_rest() -> None:
    """An inch mark that opens a quote by accident does not hide the lines after it."""
    lines = ["sku,name,qty", '1,"3/4 hose,2', *[f"{n},thing,1" for n in range(2, 200)]]
    assert len(list(read_rows("\n".join(lines), ","))) == 200


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "2024-03-05 08:15",
                    "2024-03-05",
                    "2024/03/05 9:00",
                    "05/03/2024 14:22:10",
                    "Total",
                ]
            ),
            st.datetimes().map(str),
            st.text("0123456789-/: T年x", max_size=14),
        ),
        max_size=40,
    )
)
def test_days_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    """Reading the days of a column at once gives what reading its texts one by one gives."""
    for order in ("dmy", "mdy"):
        together = parse_days(texts, order, serials=True)
        alone = [parse_days([text], order, serials=True)[0] for text in texts]
        assert [str(day) for day in together] == [str(day) for day in alone]
    parts, places = day_parts(texts)
    assert len(set(parts)) == len(parts)
    assert all(text.startswith(parts[place]) for text, place in zip(texts, places, strict=True))


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["合计", "2024合计", "Total 12", "sub-total", "SO123", "本页 合计3", "小計"]
            ),
            st.text("0123合计Total -求和项:", max_size=9),
        ),
        max_size=30,
    ),
    st.integers(0, 300),
)
def test_totals_of_many_texts_are_those_of_each(texts: list[str], more: int) -> None:
    """What a text's shape rules out changes no answer, however many texts there are."""
    column = [*texts, *(f"SO{number}" for number in range(more))]
    assert total_words(column).tolist() == [is_total_word(text) for text in column]


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Unit price (£)", "£"),
        ("单价（元）", "¥"),
        ("金额/元", "¥"),
        ("Amount USD", "$"),
        ("Price_EUR", "€"),
        ("Price", ""),
        ("美元素", ""),
        ("Cusdom price", ""),
    ],
)
def test_a_header_names_the_currency_beside_its_words(header: str, currency: str) -> None:
    """Only a sign or code that stands alone counts."""
    assert currency_in(header) == currency
