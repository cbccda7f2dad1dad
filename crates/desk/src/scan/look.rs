//! Whether the places to sign look signed: the sheet is compared with the page as it was printed.

use super::ScanMark;
use super::find::Look;
use crate::session::Session;
use casework::Paper;
use scans::{Mark, Printed, Sheet};
use std::collections::HashMap;

/// Pages as they were printed, by the paper's PDF: opened once for a stack.
#[derive(Default)]
pub(super) struct Press {
    opened: HashMap<String, Option<Printed>>,
}

impl Press {
    /// How the places on one page look; nothing when the paper does not say where they are.
    pub fn looks(&mut self, session: &Session, paper: &Paper, page: u32, sheet: &Sheet) -> Vec<Look> {
        let places: Vec<_> = paper.places.iter().filter(|p| p.page == page).collect();
        if places.is_empty() {
            return Vec::new();
        }
        let opened = self.opened.entry(paper.pdf.clone()).or_insert_with(|| {
            // A paper whose file is not here (yet) leaves the question to the person.
            let pdf = session.store.attachment(&paper.pdf).ok()?;
            Printed::open(&pdf).ok()
        });
        let index = page.saturating_sub(1) as usize;
        let printed = opened.as_ref().and_then(|p| p.page(index).ok());
        let look = |p: &casework::SignPlace| {
            let mark = match &printed {
                Some(printed) => match scans::ink(sheet, printed, &field(p)) {
                    Mark::Empty => ScanMark::Empty,
                    Mark::Marked => ScanMark::Marked,
                    Mark::Unsure => ScanMark::Unsure,
                },
                None => ScanMark::Unsure,
            };
            Look { label: p.label.clone(), mark, signed: None }
        };
        places.into_iter().map(look).collect()
    }
}

fn field(place: &casework::SignPlace) -> scans::Place {
    let (x, y, width, height) = place.field;
    let mm = |tenths: u32| f64::from(tenths) / 10.0;
    scans::Place { x: mm(x), y: mm(y), width: mm(width), height: mm(height) }
}
