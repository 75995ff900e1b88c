"""Frozen values as JSON documents and arrays, and back: exactly, and without pickle.

A document can only name classes that a caller lists, so that opening a stranger's file builds
values and never runs code.
"""

from __future__ import annotations

import json
import math
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Kinds = Mapping[str, type]
"""Classes that may appear in a document, by name."""


MANY = 32
"""Length from which a sequence of one kind is stored by columns."""


class DocumentError(Exception):
    """A document does not hold what its class needs: damaged, or of another version."""


@dataclass(frozen=True, slots=True)
class Document:
    """A value taken apart: ``text`` is JSON that refers to ``arrays`` by number."""

    text: str
    arrays: tuple[NDArray[Any], ...]


def kinds_within(root: type) -> Kinds:
    """Return the dataclasses and enumerations reachable through the field types of ``root``."""
    found: dict[str, type] = {}
    waiting: list[object] = [root]
    while waiting:
        hint = waiting.pop()
        waiting.extend(typing.get_args(hint))
        if not isinstance(hint, type) or hint.__name__ in found:
            continue
        if is_dataclass(hint):
            found[hint.__name__] = hint
            waiting.extend(typing.get_type_hints(hint).values())
        elif issubclass(hint, Enum):
            found[hint.__name__] = hint
    return found


def take_apart(value: object) -> Document:
    """Return ``value`` as a document; TypeError where it holds something that has no form there."""
    arrays: list[NDArray[Any]] = []
    plain = _plain(value, arrays)
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Document(text, tuple(arrays))


def put_together(document: Document, kinds: Kinds) -> object:
    """Return the value of a document. A field that it lacks takes its class's default.

    Raises DocumentError where the document names an unknown class or a field is missing.
    """
    try:
        return _value(json.loads(document.text), document.arrays, kinds)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise DocumentError(str(error)) from error


def _plain(value: object, arrays: list[NDArray[Any]]) -> object:
    # Order matters: a StrEnum is a str, a bool is an int, a datetime is a date.
    if isinstance(value, Enum):
        return {"enum": type(value).__name__, "value": value.value}
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"float": repr(float(value))}
    if isinstance(value, np.datetime64):
        return {"day": str(value), "unit": np.datetime_data(value.dtype)[0]}
    if isinstance(value, np.generic):
        return _plain(value.item(), arrays)
    if isinstance(value, datetime | date):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            raise TypeError("an array of objects has no form in a document")
        arrays.append(value)
        return {"array": len(arrays) - 1}
    if isinstance(value, pd.DataFrame):
        return _plain_frame(value, arrays)
    if isinstance(value, Mapping):
        return {"map": {_name(key): _plain(inner, arrays) for key, inner in value.items()}}
    if isinstance(value, tuple | list):
        return _plain_many(value, arrays)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
        return {"record": type(value).__name__, "fields": held}
    raise TypeError(f"{type(value).__name__} has no form in a document")


def _plain_many(values: Sequence[Any], arrays: list[NDArray[Any]]) -> object:
    """Return a sequence; long ones of one kind by columns, which makes a plan five times smaller.

    Small matters: packing and unpacking JSON text holds up all other threads, the window's too.
    """
    kinds = {type(value) for value in values}
    if len(values) < MANY or len(kinds) > 1:
        return [_plain(value, arrays) for value in values]
    kind = kinds.pop()
    if is_dataclass(kind):
        columns = {
            field.name: _plain_many([getattr(value, field.name) for value in values], arrays)
            for field in fields(kind)
        }
        return {"records": kind.__name__, "count": len(values), "fields": columns}
    if kind is tuple:
        lengths = np.array([len(value) for value in values])
        flat = [inner for value in values for inner in value]
        if lengths.min() == lengths.max() == 2:
            # Pairs, as in the values of sentences: names lie beside names.
            return {
                "pairs": [_plain_many(flat[0::2], arrays), _plain_many(flat[1::2], arrays)],
            }
        return {"lengths": _plain(lengths, arrays), "flat": _plain_many(flat, arrays)}
    if kind is float:
        return {"floats": _plain(np.array(values, dtype=np.float64), arrays)}
    if kind is np.datetime64 and len({value.dtype for value in values}) == 1:
        return {"days": _plain(np.array(values), arrays)}
    if kind is str:
        numbers: dict[str, int] = {}
        codes = np.array([numbers.setdefault(value, len(numbers)) for value in values])
        if len(numbers) < len(values) // 2:
            codes = codes.astype(np.min_scalar_type(len(numbers)))
            return {"texts": list(numbers), "codes": _plain(codes, arrays)}
    return [_plain(value, arrays) for value in values]


