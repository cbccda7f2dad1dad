-- The hub's book: one order of all records, who owns which case, who may see what.

-- This hub. One row.
CREATE TABLE hub (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    inc      BLOB    NOT NULL,     -- present life of the hub, 8 bytes; also the incarnation of its own log
    began    INTEGER NOT NULL,     -- last number given out before this life
    last     INTEGER NOT NULL,     -- last number given out: places and feed positions share one counter
    name     TEXT    NOT NULL,     -- name of the county's centre
    url      TEXT    NOT NULL,     -- address as stations reach it, https://host:port; empty = not told
    served   TEXT    NOT NULL,     -- address the service last listened on; stands in while url is empty
    signing  BLOB    NOT NULL,     -- Ed25519 private key, 32 bytes: receipts, pages, the hub's own log
    tls_key  BLOB    NOT NULL,     -- private key of the certificate, PKCS 8
    tls_cert BLOB    NOT NULL,     -- self-signed certificate, DER
    pin      TEXT    NOT NULL,     -- SHA-256 of its SubjectPublicKeyInfo, hexadecimal
    age      TEXT    NOT NULL      -- age identity for courier files
) STRICT;

-- Earlier lives of the hub: a base from one of them counts at most as the last entry that was kept of it.
CREATE TABLE life (
    inc  BLOB PRIMARY KEY,         -- incarnation
    kept INTEGER NOT NULL          -- last number of it that this book holds
) STRICT, WITHOUT ROWID;

CREATE TABLE station (
    id   TEXT PRIMARY KEY,         -- given by the hub, never shown
    name TEXT NOT NULL             -- as people say it
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    dev     BLOB PRIMARY KEY,      -- SHA-256 of the public key
    key     BLOB NOT NULL,         -- Ed25519 public key
    station TEXT NOT NULL,         -- station
    role    TEXT NOT NULL,         -- station | county
    series  TEXT NOT NULL,         -- two letters
    shared  INTEGER NOT NULL,      -- 1 = it had used a series that is another device's
    name    TEXT NOT NULL,         -- what people call it
    state   TEXT NOT NULL,         -- unconfirmed | active | revoked
    why     TEXT NOT NULL,         -- reason of the revocation
    seen    TEXT                   -- when it last asked for a pass, RFC 3339
) STRICT, WITHOUT ROWID;
CREATE INDEX device_series ON device (series);

-- How far a revoked device's logs had been taken when it was revoked.
CREATE TABLE revoked_head (
    dev BLOB NOT NULL,             -- device
    inc BLOB NOT NULL,             -- incarnation of its log
    seq INTEGER NOT NULL,          -- last record that counts without review
    PRIMARY KEY (dev, inc)
) STRICT, WITHOUT ROWID;

-- One-time codes.
CREATE TABLE code (
    hash      BLOB PRIMARY KEY,    -- SHA-256 of the secret
    station   TEXT NOT NULL,       -- station
    role      TEXT NOT NULL,       -- station | county
    series    TEXT NOT NULL,       -- two letters kept for it
    until     TEXT NOT NULL,       -- good until, RFC 3339
    confirmed INTEGER NOT NULL,    -- 1 = the device needs no second look
    used_by   BLOB                 -- device that used it; NULL = not used
) STRICT, WITHOUT ROWID;

-- Headers and signatures as they came: the proof of every record below.
CREATE TABLE batch (
    id        INTEGER PRIMARY KEY, -- order of arrival
    line      BLOB NOT NULL,       -- exact bytes of the header line
    signature BLOB NOT NULL,       -- 64 bytes
    dev       BLOB NOT NULL,       -- device
    inc       BLOB NOT NULL,       -- incarnation of its log
    from_seq  INTEGER NOT NULL,    -- first record
    to_seq    INTEGER NOT NULL     -- last record
) STRICT;

