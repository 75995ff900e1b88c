from __future__ import annotations

import pickle
from pathlib import Path

from core import wording
from core.errors import QuestionError
from core.wording import Sentence, say, translation


def test_a_sentence_renders_in_english_and_in_any_language():
    """Template and sentences inside it are translated before the values are filled in."""
    inner = say("{count:,} rows", count=1200)
    outer = say("Read {what} of {name}.", what=inner, name="a.csv")
    assert str(outer) == "Read 1,200 rows of a.csv."
    words = {"Read {what} of {name}.": "已读 {name} 的 {what}。", "{count:,} rows": "{count:,} 行"}
    assert outer.render(words.__getitem__) == "已读 a.csv 的 1,200 行。"


def test_a_language_is_read_from_its_ts_file(tmp_path: Path, monkeypatch):
    """Core's translation comes from the window's own .ts; a missing sentence stays English."""
    (tmp_path / "shelfcast_zh_CN.ts").write_text(
        '<?xml version="1.0"?><TS><context><name>core</name><message><source>Done</source>'
        "<translation>完成</translation></message></context><context><name>Window</name>"
        "<message><source>Stop</source><translation>停止</translation></message></context></TS>",
        "utf-8",
    )
    monkeypatch.setattr(wording, "I18N", tmp_path)
    chinese = translation("zh_CN")
    assert chinese("Done") == "完成"
    assert chinese("Stop") == "Stop"
    assert translation("en")("Done") == "Done"


def test_errors_cross_processes_with_their_sentence():
    """A sentence and the choices survive pickling, as errors from workers must."""
    error = QuestionError(say("Which is it?"), "day_order", ("dmy", "mdy"))
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.topic, copy.choices) == ("Which is it?", "day_order", ("dmy", "mdy"))
    assert isinstance(copy.sentence, Sentence)
