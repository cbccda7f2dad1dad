//! QR codes as vector images.

use std::panic::resume_unwind;
use std::thread;

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// An SVG without quiet zone; the paper's white space is the quiet zone.
pub(crate) fn svg(payload: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    Some(code.render::<svg::Color<'_>>().quiet_zone(false).build())
}

/// The codes of all pages, one after the other. Choosing a mask takes longer than setting a page, so they are made side
/// by side.
pub(crate) fn of_pages(id: &str, pages: usize, hash8: &str) -> Vec<String> {
    let own = thread::available_parallelism().map_or(1, usize::from);
    let numbers: Vec<usize> = (1..=pages).collect();
    let some = |part: &[usize]| -> Vec<String> {
        part.iter().filter_map(|page| svg(&payload(id, *page, pages, hash8))).collect()
    };
    thread::scope(|scope| {
        let parts: Vec<_> = numbers
            .chunks(pages.div_ceil(own).max(1))
            .map(|part| scope.spawn(move || some(part)))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

/// What the QR on page `page` of `pages` says; scans are filed by it.
pub(crate) fn payload(id: &str, page: usize, pages: usize, hash8: &str) -> String {
    format!("FQ1:{id}:{page}/{pages}:{hash8}")
}
