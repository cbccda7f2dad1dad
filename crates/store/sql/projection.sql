-- Projections: folded from table record, dropped and rebuilt at will (fold::rebuild). No truth lives here.

-- Which version of these tables and of the fold wrote them.
CREATE TABLE projection (
    version TEXT NOT NULL          -- fold::version(); another value means: rebuild
) STRICT;

-- The folded case. With a rowid: rows of several kilobytes make a tree without one deep.
CREATE TABLE case_state (
    no      INTEGER PRIMARY KEY,   -- id of its first record: orders cases by registration, keys table search
    case_id TEXT NOT NULL UNIQUE,  -- case
    base    TEXT,                  -- hub cursor of the newest entry seen in the feed
    origin  BLOB NOT NULL,         -- device that wrote its first record
    owner   TEXT,                  -- station that owns it by a hand-over; NULL = the station of its origin
    state   TEXT NOT NULL          -- the Case as JSON
) STRICT;
-- Which case a hit of the search belongs to, without its state of several kilobytes.
CREATE INDEX case_state_no ON case_state (no, case_id);

-- Row of the case list.
CREATE TABLE case_list (
    case_id    TEXT NOT NULL PRIMARY KEY, -- case
    summary    TEXT NOT NULL,      -- casework::Summary as JSON, without its look-up lists
    number     TEXT,               -- 案号
    state      TEXT NOT NULL,      -- state of the mediation
    cause      TEXT NOT NULL,      -- cause code
    open       INTEGER NOT NULL,   -- 1 = somebody still has something to do
    performing INTEGER NOT NULL,   -- 1 = agreement in effect, not yet paid in full
    closed     INTEGER NOT NULL,   -- 1 = file closed
    in_group   INTEGER NOT NULL,   -- 1 = group case
    claimed    INTEGER NOT NULL,   -- sum claimed, 分
    year       INTEGER NOT NULL,   -- year of receipt, else of the first record, local
    created_by TEXT NOT NULL,      -- who registered it
    activity   INTEGER NOT NULL,   -- id of the newest record: newest activity first
    subject    TEXT NOT NULL       -- code of what a file is about that is no dispute; empty for a case
) STRICT;
-- The list is read in this order, filtered, counted and summed up: by these alone, without the rows themselves.
CREATE INDEX case_list_activity ON case_list
    (activity DESC, subject, open, performing, in_group, state, cause, year, claimed);
CREATE INDEX case_list_open ON case_list (open, activity DESC, subject, state, cause, year, claimed);

-- Mediators of a case, for the list filter 我的.
CREATE TABLE case_mediator (
    case_id TEXT NOT NULL,         -- case
    name    TEXT NOT NULL,         -- as in the record
    PRIMARY KEY (case_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_mediator_name ON case_mediator (name);

-- Parties, to find the same person or firm in other cases.
CREATE TABLE party (
    case_id   TEXT NOT NULL,       -- case
    party     TEXT NOT NULL,       -- row in the sheet
    role      TEXT NOT NULL,       -- applicant, respondent, third
    name      TEXT NOT NULL,       -- as in the document
    id_number TEXT NOT NULL,       -- identity number, may be empty
    uscc      TEXT NOT NULL,       -- 统一社会信用代码, may be empty
    phone     TEXT NOT NULL,       -- telephone, may be empty
    PRIMARY KEY (case_id, party)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_id_number ON party (id_number) WHERE id_number <> '';
CREATE INDEX party_uscc ON party (uscc) WHERE uscc <> '';
CREATE INDEX party_name ON party (name);
CREATE INDEX party_phone ON party (phone) WHERE phone <> '';

-- Dates that stand in the records as dates. Legal clocks need a calendar: they are asked, not stored.
CREATE TABLE deadline (
    case_id TEXT NOT NULL,         -- case
    kind    TEXT NOT NULL,         -- session, entrust_return, extension
    subject TEXT NOT NULL,         -- row it belongs to, empty for the whole case
    due     TEXT NOT NULL,         -- the day, ISO date
    live    INTEGER NOT NULL,      -- 0 = the case is not open any more
    PRIMARY KEY (case_id, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_due ON deadline (live, due);

-- Money promised in agreements in effect.
CREATE TABLE obligation (
    case_id TEXT NOT NULL,         -- case
    row     TEXT NOT NULL,         -- row of the terms
    due     TEXT,                  -- last day, ISO date
    amount  INTEGER NOT NULL,      -- 分
    paid    INTEGER NOT NULL,      -- paid so far, 分
    PRIMARY KEY (case_id, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX obligation_due ON obligation (due) WHERE paid < amount;

-- Papers.
CREATE TABLE document (
    case_id   TEXT NOT NULL,       -- case
    paper     TEXT NOT NULL,       -- identifier in the case
    kind      TEXT NOT NULL,       -- document kind
    title     TEXT NOT NULL,       -- title as printed
    number    TEXT NOT NULL,       -- number printed on it, may be empty
    state     TEXT NOT NULL,       -- complete, to_sign, to_seal, voided, superseded
    on_day    TEXT NOT NULL,       -- date printed on it, ISO date
    issued_at TEXT NOT NULL,       -- when produced, RFC 3339
    served    INTEGER NOT NULL,    -- 1 = handed to somebody
    filed     INTEGER NOT NULL,    -- 1 = a scan of the signed sheets is filed
    PRIMARY KEY (case_id, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_state ON document (state, issued_at);
CREATE INDEX document_on ON document (on_day);
CREATE INDEX document_number ON document (number) WHERE number <> '';

-- Files that the records of a case name.
CREATE TABLE file (
    case_id TEXT NOT NULL,         -- case
    sha256  TEXT NOT NULL,         -- of the plain bytes
    name    TEXT NOT NULL,         -- name, may be empty
    mime    TEXT NOT NULL,         -- media type, may be empty
    size    INTEGER NOT NULL,      -- bytes, 0 = not said
    PRIMARY KEY (case_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_sha256 ON file (sha256);

-- What a person has to look at: conflicts and content of a newer version.
CREATE TABLE task (
    case_id TEXT NOT NULL,         -- case
    kind    TEXT NOT NULL,         -- conflict, newer_content
    subject TEXT NOT NULL,         -- which record or kind
    PRIMARY KEY (case_id, kind, subject)
) STRICT, WITHOUT ROWID;

-- Last number of each series.
CREATE TABLE counter (
    series TEXT NOT NULL,          -- series of this desk
    year   INTEGER NOT NULL,       -- year
    last   INTEGER NOT NULL,       -- last number allotted, noted or confirmed
    PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

-- Texts that can be searched, as they stand and folded.
CREATE TABLE search (
    id      INTEGER PRIMARY KEY,   -- case_state.no * 65537 + place in the case
    case_id TEXT NOT NULL,         -- case
    field   TEXT NOT NULL,         -- e.g. applicant, number, narrative
    text    TEXT NOT NULL,         -- as it stands
    folded  TEXT,                  -- search::fold, or the readings of a name; NULL = as text
    reading INTEGER NOT NULL       -- 1 = folded holds the pinyin of a name
) STRICT;

-- Pairs and, of letters and digits, triples of neighbouring characters of search.folded.
CREATE VIRTUAL TABLE search_gram USING fts5 (
    grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
