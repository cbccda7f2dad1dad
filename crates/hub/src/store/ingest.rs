//! The driver of ingest: asks the book, lets [`crate::plan`] decide, writes. One transaction per batch.

use super::devices::{self, State};
use super::identity::{self, Identity};
use super::quota::{self, Used};
use super::row::{self, Row};
use super::{Now, files, own, review, shared};
use crate::error::{HubError, Result};
use crate::plan::{self, Arrival, CaseRecord, Lives};
use casework::{CaseId, Event, Standing, Verdict};
use ledger::wire::{PushAnswer, Receipt, Refusal, Role, SignedReceipt};
use ledger::{BatchError, Content, DeviceId, Entry, Head, Sealed, VerifiedBatch};
use rusqlite::Connection;

/// What became of a batch that was handed in.
pub type Pushed = PushAnswer;

/// The refusal for bytes that are no batch.
pub(super) fn refusal_of(error: BatchError) -> HubError {
    let code = match error {
        BatchError::TooLarge { .. }
        | BatchError::TooManyRecords { .. }
        | BatchError::RecordTooLarge { .. } => "push.too_large",
        BatchError::NewerProtocol { .. } | BatchError::UnknownAlg { .. } => "push.newer",
        BatchError::UnknownDevice { .. } => "device.unknown",
        BatchError::Signature { .. } | BatchError::OtherDevice { .. } => "push.signature",
        BatchError::Broken { .. } | BatchError::Count { .. } => "push.broken",
        _ => "push.damaged",
    };
    HubError::refused(code)
}

/// Who wrote a log, as the book knows him.
pub(super) struct Author {
    dev: DeviceId,
    station: String,
    role: Role,
    hub: bool,
}

impl Author {
    pub(super) fn hub(me: &Identity) -> Self {
        Self { dev: me.dev(), station: String::new(), role: Role::County, hub: true }
    }

    pub(super) fn device(device: &devices::Device) -> Self {
        let station = device.station.id.clone();
        Self { dev: device.dev, station, role: device.role, hub: false }
    }
}

/// Takes a batch in, for whoever wrote it. The inner error is an answer that must not undo what was written.
pub(super) fn push(
    conn: &Connection,
    me: &Identity,
    pusher: DeviceId,
    batch: &VerifiedBatch,
    frame: &[u8],
    now: Now,
) -> Result<std::result::Result<Pushed, Refusal>> {
    let header = batch.header();
    let pusher = devices::known(conn, pusher)?;
    // Others' logs are handed in only to heal a hub that was restored, by a desk that takes part.
    if pusher.dev != header.dev && pusher.state != State::Active {
        return Err(HubError::refused("push.others"));
    }
    let author = if header.dev == me.dev() {
        Author::hub(me)
    } else {
        let device = devices::known(conn, header.dev)?;
        if device.state == State::Revoked && !review::counted(conn, header)? {
            let counted = Used { records: header.len(), bytes: 0 };
            quota::check(conn, pusher.dev, counted, now)?;
            review::keep(conn, header, review::Why::Revoked, frame, now)?;
            quota::add(conn, pusher.dev, counted, now)?;
            return Ok(Ok(answer(conn, me, batch, true, now)?));
        }
        Author::device(&device)
    };
    let held = row::head(conn, header.dev, header.inc)?;
    // What others give back to a hub that was restored is no load of theirs: it bears its writers' signatures.
    let fresh = header.to.0.saturating_sub(held.seq.0).min(header.len());
    let counted = Used { records: if pusher.dev == header.dev { fresh } else { 0 }, bytes: 0 };
    quota::check(conn, pusher.dev, counted, now)?;
    if let Err(refusal) = take(conn, &author, batch, frame, now)? {
        return Ok(Err(refusal));
    }
    quota::add(conn, pusher.dev, counted, now)?;
    let mut answer = answer(conn, me, batch, false, now)?;
    // Only the writer is told; a county desk sees everything, nothing is out of its scope.
    if pusher.dev == header.dev {
        answer.parked = row::aside(conn, &header.head(), header.from)?;
        let county = pusher.role == Role::County;
        answer.parked.retain(|parked| !county || parked.reason != row::OUT_OF_SCOPE);
    }
    Ok(Ok(answer))
}

fn answer(
    conn: &Connection,
    me: &Identity,
    batch: &VerifiedBatch,
    review: bool,
    now: Now,
) -> Result<PushAnswer> {
    let header = batch.header();
    let lives = identity::lives(conn)?;
    let held = row::head(conn, header.dev, header.inc)?;
    let receipt = Receipt {
        hub_inc: lives.current,
        dev: header.dev,
        inc: header.inc,
        from: header.from,
        to: header.to,
        head: header.head,
        hub_seq: lives.last,
        at: now,
    };
    Ok(PushAnswer {
        acked: held.seq.max(header.to),
        receipt: SignedReceipt::new(&me.signing, &receipt),
        parked: Vec::new(),
        review,
    })
}

