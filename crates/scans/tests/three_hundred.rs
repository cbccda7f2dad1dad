//! Three hundred scans and photographs of papers as the engine prints them: at least 297 are recognised, and none as
//! another paper or another page.

mod support;

use image::GrayImage;
use scans::Code;
use std::collections::BTreeMap;
use std::sync::Mutex;
use support::*;

struct Printed {
    code: Code,
    page: GrayImage,
}

/// Pages of papers with words, tables, forms and bilingual text; each paper under an identifier of its own.
fn printed() -> Vec<Printed> {
    let engine = engine();
    let kinds = [
        "agreement",
        "mediation-application",
        "session-record",
        "rights-notice",
        "receipt",
        "evidence-list",
        "group-annex",
        "arbitration-reply",
        "agreement-lao",
    ];
    let mut all = Vec::new();
    for (n, kind) in kinds.into_iter().enumerate() {
        let id = format!("{:08x}{:08x}", 0x9b3f_0000_u32 + n as u32, 0x51ab_77e0_u32 + 97 * n as u32);
        let paper = paper(&engine, kind, &id);
        let count = paper.pages as u32;
        for (i, page) in pages(&paper.pdf, 200.0).into_iter().enumerate().take(4) {
            let check = paper.data_hash[..8].to_owned();
            let code = Code { document: id.clone(), page: i as u32 + 1, pages: count, check };
            all.push(Printed { code, page });
        }
    }
    all
}

struct Task {
    what: &'static str,
    pages: Vec<usize>,
    seed: u64,
}

fn tasks(pages: usize) -> Vec<Task> {
    let plan = [
        ("turned by up to 7 degrees", 40, 1),
        ("scaled, 120 to 300 dpi", 40, 1),
        ("JPEG 40", 40, 1),
        ("noise", 40, 1),
        ("shadow", 40, 1),
        ("telephone, from the side", 40, 1),
        ("two pages on one photograph", 15, 2),
        ("everything at once", 30, 1),
    ];
    let mut all = Vec::new();
    let mut next = 0;
    for (what, count, each) in plan {
        for _ in 0..count {
            let picked = (0..each).map(|k| (next * 7 + k * 3) % pages).collect();
            next += 1;
            all.push(Task { what, pages: picked, seed: 0x9e37_79b9_7f4a_7c15 ^ (next as u64 * 0x0100_0193) });
        }
    }
    all
}

fn made(task: &Task, printed: &[Printed]) -> Vec<u8> {
    let mut dice = Dice(task.seed);
    let page = &printed[task.pages[0]].page;
    match task.what {
        "turned by up to 7 degrees" => jpeg(&turned(page, dice.between(-7.0, 7.0)), 80),
        "scaled, 120 to 300 dpi" => jpeg(&scaled(page, dice.between(0.6, 1.5)), 80),
        "JPEG 40" => jpeg(&turned(page, dice.between(-2.0, 2.0)), 40),
        "noise" => {
            let deviation = dice.between(10.0, 28.0);
            jpeg(&noisy(page, deviation, 0.008, &mut dice), 80)
        }
        "shadow" => jpeg(&shaded(page, &mut dice), 75),
        "telephone, from the side" => {
            let corners = askew(0.0, 0.0, 2250.0, 3000.0, &mut dice);
            jpeg(&photographed(&[(page, corners)], (2250, 3000), &mut dice), 72)
        }
        "two pages on one photograph" => {
            let other = &printed[task.pages[1]].page;
            let left = askew(0.0, 0.0, 2100.0, 3000.0, &mut dice);
            let right = askew(2000.0, 0.0, 2100.0, 3000.0, &mut dice);
            jpeg(&photographed(&[(page, left), (other, right)], (4100, 3000), &mut dice), 72)
        }
        _ => {
            let small = scaled(&turned(page, dice.between(-7.0, 7.0)), dice.between(0.75, 1.2));
            let shade = shaded(&small, &mut dice);
            let deviation = dice.between(4.0, 12.0);
            jpeg(&noisy(&shade, deviation, 0.002, &mut dice), 40)
        }
    }
}

#[test]
fn of_three_hundred_scans_and_photographs_hardly_one_is_missed_and_none_is_taken_for_another() {
    let printed = printed();
    let tasks = tasks(printed.len());
    let wanted: usize = tasks.iter().map(|t| t.pages.len()).sum();
    assert_eq!(wanted, 300);
    let tally: Mutex<BTreeMap<&str, (usize, usize)>> = Mutex::default();
    let wrong: Mutex<Vec<String>> = Mutex::default();
    let queue = Mutex::new(tasks.iter());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(task) = queue.lock().unwrap().next() else { return };
                    let sheets = scans::read(&made(task, &printed)).unwrap();
                    let expected: Vec<&Code> = task.pages.iter().map(|i| &printed[*i].code).collect();
                    let read: Vec<&Code> = sheets.iter().filter_map(|s| s.code.as_ref()).collect();
                    for code in &read {
                        if !expected.contains(code) {
                            wrong.lock().unwrap().push(format!("{}: {code:?}", task.what));
                        }
                    }
                    let hit = expected.iter().filter(|code| read.contains(code)).count();
                    let mut tally = tally.lock().unwrap();
                    let row = tally.entry(task.what).or_default();
                    row.0 += hit;
                    row.1 += expected.len();
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    for (what, (hit, all)) in &tally {
        println!("{what}: {hit} of {all}");
    }
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "taken for another: {wrong:?}");
    let hits: usize = tally.values().map(|(hit, _)| hit).sum();
    assert!(hits * 100 >= wanted * 99, "recognised {hits} of {wanted}: {tally:?}");
}
