//! `fengqiao-hub`.

fn main() {}
