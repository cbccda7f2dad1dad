//! `cargo xtask papers --out DIR`: every kind of paper as PDF and PNG, typical and nasty, and contact sheets to look at.
//!
//! DIR gets `pdf/` and `png/` (`<kind>.<form>.pdf`, `<kind>.<form>-<page>.png`; of long papers the first two pages and
//! the last), and `sheets/`: `papers-<n>.png` the first page of every kind, nine a sheet (they stand in docs/papers),
//! `<form>-<n>.png` every page of a form, six a sheet, to be read.

use crate::sh::{self, cmd, step};
use crate::{Outcome, fonts, packages, setup};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Pages of a paper that are drawn: all of them up to here, beyond it the first two and the last.
const DRAWN: usize = 6;

/// A line of `papers.tsv`.
struct Paper {
    kind: String,
    number: String,
    title: String,
    form: String,
    pages: usize,
}

/// Makes, draws and lays out every paper.
pub fn papers(out: &Path) -> Outcome {
    setup::compilers()?;
    packages::ensure(&[packages::READ, packages::HEADLESS])?;
    fonts::ensure()?;
    step("papers: building the typesetter");
    sh::run(&mut cmd("cargo", ["build", "--workspace", "--example", "papers"]))?;
    let tool = sh::built("xtask")?.with_file_name("examples").join("papers");
    let [pdf, png, sheets] = ["pdf", "png", "sheets"].map(|name| out.join(name));
    for dir in [&pdf, &png, &sheets] {
        fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    step("papers: setting every kind, typical and nasty");
    sh::run(Command::new(tool).arg(&pdf))?;
    let mut list = list(&pdf.join("papers.tsv"))?;
    // In the order of the catalogue: D2 before D10.
    list.sort_by_key(|paper| paper.number.trim_start_matches('D').parse().unwrap_or(u32::MAX));
    step(&format!("papers: drawing {} papers", list.len()));
    let mut drawn = Vec::new();
    for paper in &list {
        drawn.push(draw(paper, &pdf, &png)?);
    }
    step("papers: contact sheets");
    let font = Path::new("assets/fonts/FandolHei-Regular.otf");
    let all: Vec<(&Paper, &Vec<PathBuf>)> = list.iter().zip(&drawn).collect();
    let first = |(paper, pages): &(&Paper, &Vec<PathBuf>)| {
        let label = format!("{} {}（{}页）", paper.number, paper.title, paper.pages);
        (paper.form == "typical").then(|| (label, pages.first().cloned().unwrap_or_default()))
    };
    let firsts: Vec<(String, PathBuf)> = all.iter().filter_map(first).collect();
    lay(&firsts, 9, "480x679", font, &sheets.join("papers"))?;
    for form in ["typical", "blank", "shortest", "longest", "hostile"] {
        let of_form = all.iter().filter(|(paper, _)| paper.form == form);
        let pages: Vec<(String, PathBuf)> = of_form
            .flat_map(|(paper, pages)| {
                let label = |file: &PathBuf| {
                    let name = file.file_stem().unwrap_or_default().to_string_lossy();
                    let page = name.rsplit('-').next().unwrap_or_default();
                    format!("{} {page}／{}", paper.kind, paper.pages)
                };
                pages.iter().map(move |file| (label(file), file.clone()))
            })
            .collect();
        lay(&pages, 6, "620x877", font, &sheets.join(form))?;
    }
    println!("{} papers in {}", list.len(), out.display());
    Ok(())
}

fn list(file: &Path) -> Outcome<Vec<Paper>> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    text.lines()
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [kind, number, title, form, pages] => Ok(Paper {
                kind: kind.to_owned(),
                number: number.to_owned(),
                title: title.to_owned(),
                form: form.to_owned(),
                pages: pages.parse().map_err(|_| format!("{}: {line}", file.display()))?,
            }),
            _ => Err(format!("{}: {line}", file.display())),
        })
        .collect()
}

/// Draws a paper's pages; the files in their order.
fn draw(paper: &Paper, pdf: &Path, png: &Path) -> Outcome<Vec<PathBuf>> {
    let name = format!("{}.{}", paper.kind, paper.form);
    let pages: Vec<usize> =
        if paper.pages <= DRAWN { (1..=paper.pages).collect() } else { vec![1, 2, paper.pages] };
    let mut files = Vec::new();
    for page in pages {
        let file = png.join(format!("{name}-{page}"));
        let number = page.to_string();
        let mut tool = cmd("pdftoppm", ["-png", "-gray", "-singlefile", "-r", "96"]);
        tool.args(["-f", &number, "-l", &number]).arg(pdf.join(format!("{name}.pdf"))).arg(&file);
        sh::run(&mut tool)?;
        files.push(png.join(format!("{name}-{page}.png")));
    }
    Ok(files)
}

/// Contact sheets of labelled pictures, three a row: `<stem>-1.png` and on.
fn lay(
    pictures: &[(String, PathBuf)],
    each: usize,
    size: &str,
    font: &Path,
    stem: &Path,
) -> Outcome {
    for (n, some) in pictures.chunks(each).enumerate() {
        let mut tool = Command::new("montage");
        tool.arg("-font").arg(font).args(["-pointsize", "15"]);
        for (label, file) in some {
            tool.args(["-label", label]).arg(file);
        }
        tool.args(["-tile", "3x", "-geometry", &format!("{size}+8+6"), "-background", "#d8d8d4"]);
        let sheet = format!("{}-{}.png", stem.to_string_lossy(), n + 1);
        sh::run(tool.arg(&sheet))?;
        // Sixteen greys: letters stay sharp, the file a fifth.
        let greys = ["-colorspace", "Gray", "+dither", "-colors", "16"];
        sh::run(cmd("mogrify", greys).args(["-define", "png:compression-level=9", &sheet]))?;
    }
    Ok(())
}
