"""Frozen values as JSON documents and arrays, and back: exactly, and without pickle.

A document can only name classes that a caller lists, so that opening a stranger's file builds
values and never runs code.
"""

from __future__ import annotations

import json
import math
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Kinds = Mapping[str, type]
"""Classes that may appear in a document, by name."""


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
        return [_plain(inner, arrays) for inner in value]
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
        return {"record": type(value).__name__, "fields": held}
    raise TypeError(f"{type(value).__name__} has no form in a document")


def _name(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a document's keys are text, not {type(key).__name__}")
    return key


def _value(plain: Any, arrays: Sequence[NDArray[Any]], kinds: Kinds) -> object:
    if isinstance(plain, list):
        return tuple(_value(inner, arrays, kinds) for inner in plain)
    if not isinstance(plain, dict):
        return plain
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


def _record(
    kind: type, held: Mapping[str, Any], arrays: Sequence[NDArray[Any]], kinds: Kinds
) -> object:
    given = {}
    for field in fields(kind):
        if field.name in held:
            given[field.name] = _value(held[field.name], arrays, kinds)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise KeyError(f"{kind.__name__}.{field.name}")
    return kind(**given)


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
