-- A Shelfcast workspace, version 1. application_id and user_version mark and number it.
-- Units of what lies inside a document or an array stand in the docstring of the value's class.

-- The latest value of each stage of the program.
CREATE TABLE stage (
    name      TEXT PRIMARY KEY,  -- field of core.saving.workspace.Stored
    stored_at TEXT NOT NULL,     -- UTC, ISO 8601
    document  BLOB NOT NULL      -- the value as JSON, UTF-8, packed with zlib
) WITHOUT ROWID;

-- The arrays that a stage's document refers to by number, in parts of at most 32 MiB.
CREATE TABLE array_part (
    stage   TEXT NOT NULL REFERENCES stage (name) ON DELETE CASCADE,
    number  INTEGER NOT NULL,    -- of the array within the stage, from 0
    part    INTEGER NOT NULL,    -- of the array, from 0
    dtype   TEXT NOT NULL,       -- as numpy spells it, with byte order: "<f4"
    shape   TEXT NOT NULL,       -- JSON list of lengths of the whole array
    content BLOB NOT NULL,       -- values in C order, bytes of equal weight together, zlib
    PRIMARY KEY (stage, number, part)
);
