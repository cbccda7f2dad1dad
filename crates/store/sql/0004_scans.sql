-- Scans that came in: which files were read, and which of their sheets wait for a person. Of this device only.

-- A file that was read. One row per content, so that the same stack is not filed twice.
CREATE TABLE scan_file (
    sha256 TEXT PRIMARY KEY,       -- of the bytes as they came, hex
    name   TEXT    NOT NULL,       -- name it came with
    mime   TEXT    NOT NULL,       -- media type by its first bytes, empty = none that is read
    size   INTEGER NOT NULL,       -- bytes
    stack  TEXT    NOT NULL,       -- files that were given together share it
    folder INTEGER NOT NULL,       -- 1 = taken from the watched folder
    own    INTEGER NOT NULL,       -- 1 = its bytes were kept for this reading only, no attachment before
    done   INTEGER NOT NULL,       -- 1 = all its sheets are in scan_sheet
    fault  TEXT,                   -- code of the error for which it could not be read, empty = a person has seen it; NULL = it was read
    at     TEXT    NOT NULL,       -- when taken, RFC 3339
    by     TEXT    NOT NULL        -- member of staff
) STRICT, WITHOUT ROWID;

-- A sheet found in it.
CREATE TABLE scan_sheet (
    id      INTEGER PRIMARY KEY,   -- order in which they came
    file    TEXT    NOT NULL,      -- scan_file
    leaf    INTEGER NOT NULL,      -- page of the file, from 1
    part    INTEGER NOT NULL,      -- several sheets on one photograph: which, from 1
    state   TEXT    NOT NULL,      -- waiting, filed, blank, evidence or thrown
    case_id TEXT,                  -- case it was filed to
    paper   TEXT,                  -- paper it was filed to
    page    INTEGER,               -- page of that paper
    said    TEXT    NOT NULL,      -- JSON: what the code said, why it waits, how the places to sign look
    picture BLOB,                  -- JPEG while it waits; NULL afterwards
    at      TEXT    NOT NULL,      -- last change, RFC 3339
    by      TEXT    NOT NULL,      -- member of staff
    UNIQUE (file, leaf, part)
) STRICT;
CREATE INDEX scan_sheet_waiting ON scan_sheet (id) WHERE state = 'waiting';
CREATE INDEX scan_sheet_paper ON scan_sheet (paper) WHERE paper IS NOT NULL;
CREATE INDEX scan_file_stack ON scan_file (stack);
