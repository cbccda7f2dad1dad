//! Whole histories without a network: desks that write, lose answers, are copied, restored, revoked; a hub that is
//! restored from an old backup. At rest nothing is lost, nobody is shown too much, nothing was overwritten in silence.
//!
//! `FENGQIAO_HISTORIES` says how many histories are run.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;
#[path = "model/world.rs"]
mod world;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::cell::Cell;
use world::{Tally, World};

#[test]
fn at_rest_nothing_is_lost_shown_too_widely_or_overwritten_in_silence() {
    let wanted = std::env::var("FENGQIAO_HISTORIES").ok().and_then(|n| n.parse().ok());
    let cases = wanted.unwrap_or(120);
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    });
    let steps = prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>()), 1..70);
    let total = Cell::new(Tally::default());
    let ran = runner.run(&steps, |steps| {
        let mut world = World::new();
        for (what, who, which, how) in steps {
            world.step(what, who, which, how);
        }
        world.rest();
        world.check().map_err(TestCaseError::fail)?;
        total.set(total.get().plus(world.tally()));
        Ok(())
    });
    ran.unwrap();
    let tally = total.get();
    println!("{cases} histories: {tally:?}");
    // A run that met none of it proves nothing.
    if cases >= 60 {
        let met = [tally.hard, tally.parked, tally.forks, tally.reviews, tally.hub_restores];
        let also = [tally.hand_overs, tally.desk_restores, tally.withdrawn, tally.unknown];
        assert!(met.iter().chain(&also).all(|count| *count > 0), "{tally:?}");
    }
}

#[test]
fn the_other_branch_of_a_fork_may_win_at_a_restored_hub_and_nothing_is_lost() {
    let (twin, backup, edit, push, pull, restore) = (28, 29, 0, 11, 18, 30);
    let mut world = World::new();
    for (what, who, how) in [
        (twin, 0, 0),
        (backup, 0, 0),
        (edit, 0, 0),
        (edit, 4, 2),
        (push, 0, 0),
        (pull, 3, 0),
        (restore, 0, 0),
        (push, 4, 0),
        (pull, 3, 0),
    ] {
        world.step(what, who, 0, how);
    }
    world.rest();
    world.check().unwrap();
    assert!(world.tally().forks > 0, "{:?}", world.tally());
}
