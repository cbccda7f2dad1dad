//! QR codes as vector images.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// An SVG without quiet zone; the paper's white space is the quiet zone.
pub(crate) fn svg(payload: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    Some(code.render::<svg::Color<'_>>().quiet_zone(false).build())
}

/// What the QR on page `page` of `pages` says; scans are filed by it.
pub(crate) fn payload(id: &str, page: usize, pages: usize, hash8: &str) -> String {
    format!("FQ1:{id}:{page}/{pages}:{hash8}")
}
