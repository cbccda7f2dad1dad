//! Cases of people and firms that do not exist, in every state of a dispute's life: for training
//! (演练) and for measuring. Pure: the same seed, day and law give the same cases, to the byte.
//!
//! No life is written down: [`casework::decide`] judges each step at its own day, so that a case here
//! is one a desk could have made. Names read 某某, identity numbers and credit codes lie in area 99,
//! which no region has, with a valid check character; telephone numbers begin with 1000, which no
//! operator has.
//!
//! [`cases`] gives them one after another; the first [`Stage::ALL`] cases stand at each stage once,
//! after that the stages come as often as at a station. The papers are named, numbered and signed,
//! but nothing is typeset: their hashes are of no file.

mod acts;
mod beside;
mod draw;
mod intake;
mod life;
mod pairs;
mod people;
mod stages;

pub use life::{Happened, SampleCase};
pub use people::{IDENTITY_AREA, PHONE_PREFIX};
pub use stages::Stage;

use casework::Context;

/// What the cases are made for.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The law, and the day on which the cases stand as they are: nothing happens after it.
    pub cx: Context<'a>,
    /// First word of the numbers, e.g. 勐工调.
    pub number_word: &'a str,
    /// Letters of the device's series, e.g. `YL`; 案号 run from 1 in the order of the cases.
    pub series: &'a str,
}

/// The first `n` cases of a seed.
///
/// The case at a place depends on the seed, the place and the options alone: fewer cases are the
/// beginning of more.
pub fn cases<'a>(
    n: u32,
    seed: u64,
    options: &'a Options<'a>,
) -> impl ExactSizeIterator<Item = SampleCase> + 'a {
    let range: std::ops::Range<usize> = 0..usize::try_from(n).unwrap_or(usize::MAX);
    range.map(move |place| case(u32::try_from(place).unwrap_or(u32::MAX), seed, options))
}

/// The case at a place, from 0.
pub fn case(place: u32, seed: u64, options: &Options<'_>) -> SampleCase {
    let stage = stages::stage_of(place, seed);
    stages::live(place, seed, stage, options)
}
