//! Reading what is bound, and binding it.

use super::binder::Running;
use super::{DossierBound, DossierRow, empty, form, front};
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use casework::{Case, DossierPart, DossierStage, FiledAttachment, PartOf, dossier_parts};
use documents::PaperError;
use documents::dossier::{Binding, Dossier, Enclosure, Frame, Leaf, Piece};

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
    let mut read = Read::default();
    let mut evidence = 0;
    for (at, part) in parts.iter().enumerate() {
        if !running.go("reading", at, parts.len()) {
            return Err(stopped());
        }
        evidence += usize::from(part.stage == DossierStage::Evidence && is_file(part));
        take(session, case, part, evidence, &mut read);
    }
    if read.pieces.is_empty() && read.enclosures.is_empty() {
        return Err(empty());
    }
    let Read { pieces, enclosures, rows, absent, unpaged, pages } = read;
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
fn take(session: &Session, case: &Case, part: &DossierPart, evidence: usize, read: &mut Read) {
    let mut row = row(part);
    let mut leaves = Vec::new();
    let mut whole = true;
    match &part.of {
        PartOf::Paper { id, issued, scans } => {
            let Some(paper) = case.paper(id) else { return };
            match session.store.attachment(&paper.pdf) {
                Ok(bytes) => {
                    let leaf = if *issued { Leaf::of(bytes.clone()).ok() } else { None };
                    leaves.extend(leaf.map(|leaf| (leaf, Frame::Whole)));
                    let name = format!("{:02} {}.pdf", read.rows.len() + 1, part.title);
                    let note = format!("《{}》出具时的原文件", part.title);
                    let mime = "application/pdf".to_owned();
                    read.enclosures.push(Enclosure { name, note, mime, bytes });
                }
                Err(_) => whole &= !*issued,
            }
            let mut bound: Vec<&String> = Vec::new();
            for (page, sha) in scans {
                // A file that shows several pages is bound once.
                if bound.contains(&sha) {
                    continue;
                }
                bound.push(sha);
                let what = match page {
                    0 => format!("《{}》签署件扫描", part.title),
                    n => format!("《{}》签署件扫描　第{n}页", part.title),
                };
                match session.store.attachment(sha).map(Leaf::of) {
                    Ok(Ok(leaf)) => leaves.push((leaf, Frame::Within(what))),
                    _ => whole = false,
                }
            }
        }
        PartOf::File(sha) => {
            let Some(file) = case.attachments.iter().find(|a| a.sha256 == *sha) else { return };
            match session.store.attachment(sha) {
                Ok(bytes) => {
                    row.form = file_leaf(part, file, bytes, evidence, &mut leaves, read).to_owned();
                }
                Err(_) => whole = false,
            }
        }
    }
    let pages: usize = leaves.iter().map(|(leaf, _)| leaf.pages()).sum();
    if !whole {
        read.absent.push(part.title.clone());
    }
    if pages > 0 {
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

/// A file with pages is bound; one without is attached, unless it is too large.
fn file_leaf(
    part: &DossierPart,
    file: &FiledAttachment,
    bytes: Vec<u8>,
    evidence: usize,
    leaves: &mut Vec<(Leaf, Frame)>,
    read: &mut Read,
) -> &'static str {
    let of = match part.stage {
        DossierStage::Evidence => format!("证据{evidence}　{}", part.title),
        _ => part.title.clone(),
    };
    let said = if part.source.is_empty() { of } else { format!("{of}　{}", part.source) };
    match Leaf::of(bytes.clone()) {
        Ok(leaf) => {
            leaves.push((leaf, Frame::Within(said)));
            "file"
        }
        Err(_) => {
            read.unpaged += 1;
            if bytes.len() <= LARGEST_ENCLOSURE {
                let (name, mime) = (file.name.clone(), file.mime.clone());
                read.enclosures.push(Enclosure { name, note: said, mime, bytes });
            }
            "enclosed"
        }
    }
}
