//! Counts for a monitoring system, in the text form of Prometheus. Numbers only.

use super::answer::Answer;
use super::{Shared, blocking};
use crate::store::State as Standing;
use axum::extract::State;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// Requests answered since the start, by hundreds of the status.
#[derive(Default)]
pub(super) struct Counts([AtomicU64; 6]);

impl Counts {
    pub(super) fn request(&self, status: u16) {
        if let Some(count) = self.0.get(usize::from(status / 100)) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

pub(super) async fn metrics(State(app): State<Shared>) -> Result<String, Answer> {
    let status = blocking(&app, |app| app.hub.read(|store| store.status())).await?;
    let mut text = String::new();
    let mut line = |name: &str, value: u64| {
        writeln!(text, "fengqiao_hub_{name} {value}").expect("a string takes everything");
    };
    line("last", status.last);
    line("records", status.records);
    line("cases", status.cases);
    line("parked", status.parked);
    line("hard", status.hard);
    line("blobs", status.blobs);
    line("blob_bytes", status.blob_bytes);
    line("forks", status.forks);
    line("reviews", status.reviews);
    for state in [Standing::Active, Standing::Unconfirmed, Standing::Held, Standing::Revoked] {
        let count = status.devices.iter().filter(|device| device.state == state).count();
        line(&format!("devices{{state=\"{}\"}}", state.word()), count as u64);
    }
    for (hundred, count) in app.counts.0.iter().enumerate().skip(1) {
        let count = count.load(Ordering::Relaxed);
        line(&format!("requests_total{{status=\"{hundred}xx\"}}"), count);
    }
    Ok(text)
}
