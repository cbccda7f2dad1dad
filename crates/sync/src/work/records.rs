//! Sending what this desk wrote, until nothing waits.

use super::feed;
use crate::error::{Result, SyncError};
use crate::session::{Pass, Session, author, on_store};
use ledger::wire::{PushAnswer, Receipt};
use ledger::{Incarnation, Seq};
use serde_json::json;
use std::sync::atomic::Ordering;
use store::{Outgoing, Run};

/// What sending did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Records the hub has newly vouched for.
    pub(crate) records: u64,
    /// Of them, those it keeps without applying them.
    pub(crate) parked: u64,
    /// The device is revoked: what was sent waits for a person at the county.
    pub(crate) review: bool,
}

/// Sends all that waits, batch by batch; each batch stands for itself.
pub(crate) async fn send_all(session: &Session) -> Result<Sent> {
    session.records_first.store(true, Ordering::Relaxed);
    let sent = Sending::new(session).all().await;
    session.records_first.store(false, Ordering::Relaxed);
    session.board.sending(None);
    let counted = session.board.counted(&session.store).await;
    let sent = sent?;
    counted?;
    if sent.records > 0 {
        let args = json!({ "records": sent.records, "parked": sent.parked });
        session.log("sync.pushed", args).await?;
    }
    if sent.review {
        let refusal = ledger::wire::Refusal::new("device.revoked");
        return Err(SyncError::Refused { status: 403, refusal });
    }
    Ok(sent)
}

struct Sending<'s> {
    session: &'s Session,
    sent: Sent,
    /// Where the hub said that a log goes on, other than this desk thought.
    goes_on: Option<(Incarnation, Seq)>,
    /// New passes asked for in this turn.
    passes: u32,
}

impl<'s> Sending<'s> {
    fn new(session: &'s Session) -> Self {
        Self { session, sent: Sent::default(), goes_on: None, passes: 0 }
    }

    async fn all(mut self) -> Result<Sent> {
        loop {
            let outbox = on_store(&self.session.store, |store| {
                store.read(|r| Ok::<_, SyncError>(r.outbox()?))
            })
            .await?;
            let waiting: u64 = outbox.iter().map(|log| log.waiting).sum();
            let Some(log) = outbox.first().copied() else { return Ok(self.sent) };
            self.session.board.sending(Some((self.sent.records, self.sent.records + waiting)));
            let pass = self.session.pass().await?;
            if self.is_forked(log, &pass).await? {
                self.heal(log.inc).await?;
                continue;
            }
            let from = match self.goes_on.take() {
                Some((inc, from)) if inc == log.inc => from,
                _ => log.from,
            };
            self.one(&pass, log, from).await?;
        }
    }

    /// Sends one batch of a log.
    async fn one(&mut self, pass: &Pass, log: Outgoing, from: Seq) -> Result<()> {
        let (records, bytes, slow) = self.session.measure(&pass.limits);
        let key = self.session.signing_key().await?;
        let packed = on_store(&self.session.store, move |store| {
            let run = store.read(|r| r.own_run(log.inc, from, records, bytes))?;
            run.map(|run| Ok((run.pack(&key)?, run))).transpose()
        })
        .await?;
        let Some((batch, run)) = packed else {
            return Err(SyncError::NotProved("a log of this desk has a hole".to_owned()));
        };
        let alone = run.lines.len() == 1;
        if batch.len() as u64 > pass.limits.batch_bytes {
            return self.smaller(alone);
        }
        match self.session.hub.push(&pass.token, batch, slow).await {
            Ok(answer) => {
                self.session.grow();
                self.note(pass, &run, answer).await
            }
            Err(error) => self.refused(pass, log, from, alone, error).await,
        }
    }