/// Puts a batch into the order, if it goes on from what is here.
pub(super) fn take(
    conn: &Connection,
    author: &Author,
    batch: &VerifiedBatch,
    frame: &[u8],
    now: Now,
) -> Result<std::result::Result<(), Refusal>> {
    let header = batch.header();
    let held = row::head(conn, header.dev, header.inc)?;
    let mut failed = None;
    let arrival = plan::arrival(batch, &held, |seq| {
        row::hash_at(conn, header.dev, header.inc, seq).unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let known = match arrival {
        Arrival::Take { known } => known,
        Arrival::Known => batch.entries().len(),
        Arrival::Gap { expected } => {
            return Ok(Err(Refusal::new("push.gap").with("expected", expected.0)));
        }
        Arrival::Fork { seq } => {
            review::keep(conn, header, review::Why::Fork, frame, now)?;
            let refusal = Refusal::new("push.fork").with("inc", header.inc.to_string());
            return Ok(Err(refusal.with("seq", seq.0)));
        }
    };
    let fill = row::withheld(conn, &held, header.from, header.to)?;
    let wanted = |(at, entry): &(usize, &Entry)| {
        *at >= known || (entry.bytes().is_some() && fill.contains(&entry.seq.0))
    };
    if !batch.entries().iter().enumerate().any(|pair| wanted(&pair)) {
        return Ok(Ok(()));
    }
    let batch_id = row::insert_batch(conn, batch.signed(), &header.head(), header.from)?;
    let mut book = Book { conn, author, lives: identity::lives(conn)?, batch: batch_id };
    let mut head = batch.prev();
    for pair in batch.entries().iter().enumerate() {
        head = head.extend(&pair.1.leaf);
        if wanted(&pair) {
            book.enter(pair.1, head)?;
        }
    }
    identity::set_last(conn, book.lives.last)?;
    if known < batch.entries().len() {
        row::set_head(conn, &header.head())?;
    }
    Ok(Ok(()))
}

/// The book while one batch is entered.
struct Book<'a> {
    conn: &'a Connection,
    author: &'a Author,
    lives: Lives,
    batch: i64,
}

impl Book<'_> {
    fn next(&mut self) -> u64 {
        self.lives.last += 1;
        self.lives.last
    }

    fn enter(&mut self, entry: &Entry, head: Head) -> Result<()> {
        let mut row = Row {
            head,
            place: None,
            batch: self.batch,
            station: &self.author.station,
            case: None,
            kind: "",
            verdict: Verdict::Parked,
            why: "",
            bytes: entry.bytes(),
            leaf: entry.leaf,
        };
        match &entry.content {
            Content::Withheld => row::insert(self.conn, &row),
            Content::Parked { .. } => {
                let place = self.next();
                row.place = Some(place);
                row.why = "unreadable";
                row::insert(self.conn, &row)?;
                self.show(&self.author.station, place, place, None)
            }
            Content::Record(sealed) => {
                let record = sealed.record();
                row.kind = &record.kind;
                row.case = record.case.as_deref();
                match record.case.clone() {
                    Some(case) => self.of_case(row, sealed, &CaseId(case)),
                    None => self.of_no_case(row, sealed),
                }
            }
        }
    }

    fn of_no_case(&mut self, mut row: Row<'_>, sealed: &Sealed) -> Result<()> {
        let record = sealed.record();
        let place = self.next();
        row.place = Some(place);
        // What holds for the whole county only its office says.
        let not_his = record.kind == shared::ENFORCED && self.author.role != Role::County;
        row.verdict = if not_his { Verdict::Parked } else { Verdict::Clean };
        row.why = if not_his { "not_owner" } else { "" };
        row::insert(self.conn, &row)?;
        let mut about = self.author.station.as_str();
        if self.author.hub {
            let again = record.inc != self.lives.current;
            own::effect(self.conn, record, again)?;
            about = own::about(&record.body).unwrap_or_default();
        }
        if !about.is_empty() {
            self.show(about, place, place, None)?;
        }
        if !not_his && shared::is_for_all(self.conn, record, self.author.hub)? {
            for station in devices::stations(self.conn)? {
                if station.id != about {
                    self.show(&station.id, place, place, None)?;
                }
            }
        }
        if self.author.hub {
            return if record.kind == own::STATION { self.tell_new(about) } else { Ok(()) };
        }
        self.name_files(sealed, place, not_his)
    }

    /// A station that has come later is shown what was for all before.
    fn tell_new(&mut self, station: &str) -> Result<()> {
        for place in shared::places(self.conn)? {
            let shown = self
                .conn
                .prepare_cached("SELECT 1 FROM feed WHERE scope = ?1 AND place = ?2")?
                .exists((station, place))?;
            if !shown {
                let pos = self.next();
                self.show(station, pos, place, None)?;
            }
        }
        Ok(())
    }

    fn of_case(&mut self, mut row: Row<'_>, sealed: &Sealed, case: &CaseId) -> Result<()> {
        let record = sealed.record();
        let event = Event::parse(&record.kind, &record.body);
        let base = self.lives.place(record.base);
        let past = row::since(self.conn, &case.0, base, (record.dev, record.inc))?;
        let since: Vec<_> = past
            .iter()
            .map(|past| {
                let writer = (past.writer.0.as_str(), past.writer.1.as_str());
                (Standing::of(writer, &past.event, &past.touches), past.verdict)
            })
            .collect();
        let taken = match &event {
            Event::ConflictResolved { record, take, .. }
                if take.iter().any(|touch| touch == "group/owner") =>
            {
                row::event(self.conn, case, record)?
            }
            _ => None,
        };
        let (dev, inc) = (record.dev.to_string(), record.inc.to_string());
        let writer = plan::Writer {
            dev: &dev,
            inc: &inc,
            station: &self.author.station,
            role: self.author.role,
        };
        let plan = plan::case_record(
            &CaseRecord {
                event: &event,
                touches: &record.touches,
                writer,
                base,
                first: record.base.is_none(),
                owners: &row::owners(self.conn, &case.0)?,
                since: &since,
                taken: taken.as_ref(),
            },
            |id| matches!(devices::station(self.conn, id), Ok(Some(_))),
        );
        let place = self.next();
        row.place = Some(place);
        row.verdict = plan.verdict;
        row.why = if plan.verdict == Verdict::Parked { "not_owner" } else { "" };
        row::insert(self.conn, &row)?;
        for station in &plan.shown {
            self.show(station, place, place, Some(case))?;
        }
        self.name_files(sealed, place, plan.verdict == Verdict::Parked)?;
        if let Some(station) = &plan.begins {
            row::set_owner(self.conn, &case.0, 0, station)?;
            // What had come back of the case before its beginning belongs to its owner now.
            if plan.shown.first() == Some(station) && self.has_middle(case, place)? {
                self.give(case, place - 1, station, None)?;
            }
        }
        if let Some(over) = &plan.hand_over {
            row::set_owner(self.conn, &case.0, place, &over.to)?;
            self.give(case, place, &over.to, over.from.as_deref())?;
        }
        Ok(())
    }

    fn has_middle(&self, case: &CaseId, place: u64) -> Result<bool> {
        Ok(self
            .conn
            .prepare_cached("SELECT 1 FROM record WHERE case_id = ?1 AND place < ?2")?
            .exists((&case.0, place))?)
    }

    /// A place becomes visible to a station at a position of its feed.
    fn show(&self, station: &str, pos: u64, place: u64, case: Option<&CaseId>) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO feed (scope, pos, place, case_id) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((station, pos, place, case.map(|case| &case.0)))?;
        Ok(())
    }

    /// The history up to a place goes to a station, in the hub's order; from everybody else the case is withdrawn.
    ///
    /// `from` keeps the hand-over itself; each station keeps what it wrote in vain.
    fn give(&mut self, case: &CaseId, place: u64, to: &str, from: Option<&str>) -> Result<()> {
        let scopes: Vec<String> = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT scope FROM feed WHERE case_id = ?1 AND place IS NOT NULL
                   AND scope <> ?2 ORDER BY scope",
            )?
            .query_map((&case.0, to), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for scope in scopes {
            let hand_over = (from == Some(&scope)).then_some(place);
            let gone = self
                .conn
                .prepare_cached(
                    "DELETE FROM feed WHERE scope = ?1 AND case_id = ?2 AND place IS NOT NULL
                       AND place IS NOT ?3 AND place NOT IN (SELECT place FROM record
                            WHERE case_id = ?2 AND station = ?1 AND why = 'not_owner')",
                )?
                .execute((&scope, &case.0, hand_over))?;
            if gone > 0 || hand_over.is_some() {
                let pos = self.next();
                self.conn
                    .prepare_cached(
                        "INSERT INTO feed (scope, pos, place, case_id) VALUES (?1, ?2, NULL, ?3)",
                    )?
                    .execute((&scope, pos, &case.0))?;
            }
        }
        let history: Vec<u64> = self
            .conn
            .prepare_cached(
                "SELECT place FROM record WHERE case_id = ?1 AND place <= ?2 ORDER BY place",
            )?
            .query_map((&case.0, place), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for earlier in history {
            let pos = self.next();
            self.show(to, pos, earlier, Some(case))?;
        }
        Ok(())
    }

    fn name_files(&self, sealed: &Sealed, place: u64, parked: bool) -> Result<()> {
        files::name(
            self.conn,
            &files::Named {
                body: &sealed.record().body,
                place,
                case: sealed.record().case.as_deref(),
                station: &self.author.station,
                county: self.author.role == Role::County,
                parked,
            },
        )
    }
}

impl std::fmt::Debug for Author {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Author").field("dev", &self.dev).finish_non_exhaustive()
    }
}
