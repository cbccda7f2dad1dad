-- The county hub: what a desk knows of it, and what the hub has vouched for.

-- A receipt stands for a run of records: the record only points at it.
ALTER TABLE record DROP COLUMN receipt;
ALTER TABLE record ADD COLUMN receipt INTEGER; -- row of table receipt; NULL = the hub has not vouched for it
CREATE INDEX record_hub_inc ON record (hub_inc, dev) WHERE hub_seq IS NOT NULL;

-- The hub this desk is enrolled at. One row; none = a desk without a hub.
CREATE TABLE enrolment (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    url           TEXT NOT NULL,    -- https://host:port
    pin           TEXT NOT NULL,    -- SHA-256 of the hub's SubjectPublicKeyInfo, hex
    key           TEXT NOT NULL,    -- the hub's signing key, hex: receipts and pages are checked with it
    age           TEXT NOT NULL,    -- the hub's age recipient for courier files
    hub           TEXT NOT NULL,    -- name of the county's centre
    station       TEXT NOT NULL,    -- station of this desk
    station_name  TEXT NOT NULL,    -- its name
    role          TEXT NOT NULL,    -- station, county
    series        TEXT NOT NULL,    -- two letters of this desk
    series_shared INTEGER NOT NULL, -- 1 = another device has used the series: printed numbers may be shared
    confirmed     INTEGER NOT NULL, -- 1 = the county has confirmed the fingerprint
    at            TEXT NOT NULL     -- when enrolled, RFC 3339
) STRICT;

-- How far the hub's feed was read. One row; moved in the transaction that keeps what was read.
CREATE TABLE feed (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    hub_inc BLOB    NOT NULL,      -- incarnation of the hub
    pos     INTEGER NOT NULL,      -- read up to here, 0 = nothing yet
    newest  INTEGER NOT NULL,      -- newest place in this feed when it was last asked
    at      TEXT                   -- when it was last read to its end, RFC 3339; NULL = never yet
) STRICT;

-- The hub's signed receipts, kept for ever. Each stands for a run of one of this desk's logs.
CREATE TABLE receipt (
    id        INTEGER PRIMARY KEY, -- order of arrival
    inc       BLOB    NOT NULL,    -- incarnation of the log
    first     INTEGER NOT NULL,    -- first record it stands for
    last      INTEGER NOT NULL,    -- last record it stands for
    line      TEXT    NOT NULL,    -- the receipt, exactly as signed
    signature TEXT    NOT NULL     -- the hub's signature, hex
) STRICT;

-- Devices met in the feed.
CREATE TABLE peer (
    dev     BLOB PRIMARY KEY,      -- device
    key     BLOB,                  -- its public key; NULL = not met yet
    station TEXT                   -- its station, as the hub last named it; NULL = not named yet
) STRICT, WITHOUT ROWID;

-- Names of stations, as the hub last gave them.
CREATE TABLE station (
    id   TEXT PRIMARY KEY,         -- identifier
    name TEXT NOT NULL             -- name
) STRICT, WITHOUT ROWID;

-- Signed headers of batches of other devices: with the records they prove them, and can be offered to the hub again.
CREATE TABLE batch (
    dev       BLOB    NOT NULL,    -- device
    inc       BLOB    NOT NULL,    -- incarnation of its log
    first     INTEGER NOT NULL,    -- first record
    last      INTEGER NOT NULL,    -- last record
    line      BLOB    NOT NULL,    -- header line, exactly as signed
    signature BLOB    NOT NULL,    -- signature of the device
    leaves    BLOB,                -- leaf of every record; NULL = all of them are in table record
    PRIMARY KEY (dev, inc, first, last)
) STRICT, WITHOUT ROWID;

-- Cases that came out of this desk's scope: their records are kept, no list shows them.
CREATE TABLE withdrawn (
    case_id TEXT PRIMARY KEY,      -- case
    hub_inc BLOB    NOT NULL,      -- incarnation of the hub that said so
    pos     INTEGER NOT NULL       -- place in its feed
) STRICT, WITHOUT ROWID;

-- Bytes that are nobody's record here: the other half of a fork, or what this version cannot read.
CREATE TABLE aside (
    id   INTEGER PRIMARY KEY,      -- order of arrival
    why  TEXT    NOT NULL,         -- forked, unreadable
    dev  BLOB    NOT NULL,         -- device
    inc  BLOB    NOT NULL,         -- incarnation of its log
    seq  INTEGER NOT NULL,         -- place in that log
    leaf BLOB    NOT NULL,         -- hash of the bytes
    bytes BLOB   NOT NULL,         -- exact bytes
    UNIQUE (dev, inc, seq, leaf)
) STRICT;

-- Files and the hub.
CREATE TABLE transfer (
    sha256 TEXT PRIMARY KEY,       -- of the plain bytes
    on_hub INTEGER NOT NULL,       -- 1 = the hub holds all of it
    sent   INTEGER NOT NULL,       -- bytes the hub holds of a file being sent
    wanted INTEGER NOT NULL,       -- 1 = somebody waits for it: before all others
    failed TEXT                    -- why the last attempt ended, as a code; NULL = it did not
) STRICT, WITHOUT ROWID;

-- What synchronising did, for a person to read. Old lines are dropped.
CREATE TABLE sync_log (
    id   INTEGER PRIMARY KEY,      -- order
    at   TEXT NOT NULL,            -- when, RFC 3339
    code TEXT NOT NULL,            -- what happened
    args TEXT NOT NULL             -- values for the words, JSON; never personal data
) STRICT;
