"""A replay as a table to read and as JSON to keep."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from core.restocking.replay.comparison import PLAN, UNITS, FrontierPoint, Purchases, Range, Replay


def replay_report(made: Replay) -> dict[str, Any]:
    """State what was played, the outcome of each rule, what the plan saves, and the frontiers."""
    return {
        "first_day": str(made.first_day),
        "end": str(made.end),
        "reviews": made.reviews,
        "items": made.items,
        "items_left_out": made.left_out,
        "stock_in_money": made.priced,
        "rule": _point(made.rule),
        "plan": _point(made.plan),
        "plan_minus_rule": {name: _bounds(value) for name, value in made.differences},
        "saved_against_tuned_rule": {
            saved.rule: {
                "lost_units_at_same_stock": _bounds(saved.lost_units),
                "lost_margin_at_same_stock": _bounds(saved.lost_margin),
                "stock_at_same_fill_rate": _bounds(saved.stock_value),
            }
            for saved in made.advantages
        },
        "purchases": None if made.purchases is None else _purchases(made.purchases),
        "frontier": [_point(point) for point in made.frontier],
        "assumptions": [str(sentence) for sentence in made.assumptions],
    }


def _purchases(found: Purchases) -> dict[str, Any]:
    return {
        "items": found.items,
        "items_left_out": found.left_out,
        "bought": _point(found.bought),
        "rule": _point(found.rule),
        "plan": _point(found.plan),
        "plan_minus_bought": {name: _bounds(value) for name, value in found.differences},
    }


def replay_table(made: Replay) -> str:
    """Return the outcome of the merchant's rule and of the plan in lines of text."""
    stock = "stock value" if made.priced else "stock units"
    columns = ("fill rate", "lost units", "lost margin", stock, "orders")
    rule = f"Your rule, {made.rule.setting:+.4g} safety days"
    plan = f"The plan, {made.plan.setting:.4g} service"
    width = max(len(rule), len(plan), len("plan - rule")) + 2
    lines = [
        f"Replayed {made.first_day} to {made.end}: {made.items:,} items, {made.reviews:,} reviews",
        "".ljust(width) + "".join(name.rjust(14) for name in columns),
        rule.ljust(width) + _row(made.rule),
        plan.ljust(width) + _row(made.plan),
    ]
    for label, take in (("plan - rule", "value"), ("  from", "low"), ("  to", "high")):
        cells = [
            _percent(getattr(value, take), sign=True)
            if name == "fill_rate"
            else _number(getattr(value, take), sign=True)
            for name, value in made.differences
        ]
        lines.append(label.ljust(width) + "".join(cell.rjust(14) for cell in cells))
    saved = {it.rule: it for it in made.advantages}
    for who, found in (
        ("The plan, against your rule tuned to it", saved[PLAN]),
        ("Levels by units saved and capped orders, likewise", saved[UNITS]),
    ):
        told = [
            f"{share.value:.1%} {words} ({share.low:.1%} to {share.high:.1%})"
            for words, share in (
                ("fewer units lost with the same stock", found.lost_units),
                ("less stock with the same fill rate", found.stock_value),
            )
            if math.isfinite(share.value)
        ]
        if told:
            lines.append(f"{who}: {'; '.join(told)}")
    if made.purchases is not None:
        own = made.purchases
        lines += [
            f"What you really bought, on {own.items:,} items whose account adds up:",
            "Bought".ljust(width) + _row(own.bought),
            "The plan, same items".ljust(width) + _row(own.plan),
        ]
    lines.append("Ranges hold 90 of 100 samples of the items.")
    lines += [f"- {sentence}" for sentence in made.assumptions]
    return "\n".join(lines)


def _row(point: FrontierPoint) -> str:
    cells = (
        _percent(point.fill_rate),
        _number(point.lost_units),
        _number(point.lost_margin),
        _number(point.stock_value),
        _number(point.orders),
    )
    return "".join(cell.rjust(14) for cell in cells)


def _percent(value: float, *, sign: bool = False) -> str:
    return "–" if math.isnan(value) else f"{100 * value:{'+' if sign else ''}.2f} %"


def _number(value: float, *, sign: bool = False) -> str:
    return "–" if math.isnan(value) else f"{value:{'+' if sign else ''},.0f}"


def _point(point: FrontierPoint) -> dict[str, Any]:
    return {name: _known(value) for name, value in asdict(point).items()}


def _bounds(value: Range) -> dict[str, Any]:
    return {name: _known(figure) for name, figure in asdict(value).items()}


def _known(value: object) -> object:
    """JSON has no NaN."""
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
