//! Reading what is bound, and binding it.

use super::binder::Running;
use super::count::{Files, Opened};
use super::sheets::{Bound, also_shows, scans_of};
use super::{DossierBound, DossierRow, empty, form, front};
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use casework::{Case, DossierPart, DossierStage, FiledAttachment, PartOf, dossier_parts};
use documents::PaperError;
use documents::dossier::{Binding, Dossier, Enclosure, Frame, Leaf, Piece};
use std::collections::BTreeSet;

/// Largest file without pages that goes into the PDF, bytes: a recording of an hour is kept beside it.
const LARGEST_ENCLOSURE: usize = 20 * 1024 * 1024;

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A line of the contents before anything is bound.
pub(super) fn row(part: &DossierPart) -> DossierRow {
    DossierRow {
        stage: part.stage,
        title: part.title.clone(),
        number: part.number.as_ref().map(|n| n.text.clone()).unwrap_or_default(),
        on: part.on,
        from: 0,
        to: 0,
        form: form(&part.of).to_owned(),
        also: Vec::new(),
        paper: match &part.of {
            PartOf::Paper { id, .. } => Some(id.clone()),
            PartOf::File(_) => None,
        },
    }
}

/// Everything that was read.
#[derive(Default)]
struct Read {
    pieces: Vec<Piece>,
    enclosures: Vec<Enclosure>,
    rows: Vec<DossierRow>,
    absent: Vec<String>,
    unpaged: usize,
    pages: u32,
    bound: Bound,
}

/// Reads every part in order; `go` hears how many are read and answers whether to go on.
fn read(
    files: &Files<'_>,
    case: &Case,
    parts: &[DossierPart],
    go: &dyn Fn(usize) -> bool,
) -> Result<Read> {
    let mut read = Read::default();
    let mut evidence = 0;
    for (at, part) in parts.iter().enumerate() {
        if !go(at) {
            return Err(DeskError::new("dossier.cancelled"));
        }
        evidence += usize::from(part.stage == DossierStage::Evidence && is_file(part));
        take(files, case, part, evidence, &mut read);
    }
    Ok(read)
}

/// The contents with the pages they would have, bound or not: laid as they are bound, of pages that are only counted.
pub(super) fn contents(files: &Files<'_>, case: &Case) -> Result<Vec<DossierRow>> {
    Ok(read(files, case, &dossier_parts(case), &|_| true)?.rows)
}

pub(super) fn bind(
    desk: &Desk,
    session: &Session,
    case: &Case,
    note: &str,
    running: &Running,
) -> Result<(Vec<u8>, DossierBound)> {
    let stopped = || DeskError::new("dossier.cancelled");
    let parts = dossier_parts(case);
    let files = Files::whole(session, desk.binder());
    let mut read = read(&files, case, &parts, &|at| running.go("reading", at, parts.len()))?;
    enclose(session, &mut read);
    // Cover, contents and note ask for the pages: they are known now.
    desk.binder().count(case, &read.rows);
    if read.pieces.is_empty() && read.enclosures.is_empty() {
        return Err(empty());
    }
    let Read { pieces, enclosures, rows, absent, unpaged, pages, .. } = read;
    let papers = rows.iter().filter(|r| r.from > 0).count();
    let said = front::Said { rows: &rows, papers, pages, enclosed: unpaged, absent: &absent, note };
    let leaves = front::leaves(desk, session, case, &said)?;
    let enclosed = number(unpaged);
    let dossier = Dossier {
        title: format!("调解卷宗 {}", crate::protect::name_of(case)),
        author: session.settings.org_name.clone(),
        on: desk.today(),
        practice: desk.practises(),
        front: leaves.front,
        pieces,
        back: leaves.back,
        enclosures,
    };
    let of = usize::try_from(pages).unwrap_or(0);
    let made = desk.engine()?.bind(dossier, |stage| {
        let stage = match stage {
            Binding::Setting => "setting",
            Binding::Writing => "writing",
        };
        running.go(stage, of, of)
    });
    let bound = made.map_err(|error| match error {
        PaperError::Dropped => stopped(),
        other => other.into(),
    })?;
    if !running.go("writing", of, of) {
        return Err(stopped());
    }
    let said = DossierBound {
        pages: number(bound.pages),
        sheets: number(bound.sheets),
        bytes: u64::try_from(bound.pdf.len()).unwrap_or(u64::MAX),
        rows,
        enclosed,
        absent,
    };
    Ok((bound.pdf, said))
}

fn is_file(part: &DossierPart) -> bool {
    matches!(part.of, PartOf::File(_))
}

