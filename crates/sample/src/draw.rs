//! Drawing that looks like chance and is the same each time.

/// A source of numbers: SplitMix64 (Steele, Lea, Flood 2014), enough for invented people.
#[derive(Debug, Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    /// A source of its own for each case, so that no case depends on the ones before it.
    pub(crate) fn new(seed: u64, place: u32) -> Self {
        let mut draw = Self(seed ^ u64::from(place).wrapping_mul(0xD134_2543_DE82_EF95));
        draw.next();
        draw
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0).unsigned_abs() + 1;
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// One in `n`.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n.max(1))
    }

    /// One of a list that is not empty.
    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        let at = self.next() % list.len().max(1) as u64;
        list[usize::try_from(at).unwrap_or(0)]
    }

    /// 32 bytes as hex, in place of the hash of a file that does not exist.
    pub(crate) fn hash(&mut self) -> String {
        (0..4).map(|_| format!("{:016x}", self.next())).collect()
    }
}
