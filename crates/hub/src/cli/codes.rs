//! Enrolment codes: text, picture, file.

use super::show::Say;
use super::{EnrolArgs, Outcome, named};
use hub::clock::now;
use hub::{Hub, HubError, NewCode};
use std::path::Path;

pub(super) fn enrol(hub: &Hub, args: EnrolArgs, say: &Say) -> Outcome {
    let EnrolArgs { hours, confirmed, .. } = args;
    let code = match (args.readmit, args.station, args.role) {
        (Some(device), _, _) => {
            let dev = named(hub, &device)?;
            hub.write().readmission(dev, hours, confirmed, now())?
        }
        (None, station, role) => {
            let station = station.unwrap_or_default();
            let role = role.map_or(ledger::wire::Role::Station, Into::into);
            let (series, url) = (args.series, args.url);
            let new = NewCode { station, role, series, hours, confirmed, url };
            hub.write().new_code(&new, now())?
        }
    };
    let text = code.text();
    if let Some(dir) = &args.out_dir {
        std::fs::create_dir_all(dir).map_err(|error| io(dir, error))?;
        write(&dir.join("code.txt"), format!("{text}\n").as_bytes())?;
        write(&dir.join("code.svg"), picture(&text)?.as_bytes())?;
        write(&dir.join("code.png"), &photo(&text)?)?;
    }
    say.code(&code, &text, args.out_dir.as_deref())
}

fn io(path: &Path, error: std::io::Error) -> HubError {
    HubError::Io { path: path.to_owned(), error }
}

/// Whoever has the code gets in: only its owner may read the file.
fn write(path: &Path, bytes: &[u8]) -> Outcome {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).and_then(|mut file| file.write_all(bytes)).map_err(|error| io(path, error))
}

/// Pixels of one module: the picture is about 1 300 pixels wide, 11 cm at 300 dpi, which a telephone reads from a screen
/// or from paper.
const MODULE: u32 = 12;
/// Light modules around it (ISO/IEC 18004: four).
const MARGIN: u32 = 4;

fn matrix(text: &str) -> Result<qrcode::QrCode, HubError> {
    qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::L)
        .map_err(|error| HubError::Keys(error.to_string()))
}

fn picture(text: &str) -> Result<String, HubError> {
    let code = matrix(text)?;
    Ok(code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(600, 600).build())
}

fn photo(text: &str) -> Result<Vec<u8>, HubError> {
    let code = matrix(text)?;
    let modules = u32::try_from(code.width()).expect("a QR code has at most 177 modules");
    let side = (modules + 2 * MARGIN) * MODULE;
    let colors = code.to_colors();
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        let (x, y) = ((x / MODULE).wrapping_sub(MARGIN), (y / MODULE).wrapping_sub(MARGIN));
        let inside = x < modules && y < modules;
        let dark = inside && colors[(y * modules + x) as usize] == qrcode::Color::Dark;
        image::Luma([if dark { 0 } else { 255 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .map_err(|error| HubError::Keys(error.to_string()))?;
    Ok(bytes.into_inner())
}
