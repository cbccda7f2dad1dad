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

fn picture(text: &str) -> Result<String, HubError> {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::L)
        .map_err(|error| HubError::Keys(error.to_string()))?;
    Ok(code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(600, 600).build())
}
