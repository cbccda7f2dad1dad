//! What the hub answers, as codes of the desk.

use crate::error::DeskError;
use hub::HubError;
use std::io::ErrorKind;
use std::net::SocketAddr;

/// A hub's error as the screen hears it.
pub(super) fn of(error: HubError) -> DeskError {
    tracing::warn!(%error, "host");
    match error {
        HubError::Refused(refusal) => {
            let code = match refusal.code.as_str() {
                "station.exists" => "host.station_exists",
                "station.no_name" => "host.station_no_name",
                "station.unknown" => "host.station_unknown",
                "series.form" => "host.series_form",
                "series.taken" => "host.series_taken",
                "series.none_left" => "host.series_none_left",
                "hub.no_url" => "host.no_network",
                "device.unknown" => "host.device_unknown",
                "device.revoked" => "host.device_revoked",
                "device.not_revoked" => "host.device_not_revoked",
                "review.unknown" => "host.review_unknown",
                "review.fork" | "push.fork" => "host.review_fork",
                "push.gap" => "host.review_gap",
                other => return DeskError::new("host.refused").with("code", other),
            };
            DeskError { code: code.to_owned(), args: refusal.args }
        }
        HubError::DiskFull => DeskError::new("host.disk_full"),
        HubError::NoHub(_) => DeskError::new("host.none"),
        HubError::Exists(_) => DeskError::new("host.already"),
        HubError::InUse => DeskError::new("host.elsewhere"),
        HubError::PortInUse(address) => {
            DeskError::new("host.port_in_use").with("port", address.port())
        }
        HubError::NoSuchAddress(ip) => {
            DeskError::new("host.no_such_address").with("address", ip.to_string())
        }
        HubError::KeyFile { path, what } => {
            let code = if what == "missing" { "host.key_missing" } else { "host.key_file" };
            DeskError::new(code).with("path", path.display().to_string())
        }
        HubError::Damaged(_) | HubError::Keys(_) => DeskError::new("host.damaged"),
        HubError::Newer { .. } => DeskError::new("host.newer"),
        HubError::Io { path, .. } => {
            DeskError::new("host.file").with("path", path.display().to_string())
        }
        HubError::Database(_) => DeskError::new("host.database"),
    }
}

/// Why nobody can listen there.
pub(super) fn of_bind(error: &std::io::Error, listen: SocketAddr) -> DeskError {
    tracing::warn!(%error, %listen, "host");
    match error.kind() {
        ErrorKind::AddrNotAvailable => {
            DeskError::new("host.no_such_address").with("address", listen.ip().to_string())
        }
        // Ports below 1024 belong to the system.
        ErrorKind::PermissionDenied => {
            DeskError::new("host.port_not_permitted").with("port", listen.port())
        }
        _ => DeskError::new("host.port_in_use").with("port", listen.port()),
    }
}