    async fn refused(
        &mut self,
        pass: &Pass,
        log: Outgoing,
        from: Seq,
        alone: bool,
        error: SyncError,
    ) -> Result<()> {
        if error.wants_new_pass() && self.passes < 2 {
            self.passes += 1;
            self.session.forget(&pass.token).await;
            return Ok(());
        }
        match &error {
            SyncError::Refused { status: 413, .. } => self.smaller(alone),
            SyncError::Refused { refusal, .. } if refusal.code == "push.gap" => {
                let expected = refusal.args.get("expected").and_then(serde_json::Value::as_u64);
                match expected.map(Seq) {
                    // Back to where the hub's copy ends; twice the same answer is none.
                    Some(expected) if expected < from => {
                        self.goes_on = Some((log.inc, expected));
                        Ok(())
                    }
                    _ => Err(error),
                }
            }
            SyncError::Refused { refusal, .. } if refusal.code == "push.fork" => {
                self.heal(log.inc).await
            }
            SyncError::NoLine(_) => {
                self.session.shrink();
                Err(error)
            }
            _ => Err(error),
        }
    }

    fn smaller(&self, alone: bool) -> Result<()> {
        if alone {
            return Err(SyncError::TooLarge);
        }
        self.session.shrink();
        Ok(())
    }

    /// Keeps what the hub has vouched for, after checking that it did.
    async fn note(&mut self, pass: &Pass, run: &Run, answer: PushAnswer) -> Result<()> {
        let not = |what: &str| SyncError::NotProved(what.to_owned());
        let receipt: Receipt =
            answer.receipt.open(&self.session.key).ok_or_else(|| not("receipt"))?;
        if (receipt.dev, receipt.inc) != (run.prev.dev, run.prev.inc) {
            return Err(not("receipt for another log"));
        }
        if receipt.hub_inc != pass.hub_inc {
            // The hub was restored since the pass was given: meet it anew before anything is believed.
            self.session.forget(&pass.token).await;
            return Ok(());
        }
        let (from, to, at) = (receipt.from.min(run.from()), receipt.to, (self.session.clock)());
        if to < run.to() {
            return Err(not("receipt for less than was sent"));
        }
        let (sent, parked) = (run.lines.len() as u64, answer.parked.len() as u64);
        let (inc, head) = (receipt.inc, receipt.head);
        let cases = on_store(&self.session.store, move |store| {
            store.write(author(at), |w| {
                // The head is the proof: it stands for every record before it.
                if w.own_hash_at(inc, to)? != Some(head) {
                    return Err(SyncError::NotProved("receipt for other records".to_owned()));
                }
                Ok(w.note_receipt(inc, (from, to), &answer.receipt, &answer.parked)?)
            })
        })
        .await?;
        self.session.tell(cases);
        self.sent.records += sent;
        self.sent.parked += parked;
        self.sent.review |= answer.review;
        Ok(())
    }

    /// Whether the hub holds other records of this log than this desk does.
    async fn is_forked(&self, log: Outgoing, pass: &Pass) -> Result<bool> {
        let Some(have) = pass.have.iter().find(|have| have.inc == log.inc).copied() else {
            return Ok(false);
        };
        let here = on_store(&self.session.store, move |store| {
            store.read(|r| Ok::<_, SyncError>((r.own_hash_at(have.inc, have.seq)?, r.head()?)))
        })
        .await?;
        let (hash, head) = here;
        // Longer there than here: this desk was rolled back. An earlier life may simply not be whole here.
        let ahead = hash.is_none() && head.inc == have.inc && have.seq > head.seq;
        Ok(ahead || hash.is_some_and(|hash| hash != have.head))
    }

    /// Writes again in another incarnation what the hub lacks; first it is read what it has.
    async fn heal(&mut self, inc: Incarnation) -> Result<()> {
        match feed::read_all(self.session).await {
            Ok(_) => {}
            // Nothing may be read: then only receipts tell what the hub has.
            Err(error) if error.refused().is_some_and(|code| code.starts_with("device.")) => {}
            Err(error) => return Err(error),
        }
        let at = (self.session.clock)();
        let (written, cases) = on_store(&self.session.store, move |store| {
            Ok(store.write(author(at), |w| w.write_again(inc))?)
        })
        .await?;
        self.session.tell(cases);
        self.session.log("sync.fork_healed", json!({ "records": written })).await
    }
}