def _name(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a document's keys are text, not {type(key).__name__}")
    return key


def _value(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    if isinstance(plain, list):
        return tuple(_value(inner, arrays, kinds) for inner in plain)
    if not isinstance(plain, dict):
        return plain
    for form, read in _MANY_FORMS.items():
        if form in plain:
            return read(plain, arrays, kinds)
    if "record" in plain:
        return _record(kinds[plain["record"]], plain["fields"], arrays, kinds)
    if "map" in plain:
        return {key: _value(inner, arrays, kinds) for key, inner in plain["map"].items()}
    if "array" in plain:
        return arrays[plain["array"]]
    if "frame" in plain:
        return _frame(plain, arrays)
    if "enum" in plain:
        return kinds[plain["enum"]](plain["value"])
    if "float" in plain:
        return float(plain["float"])
    if "day" in plain:
        return np.datetime64(plain["day"], plain["unit"])
    if "datetime" in plain or "Timestamp" in plain:
        return datetime.fromisoformat(plain.get("datetime") or plain["Timestamp"])
    if "date" in plain:
        return date.fromisoformat(plain["date"])
    raise KeyError(f"unknown form {sorted(plain)}")


def _many_records(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    kind, held = kinds[plain["records"]], plain["fields"]
    columns = {
        field.name: _value(held[field.name], arrays, kinds)
        for field in fields(kind)
        if _is_held(kind, field, held)
    }
    rows: Any = zip(*columns.values(), strict=True)
    return tuple(kind(**dict(zip(columns, row, strict=True))) for row in rows)


def _many_pairs(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    names, values = (_value(column, arrays, kinds) for column in plain["pairs"])
    return tuple(zip(names, values, strict=True))  # type: ignore[call-overload]


def _many_tuples(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    flat: Any = iter(_value(plain["flat"], arrays, kinds))  # type: ignore[call-overload]
    lengths = arrays[plain["lengths"]["array"]].tolist()
    return tuple(tuple(islice(flat, length)) for length in lengths)


def _many_floats(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    return tuple(arrays[plain["floats"]["array"]].tolist())


def _many_days(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    return tuple(arrays[plain["days"]["array"]])


def _many_texts(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    if "codes" not in plain:
        raise KeyError("codes")
    return tuple(plain["texts"][code] for code in arrays[plain["codes"]["array"]])


_MANY_FORMS: Mapping[str, Callable[[Any, Sequence[NDArray[Any]], Kinds], object]] = {
    "records": _many_records,
    "pairs": _many_pairs,
    "lengths": _many_tuples,
    "floats": _many_floats,
    "days": _many_days,
    "texts": _many_texts,
}


def _is_held(kind: type, field: Field[Any], held: Mapping[str, Any]) -> bool:
    """Say whether a document has a field; KeyError where it must have it."""
    if field.name in held:
        return True
    if field.default is MISSING and field.default_factory is MISSING:
        raise KeyError(f"{kind.__name__}.{field.name}")
    return False


def _record(
    kind: type, held: Mapping[str, Any], arrays: Sequence[NDArray[Any]], kinds: Kinds
) -> object:
    return kind(
        **{
            field.name: _value(held[field.name], arrays, kinds)
            for field in fields(kind)
            if _is_held(kind, field, held)
        }
    )


def _plain_frame(frame: pd.DataFrame, arrays: list[NDArray[Any]]) -> object:
    index: object = None
    if not frame.index.equals(pd.RangeIndex(len(frame))):
        index = _plain(frame.index.to_numpy(), arrays)
    columns = [[_name(label), _plain_column(frame[label], arrays)] for label in frame.columns]
    return {"frame": len(frame), "index": index, "columns": columns}


def _plain_column(column: pd.Series[Any], arrays: list[NDArray[Any]]) -> object:
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return {
            "codes": _plain(column.cat.codes.to_numpy(), arrays),
            "categories": _plain_column(column.cat.categories.to_series(), arrays),
            "ordered": bool(dtype.ordered),
        }
    if isinstance(dtype, np.dtype) and not dtype.hasobject:
        return _plain(column.to_numpy(), arrays)
    texts = [None if pd.isna(text) else text for text in column]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise TypeError(f"column {column.name} of {dtype} has no form in a document")
    return {"texts": texts, "dtype": str(dtype)}


def _frame(plain: Mapping[str, Any], arrays: Sequence[NDArray[Any]]) -> pd.DataFrame:
    index = pd.RangeIndex(plain["frame"])
    columns = {label: _column(inner, arrays) for label, inner in plain["columns"]}
    frame = pd.DataFrame(columns, index=index, columns=[label for label, _ in plain["columns"]])
    if plain["index"] is not None:
        frame.index = pd.Index(arrays[plain["index"]["array"]])
    return frame


def _column(plain: Mapping[str, Any], arrays: Sequence[NDArray[Any]]) -> Any:
    if "array" in plain:
        return arrays[plain["array"]].copy()
    if "texts" in plain:
        return pd.array(plain["texts"], dtype=plain["dtype"])
    codes = arrays[plain["codes"]["array"]]
    categories = _column(plain["categories"], arrays)
    return pd.Categorical.from_codes(codes, categories=categories, ordered=plain["ordered"])
