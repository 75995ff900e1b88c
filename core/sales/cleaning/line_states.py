"""What became of each row of a sheet, by what its cells say: sold, cancelled, refunded, moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.sales.column_map import ColumnMap
from core.sales.understanding import words
from core.sales.understanding.cell_roles import tells_documents
from core.sales.understanding.headers import Platform
from core.sales.understanding.numbers import parse_number

Marks = NDArray[np.bool_]
Codes = NDArray[np.int32]

_TEXTS = 400  # different texts of a column, beyond which it tells no kinds of documents


@dataclass(frozen=True, slots=True)
class LineStates:
    """The rows of one sheet.

    columns       how the sheet is to be read
    platform      the export that it is, None where it is none that is known
    texts         the different texts of a column
    column_codes  (rows) which of them stands in each row, -1 where none does
    role_codes    the same of the column that plays a role, as filled down
    """

    columns: ColumnMap
    platform: Platform | None
    texts: Callable[[int], list[str]]
    column_codes: Callable[[int], Codes]
    role_codes: Callable[[str], Codes]

    def cancelled(self) -> Marks:
        """(rows) whether the order was cancelled or never paid."""
        said = self.said("status", "cancelled") | self.said("after_sale", "cancelled")
        return said | self._matched("cancelled", lambda text: not _says(text, "no"))

    def refunded(self) -> Marks:
        """(rows) whether the money went back."""
        said = self.said("status", "refunded") | self.said("after_sale", "refunded")
        return said | self._matched("after_sale", lambda text: _says(text, "yes"))

    def said(self, role: str, kind: str) -> Marks:
        """(rows) whether the row's status is of a kind of words.toml, or of the export's own."""
        own = self.platform.statuses.get(kind, frozenset()) if self.platform else frozenset()
        return self._matched(
            role, lambda text: words.read_words_kind(text, kind) or text.strip().lower() in own
        )

    def sent_back(self) -> Marks:
        """(rows) whether the row is a document of goods that came back, by a column that tells
        documents of sales from those of returns.

        A *status* of the same words is another matter: it tells what became of a sale. So is a
        column that says of nothing that it was sold.
        """
        back = np.zeros(len(self.column_codes(0)), dtype=bool)
        roles = self.columns.roles
        played = {column for role, column in roles.items() if role not in ("status", "category")}
        for column, label in enumerate(self.columns.labels):
            codes, texts = self.column_codes(column), self.texts(column)
            if column in played or len(texts) > _TEXTS:
                continue
            used = [texts[code] for code in np.unique(codes).tolist() if code >= 0]
            if tells_documents(label, used):
                hits = [words.read_words_kind(text, "sent_back") for text in texts]
                back |= np.array([*hits, False])[codes]
        return back

    def promoted(self) -> NDArray[np.float32]:
        """(rows) whether the row was sold on promotion (1) or not (0); NaN where no column tells.

        An empty cell says no: promotions are marked, their absence often is not.
        """
        if "promotion" not in self.columns.roles:
            return np.full(len(self.column_codes(0)), np.nan, dtype=np.float32)
        return self._matched("promotion", _says_yes).astype(np.float32)

    def _matched(self, role: str, matches: Callable[[str], bool]) -> Marks:
        if role not in self.columns.roles:
            return np.zeros(len(self.column_codes(0)), dtype=bool)
        hits = [matches(text) for text in self.texts(self.columns.roles[role])]
        return np.asarray(np.array([*hits, False])[self.role_codes(role)])


def _says(text: str, answer: str) -> bool:
    return text.strip().lower() in words.word_list("answer", answer)


def _says_yes(text: str) -> bool:
    """Whether the cell of a promotion column names or marks a promotion."""
    said = text.strip().lower()
    number = parse_number(said)
    if number == number:
        return number > 0
    return bool(said) and not _says(said, "no")
