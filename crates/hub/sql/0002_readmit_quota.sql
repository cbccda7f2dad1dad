-- Revocations in force, each by the record of the hub that spoke it: only a record that names it lifts it.
CREATE TABLE revocation (
    dev BLOB    NOT NULL,          -- device
    inc BLOB    NOT NULL,          -- incarnation of the hub's log
    seq INTEGER NOT NULL,          -- place in it
    PRIMARY KEY (dev, inc, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO revocation (dev, inc, seq)
    SELECT unhex(json_extract(CAST(bytes AS TEXT), '$.body.dev')), inc, seq
    FROM record WHERE kind = 'hub.revoked' AND bytes IS NOT NULL;

-- A revoked device that this code, and no other, lets in again; and it lets in nobody else.
ALTER TABLE code ADD COLUMN readmit BLOB;

-- What one device may hand in on one day of the hub's clock; 0 = as much as it likes.
ALTER TABLE hub ADD COLUMN records_a_day INTEGER NOT NULL DEFAULT 50000;
ALTER TABLE hub ADD COLUMN bytes_a_day INTEGER NOT NULL DEFAULT 10737418240;

-- What devices have handed in on a day. Only the newest day of each is kept.
CREATE TABLE used (
    dev     BLOB PRIMARY KEY,      -- device
    day     TEXT NOT NULL,         -- day on the hub's clock, YYYY-MM-DD
    records INTEGER NOT NULL,      -- records of its own log
    bytes   INTEGER NOT NULL       -- bytes of files
) STRICT, WITHOUT ROWID;
