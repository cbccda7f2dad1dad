-- Truth: what cannot be rebuilt from anything else.

-- The log. One row per record, of this device and of others.
CREATE TABLE record (
    id       INTEGER PRIMARY KEY,  -- order of arrival here; own records not yet seen in the feed fold in this order
    dev      BLOB    NOT NULL,     -- device that wrote it, 32 bytes
    inc      BLOB    NOT NULL,     -- incarnation of its log, 8 bytes
    seq      INTEGER NOT NULL,     -- place in that log, contiguous from 1
    case_id  TEXT,                 -- case it names; NULL for records of the desk itself
    kind     TEXT    NOT NULL,     -- e.g. case.amended
    bytes    BLOB,                 -- exact bytes, never re-serialised; NULL after an erasure
    leaf     BLOB    NOT NULL,     -- hash of the bytes; stays after an erasure
    hash     BLOB,                 -- chain hash up to here; NULL for others' records received singly
    at       TEXT    NOT NULL,     -- wall time with offset, RFC 3339: evidence only
    by       TEXT    NOT NULL,     -- member of staff
    hub_inc  BLOB,                 -- hub incarnation in whose feed it was seen; NULL = not seen yet
    hub_seq  INTEGER,              -- its place in the hub's order
    verdict  TEXT,                 -- the hub's verdict; NULL = none yet
    receipt  BLOB,                 -- the hub's signed receipt; NULL = none yet
    UNIQUE (dev, inc, seq)
) STRICT;
CREATE INDEX record_case ON record (case_id, hub_seq, id);
CREATE INDEX record_device_kind ON record (kind, id) WHERE case_id IS NULL;
CREATE INDEX record_unseen ON record (id) WHERE hub_seq IS NULL;

-- This device. One row.
CREATE TABLE device (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    dev           BLOB NOT NULL,   -- SHA-256 of the public key
    public        BLOB NOT NULL,   -- Ed25519 public key
    signing       BLOB NOT NULL,   -- Ed25519 private key, sealed under a key derived from the master key
    inc           BLOB NOT NULL,   -- current incarnation
    seq           INTEGER NOT NULL,-- last record of the current incarnation, 0 = none
    hash          BLOB NOT NULL,   -- chain hash there
    numbers_wait  TEXT             -- why numbers wait for a person in this incarnation; NULL = they don't
) STRICT;

-- Typed, not yet a record. One row per field of a case.
CREATE TABLE draft (
    case_id TEXT NOT NULL,         -- case, also one that has no record yet
    path    TEXT NOT NULL,         -- field of the sheet
    value   TEXT NOT NULL,         -- JSON, null = the field was emptied
    at      TEXT NOT NULL,         -- when typed, RFC 3339
    by      TEXT NOT NULL,         -- member of staff
    PRIMARY KEY (case_id, path)
) STRICT, WITHOUT ROWID;

-- Caucus notes and floors: in this table, in the backup, and nowhere else.
CREATE TABLE private (
    case_id TEXT NOT NULL,         -- case
    path    TEXT NOT NULL,         -- field of class private
    value   TEXT NOT NULL,         -- JSON
    at      TEXT NOT NULL,         -- when written, RFC 3339
    by      TEXT NOT NULL,         -- member of staff
    PRIMARY KEY (case_id, path)
) STRICT, WITHOUT ROWID;

-- Settings of this machine only (printer, window, idle time); what the desk shares is a record.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,        -- e.g. printer.queue
    value TEXT NOT NULL            -- JSON
) STRICT, WITHOUT ROWID;

-- Files kept beside the database.
CREATE TABLE attachment (
    sha256  TEXT PRIMARY KEY,      -- of the plain bytes, lower-case hex; also the file's name
    name    TEXT NOT NULL,         -- name it came with
    mime    TEXT NOT NULL,         -- media type
    size    INTEGER NOT NULL,      -- plain bytes
    thumb   INTEGER NOT NULL,      -- 1 = a thumbnail was made
    at      TEXT NOT NULL,         -- when added, RFC 3339
    by      TEXT NOT NULL          -- member of staff
) STRICT, WITHOUT ROWID;