-- Truth. One row per place of a log.
CREATE TABLE record (
    dev     BLOB    NOT NULL,      -- device that wrote it
    inc     BLOB    NOT NULL,      -- incarnation of its log
    seq     INTEGER NOT NULL,      -- place in that log
    place   INTEGER UNIQUE,        -- place in the hub's one order; NULL = only the leaf is here
    batch   INTEGER NOT NULL,      -- the batch that proves it
    station TEXT    NOT NULL,      -- station of the device when it came
    case_id TEXT,                  -- case it names
    kind    TEXT    NOT NULL,      -- e.g. case.amended; empty when unreadable
    verdict TEXT    NOT NULL,      -- as casework names it
    why     TEXT    NOT NULL,      -- why it is parked: not_owner | unreadable; else empty
    bytes   BLOB,                  -- exact bytes, never re-serialised
    leaf    BLOB    NOT NULL,      -- hash of the bytes
    hash    BLOB    NOT NULL,      -- chain hash up to here
    PRIMARY KEY (dev, inc, seq)
) STRICT;
CREATE INDEX record_case ON record (case_id, place) WHERE case_id IS NOT NULL;
CREATE INDEX record_parked ON record (dev) WHERE why <> '';

-- How far each log reaches.
CREATE TABLE log (
    dev  BLOB NOT NULL,            -- device
    inc  BLOB NOT NULL,            -- incarnation
    seq  INTEGER NOT NULL,         -- last record
    hash BLOB NOT NULL,            -- chain hash there
    PRIMARY KEY (dev, inc)
) STRICT, WITHOUT ROWID;

-- Stations that have owned a case, each from a place on.
CREATE TABLE owner (
    case_id TEXT NOT NULL,         -- case
    since   INTEGER NOT NULL,      -- place at which it came to the station, 0 for the first
    station TEXT NOT NULL,         -- station
    PRIMARY KEY (case_id, since)
) STRICT, WITHOUT ROWID;

-- What each station's devices are shown. County devices read the records themselves.
CREATE TABLE feed (
    scope   TEXT NOT NULL,         -- station
    pos     INTEGER NOT NULL,      -- what a cursor counts
    place   INTEGER,               -- record shown; NULL = the case is withdrawn
    case_id TEXT,                  -- case, if any
    PRIMARY KEY (scope, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_case ON feed (case_id, scope) WHERE case_id IS NOT NULL;
CREATE INDEX feed_place ON feed (place, scope) WHERE place IS NOT NULL;

-- Batches that wait for a person.
CREATE TABLE quarantine (
    id       INTEGER PRIMARY KEY,  -- order of arrival
    dev      BLOB NOT NULL,        -- device
    inc      BLOB NOT NULL,        -- incarnation of its log
    from_seq INTEGER NOT NULL,     -- first record
    to_seq   INTEGER NOT NULL,     -- last record
    head     BLOB NOT NULL,        -- chain hash at the last record
    why      TEXT NOT NULL,        -- fork | revoked
    state    TEXT NOT NULL,        -- waiting | accepted | refused
    frame    BLOB NOT NULL,        -- the batch as it came
    at       TEXT NOT NULL,        -- when, RFC 3339
    UNIQUE (dev, inc, from_seq, to_seq, head, why)
) STRICT;

-- Files held, by the SHA-256 of their plain bytes.
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,       -- 64 hexadecimal digits
    size   INTEGER NOT NULL        -- plain bytes
) STRICT, WITHOUT ROWID;

-- Which record names which file. A name grants nothing until somebody entitled has shown that he has the bytes.
CREATE TABLE blob_ref (
    sha256  TEXT NOT NULL,         -- file
    place   INTEGER NOT NULL,      -- record
    case_id TEXT,                  -- its case
    station TEXT NOT NULL,         -- station of its writer
    parked  INTEGER NOT NULL,      -- 1 = the record is parked
    proven  INTEGER NOT NULL,      -- 1 = the writer's side had the bytes: readers of the record may read the file
    PRIMARY KEY (sha256, place)
) STRICT, WITHOUT ROWID;
