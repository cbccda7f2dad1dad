//! Meeting the hub: is it the one we know, does it know us, what has it of us. A pass is kept while it is good.

use crate::enrol::check_protocol;
use crate::error::{Result, SyncError};
use crate::hub::Hub;
use crate::status::Board;
use casework::CaseId;
use chrono::{DateTime, FixedOffset};
use ledger::wire::{self, Have, HubLimits, TokenAsk};
use ledger::{DeviceId, Incarnation, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::{Author, Meeting, Store};
use tokio::sync::{Mutex, broadcast};

/// Tells the time, local with offset: the desk's one clock.
pub type Clock = Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// A clock is not compared over a line slower than this.
const PROMPT: Duration = Duration::from_secs(10);
/// A pass is renewed so long before it ends.
const EARLY: Duration = Duration::from_secs(600);
/// After so many cut attempts in a row a batch is as small as it gets, and patience begins to grow.
const SMALLEST: u32 = 8;

/// Bytes of a file in one request: what a line carries in a few seconds, so that little is under way when it is cut, and
/// records can go in between.
const PART: std::ops::RangeInclusive<u64> = 16 * 1024..=1024 * 1024;

/// What a pass lets do.
#[derive(Debug, Clone)]
pub(crate) struct Pass {
    pub(crate) token: String,
    pub(crate) hub_inc: Incarnation,
    pub(crate) limits: HubLimits,
    /// How far the hub held this desk's logs when the pass was given.
    pub(crate) have: Vec<Have>,
    until: Instant,
}

/// What the loops know of the line together.
#[derive(Debug, Default)]
struct Line {
    down: bool,
    good: Option<Instant>,
}

/// One desk and its hub, shared by the loops.
pub(crate) struct Session {
    pub(crate) store: Arc<Store>,
    pub(crate) clock: Clock,
    pub(crate) hub: Hub,
    pub(crate) dev: DeviceId,
    /// The hub's signing key.
    pub(crate) key: VerifyingKey,
    pub(crate) board: Board,
    pub(crate) changes: broadcast::Sender<Vec<CaseId>>,
    /// Records are on their way: files wait.
    pub(crate) records_first: AtomicBool,
    /// The county had confirmed this device when the pass was given.
    confirmed: AtomicBool,
    line: std::sync::Mutex<Line>,
    key_text: String,
    pass: Mutex<Option<Pass>>,
    /// Cut attempts in a row to send records: how small a batch has to be for this line.
    cuts: AtomicU32,
    /// Bytes of a file this line carries in a few seconds.
    part: AtomicU64,
}

impl Session {
    /// The session of an enrolled desk.
    ///
    /// # Errors
    /// [`SyncError::NotEnrolled`], [`SyncError::Store`].
    pub(crate) async fn open(
        store: Arc<Store>,
        clock: Clock,
        patience: Duration,
        board: Board,
        changes: broadcast::Sender<Vec<CaseId>>,
    ) -> Result<Self> {
        let (enrolment, dev) = on_store(&store, |store| {
            store.read(|r| Ok::<_, SyncError>((r.enrolment()?, r.head()?.dev)))
        })
        .await?;
        let enrolment = enrolment.ok_or(SyncError::NotEnrolled)?;
        let key = wire::key_of(&enrolment.key).ok_or(SyncError::NotEnrolled)?;
        Ok(Self {
            hub: Hub::new(&enrolment.url, &enrolment.pin, patience)?,
            store,
            clock,
            dev,
            key,
            board,
            changes,
            records_first: AtomicBool::new(false),
            confirmed: AtomicBool::new(enrolment.confirmed),
            line: std::sync::Mutex::default(),
            key_text: enrolment.key,
            pass: Mutex::new(None),
            cuts: AtomicU32::new(0),
            part: AtomicU64::new(256 * 1024),
        })
    }

    /// A pass: the one at hand, or a new one after meeting the hub.
    pub(crate) async fn pass(&self) -> Result<Pass> {
        let mut pass = self.pass.lock().await;
        if let Some(good) = pass.as_ref().filter(|pass| pass.until > Instant::now()) {
            return Ok(good.clone());
        }
        let mut new = self.meet().await?;
        if self.is_older(&new).await? {
            // It has begun a new life: what it lost is sent again.
            new = self.meet().await?;
        }
        *pass = Some(new.clone());
        Ok(new)
    }

    /// The pass is not good any more, or says what is not so any more.
    pub(crate) async fn forget(&self, token: &str) {
        let mut pass = self.pass.lock().await;
        if pass.as_ref().is_some_and(|pass| pass.token == token) {
            *pass = None;
        }
    }

    /// Shows the hub its own receipt for records of this desk that it does not hold, if there is one: a book put back
    /// unnoticed. Without that, this desk would go on saying that all is there.
    async fn is_older(&self, pass: &Pass) -> Result<bool> {
        let (key, hub_inc, dev, have) = (self.key, pass.hub_inc, self.dev, pass.have.clone());
        let shown = on_store(&self.store, move |store| {
            let receipts = store.read(|r| r.receipts())?;
            let held = |inc| have.iter().find(|have| have.inc == inc).map_or(0, |have| have.seq.0);
            Ok::<_, SyncError>(receipts.into_iter().rev().find(|signed| {
                signed.open(&key).is_some_and(|receipt| {
                    receipt.hub_inc == hub_inc
                        && receipt.dev == dev
                        && receipt.to.0 > held(receipt.inc)
                })
            }))
        })
        .await?;
        let Some(receipt) = shown else { return Ok(false) };
        match self.hub.lost(&pass.token, &receipt).await {
            Ok(now) => Ok(now != pass.hub_inc),
            // It may not speak for this desk now; it will be asked again with the next pass.
            Err(SyncError::Refused { refusal, .. }) => {
                tracing::info!(code = refusal.code, "a receipt beyond the hub was not looked at");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    async fn meet(&self) -> Result<Pass> {
        let (asked_at, asked) = ((self.clock)(), Instant::now());
        let hello = self.hub.hello().await?;
        let took = asked.elapsed();
        check_protocol(hello.proto)?;
        if hello.key != self.key_text {
            return Err(SyncError::NotProved("the hub signs with another key".to_owned()));
        }
        let ask = TokenAsk::new(&self.signing_key().await?, &hello.nonce);
        let token = self.hub.token(&ask).await?;
        let skew = (took < PROMPT).then(|| {
            let half = i64::try_from(took.as_millis() / 2).unwrap_or(0);
            (asked_at - hello.now).num_milliseconds() + half
        });
        let (hub_inc, have, at) = (hello.hub_inc, token.have.clone(), (self.clock)());
        let said = token.clone();
        let meeting = on_store(&self.store, move |store| {
            store.write(author(at), |w| {
                let known = w.skew_ms()?;
                // Every pass measures anew; only a difference one would notice is worth a save.
                if let Some(skew) = skew.filter(|s| known.is_none_or(|k| (k - s).abs() > 500)) {
                    w.note_skew(skew)?;
                }
                w.note_standing(said.role, &said.station, &said.series, said.confirmed)?;
                let meeting = w.meet_hub(hub_inc, &have)?;
                if meeting == Meeting::Restarted {
                    w.log_sync("sync.hub_restarted", &json!({}))?;
                }
                Ok::<_, SyncError>(meeting)
            })
        })
        .await?;
        if meeting == Meeting::Restarted {
            tracing::warn!(%hub_inc, "the hub was restored: what it lost is sent again");
        }
        self.confirmed.store(token.confirmed, Ordering::Relaxed);
        self.board.confirmed(token.confirmed);
        self.board.counted(&self.store).await?;
        Ok(Pass {
            until: Instant::now() + Duration::from_secs(token.seconds).saturating_sub(EARLY),
            token: token.token,
            hub_inc,
            limits: hello.limits,
            have: token.have,
        })
    }

    /// The hub lets this device read: if the pass does not say so yet, the next one will.
    pub(crate) async fn may_read(&self, token: &str) {
        if !self.confirmed.swap(true, Ordering::Relaxed) {
            self.board.confirmed(true);
            self.forget(token).await;
        }
    }

    /// Whether the line just went, or just came back: `None` = it is as it was. `since` is when the attempt began.
    pub(crate) fn line_changed(&self, since: Instant, is_down: bool) -> Option<bool> {
        let mut line = self.line.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if is_down {
            // An attempt that began before another one got through says nothing new.
            let stale = line.good.is_some_and(|good| good > since);
            return (!stale && !std::mem::replace(&mut line.down, true)).then_some(true);
        }
        line.good = Some(Instant::now());
        std::mem::replace(&mut line.down, false).then_some(false)
    }

    pub(crate) async fn signing_key(&self) -> Result<SigningKey> {
        on_store(&self.store, |store| Ok(store.signing_key()?)).await
    }

    /// Adds a line to the log a clerk reads, and to the program's own.
    pub(crate) async fn log(&self, code: &'static str, args: Value) -> Result<()> {
        tracing::info!(code, %args, "sync");
        let at = (self.clock)();
        on_store(
            &self.store,
            move |store| Ok(store.write(author(at), |w| w.log_sync(code, &args))?),
        )
        .await
    }

    /// Tells whoever listens which cases look different now.
    pub(crate) fn tell(&self, cases: Vec<CaseId>) {
        if !cases.is_empty() {
            // Nobody listening is no error.
            let _ = self.changes.send(cases);
        }
    }

    /// Bytes of records in one batch, and how patiently to wait for it: the worse the line, the smaller and the longer.
    pub(crate) fn measure(&self, limits: &HubLimits) -> (usize, usize, u32) {
        let cuts = self.cuts.load(Ordering::Relaxed);
        let small = cuts.min(SMALLEST);
        let most = ledger::Limits::default();
        let records = usize::try_from(limits.batch_records).unwrap_or(most.records);
        let bytes = usize::try_from(limits.batch_bytes).unwrap_or(most.bytes);
        let records = records.min(most.records) >> small;
        let bytes = bytes.min(most.bytes) >> small;
        (records.max(1), bytes.max(1), 1 << (cuts - small).min(6))
    }

    /// Bytes of the next part of a file.
    pub(crate) fn part(&self, limits: &HubLimits) -> u64 {
        self.part.load(Ordering::Relaxed).min(limits.blob_part).max(1)
    }

    /// A part took so long, or was cut.
    pub(crate) fn carried(&self, took: Duration, whole: bool) {
        let part = self.part.load(Ordering::Relaxed);
        let next = match (whole, took.as_secs()) {
            (false, _) => part / 4,
            (true, 0..5) => part * 2,
            (true, 5..20) => part,
            (true, _) => part / 2,
        };
        self.part.store(next.clamp(*PART.start(), *PART.end()), Ordering::Relaxed);
    }

    /// A batch was cut, or was too large.
    pub(crate) fn shrink(&self) {
        let _ =
            self.cuts.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| Some(n.min(30) + 1));
    }

    /// A batch went through.
    pub(crate) fn grow(&self) {
        let _ = self
            .cuts
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| Some(n.saturating_sub(1)));
    }
}

/// Who saves what came from the hub: nobody of the staff.
pub(crate) fn author(at: DateTime<FixedOffset>) -> Author {
    Author { by: String::new(), at, skew_ms: None }
}

/// Asks or changes the store where it does not hold up the line.
pub(crate) async fn on_store<T: Send + 'static>(
    store: &Arc<Store>,
    work: impl FnOnce(&Store) -> Result<T> + Send + 'static,
) -> Result<T> {
    let store = store.clone();
    tokio::task::spawn_blocking(move || work(&store))
        .await
        .unwrap_or_else(|_| Err(SyncError::Store(store::StoreError::Cancelled)))
}
