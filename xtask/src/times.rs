//! What a run spent its time on, so that nobody has to guess.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Parts of a run, in the order in which they ended.
#[derive(Default)]
pub struct Times(Vec<(String, Duration)>);

impl Times {
    /// Does a piece of work and keeps how long it took.
    pub fn of<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.note(name, start.elapsed());
        done
    }

    /// Keeps what was measured elsewhere.
    pub fn note(&mut self, name: &str, time: Duration) {
        self.0.push((name.to_owned(), time));
    }

    /// One line each, seconds first.
    pub fn table(&self) -> String {
        lines(self.0.iter())
    }

    /// The `count` longest, the longest first.
    pub fn longest(&self, count: usize) -> String {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        lines(sorted.into_iter().take(count))
    }
}

fn lines<'a>(parts: impl Iterator<Item = &'a (String, Duration)>) -> String {
    parts.fold(String::new(), |mut text, (name, time)| {
        // Writing into a String does not fail.
        let _ = writeln!(text, "{:>7.1} s  {name}", time.as_secs_f64());
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_come_first_and_the_table_keeps_the_order_of_the_run() {
        let mut times = Times::default();
        for (name, seconds) in [("a", 2), ("b", 90), ("c", 5)] {
            times.note(name, Duration::from_secs(seconds));
        }
        assert_eq!(times.table(), "    2.0 s  a\n   90.0 s  b\n    5.0 s  c\n");
        assert_eq!(times.longest(2), "   90.0 s  b\n    5.0 s  c\n");
    }
}
