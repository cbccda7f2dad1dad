//! What it was measured on.

use serde::Serialize;
use std::fs::read_to_string;
use std::path::Path;
use std::process::Command;

/// The machine, as far as it matters for figures. No name, no address.
#[derive(Debug, Serialize)]
pub struct Machine {
    /// Day.
    pub on: String,
    /// Processor.
    pub processor: String,
    /// Threads it runs at once.
    pub threads: usize,
    /// Memory, GiB.
    pub memory_gib: f64,
    /// Operating system.
    pub system: String,
    /// File system of the folder that was written to.
    pub disk: String,
    /// Load average of the last minute before the run: above 0 somebody else was at work too.
    pub load_before: f64,
    /// The same after it.
    pub load_after: f64,
}

impl Machine {
    /// Looks at it; what cannot be found is `unknown`.
    pub fn look(work: &Path) -> Self {
        let info = read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = read_to_string("/proc/meminfo").unwrap_or_default();
        let kib: f64 = after(&memory, "MemTotal:")
            .and_then(|text| text.split_whitespace().next()?.parse().ok())
            .unwrap_or(f64::NAN);
        let release = read_to_string("/etc/os-release").unwrap_or_default();
        let system = after(&release, "PRETTY_NAME=").unwrap_or("unknown").trim_matches('"');
        Self {
            on: crate::desk::now().format("%Y-%m-%d").to_string(),
            processor: after(&info, "model name")
                .map_or("unknown", |text| text.trim_start_matches([' ', '\t', ':']))
                .to_owned(),
            threads: std::thread::available_parallelism().map_or(0, usize::from),
            memory_gib: kib / 1024.0 / 1024.0,
            system: system.to_owned(),
            disk: file_system(work),
            load_before: load(),
            load_after: f64::NAN,
        }
    }

    /// One line.
    pub fn words(&self) -> String {
        format!(
            "{} · {}, {} threads, {:.0} GiB · {} · {} · load {:.1} before, {:.1} after",
            self.on,
            self.processor,
            self.threads,
            self.memory_gib,
            self.system,
            self.disk,
            self.load_before,
            self.load_after
        )
    }
}

/// Load average of the last minute; NaN where there is none.
pub fn load() -> f64 {
    let text = read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(f64::NAN)
}

fn after<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.strip_prefix(key)).map(str::trim)
}

fn file_system(dir: &Path) -> String {
    let asked = Command::new("df").arg("--output=fstype").arg(dir).output();
    let text = asked.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned());
    text.ok().and_then(|text| Some(text.lines().nth(1)?.to_owned())).unwrap_or("unknown".into())
}