/// Reads one part and lays its pages; `evidence` is its number among the files of evidence.
fn take(files: &Files<'_>, case: &Case, part: &DossierPart, evidence: usize, read: &mut Read) {
    let mut row = row(part);
    let mut leaves = Vec::new();
    let mut whole = true;
    let mut also = BTreeSet::new();
    match &part.of {
        PartOf::Paper { id, issued, scans } => {
            let Some(paper) = case.paper(id) else { return };
            match files.paper(paper, *issued) {
                Some((leaf, bytes)) => {
                    leaves.extend(leaf.map(|leaf| (leaf, Frame::Whole)));
                    let name = format!("{:02} {}.pdf", read.rows.len() + 1, part.title);
                    let note = format!("《{}》出具时的原文件", part.title);
                    let mime = "application/pdf".to_owned();
                    read.enclosures.push(Enclosure { name, note, mime, bytes });
                }
                None => whole &= !*issued,
            }
            for scan in scans_of(files.session, &case.id, paper, scans) {
                let what = match scan.page {
                    0 => format!("《{}》签署件扫描", part.title),
                    n => format!("《{}》签署件扫描　第{n}页", part.title),
                };
                let before: usize =
                    leaves.iter().map(|(leaf, _): &(Leaf, Frame)| leaf.pages()).sum();
                let first = read.pages + number(before) + 1;
                if let Some((lies, count, at)) = read.bound.lies(&scan) {
                    also_shows(&mut read.pieces, &mut leaves, at, &what);
                    also.extend((lies..lies + count).filter(|page| *page <= read.pages));
                    continue;
                }
                let Some(own) = read.bound.open(files, &scan) else {
                    whole = false;
                    continue;
                };
                let count = number(own.iter().map(Leaf::pages).sum());
                read.bound.put(&scan, first, count, (read.pieces.len(), leaves.len()));
                leaves.extend(own.into_iter().map(|leaf| (leaf, Frame::Within(what.clone()))));
            }
        }
        PartOf::File(sha) => {
            let Some(file) = case.attachments.iter().find(|a| a.sha256 == *sha) else { return };
            match files.open(sha) {
                Some(opened) => {
                    row.form =
                        file_leaf(part, file, opened, evidence, &mut leaves, read).to_owned();
                }
                None => whole = false,
            }
        }
    }
    let pages: usize = leaves.iter().map(|(leaf, _)| leaf.pages()).sum();
    if !whole {
        read.absent.push(part.title.clone());
    }
    row.also = also.into_iter().collect();
    if pages == 0
        && let (Some(from), Some(to)) = (row.also.first(), row.also.last())
    {
        // All of it is to be seen on sheets of another paper: that is where it is.
        (row.from, row.to) = (*from, *to);
        "shared".clone_into(&mut row.form);
        row.also.clear();
    } else if pages > 0 {
        row.from = read.pages + 1;
        read.pages += number(pages);
        row.to = read.pages;
        let stage = part.stage.words().to_owned();
        let title = match is_file(part) && part.stage == DossierStage::Evidence {
            true => format!("证据{evidence}　{}", part.title),
            false => part.title.clone(),
        };
        row.title.clone_from(&title);
        read.pieces.push(Piece { stage, title, leaves });
    } else if row.form != "enclosed" {
        "absent".clone_into(&mut row.form);
    }
    read.rows.push(row);
}

/// Stacks of which single sheets were bound, and TIFFs, which were unpacked: as they came, once.
fn enclose(session: &Session, read: &mut Read) {
    let stacks = std::mem::take(&mut read.bound.stacks);
    for (at, (sha256, name)) in (1..).zip(stacks) {
        let Ok(bytes) = session.store.attachment(&sha256) else { continue };
        if bytes.len() > LARGEST_ENCLOSURE {
            continue;
        }
        let mime = crate::attachment::mime(&bytes).to_owned();
        let end = if mime == "application/pdf" { "pdf" } else { "tif" };
        let name = match name.as_str() {
            "" => format!("扫描原件{at}.{end}"),
            name => format!("扫描原件{at} {name}"),
        };
        let note = "扫描时的原文件，各页已分别装入卷内".to_owned();
        read.enclosures.push(Enclosure { name, note, mime, bytes });
    }
}

/// A file with pages is bound; one without is attached, unless it is too large.
fn file_leaf(
    part: &DossierPart,
    file: &FiledAttachment,
    opened: Opened,
    evidence: usize,
    leaves: &mut Vec<(Leaf, Frame)>,
    read: &mut Read,
) -> &'static str {
    let of = match part.stage {
        DossierStage::Evidence => format!("证据{evidence}　{}", part.title),
        _ => part.title.clone(),
    };
    let said = if part.source.is_empty() { of } else { format!("{of}　{}", part.source) };
    let Opened { leaves: own, bytes } = opened;
    match own {
        Some(own) => {
            let of = own.len();
            leaves.extend(own.into_iter().zip(1..).map(|(leaf, n)| {
                let said = if of > 1 { format!("{said}　{n}／{of}") } else { said.clone() };
                (leaf, Frame::Within(said))
            }));
            if file.mime == "image/tiff" && bytes.len() <= LARGEST_ENCLOSURE {
                let (name, mime) = (file.name.clone(), file.mime.clone());
                read.enclosures.push(Enclosure { name, note: said, mime, bytes });
            }
            "file"
        }
        None => {
            read.unpaged += 1;
            if bytes.len() <= LARGEST_ENCLOSURE {
                let (name, mime) = (file.name.clone(), file.mime.clone());
                read.enclosures.push(Enclosure { name, note: said, mime, bytes });
            }
            "enclosed"
        }
    }
}
