//! `paper.*`: asked for, previewed, produced, shown.

use crate::case::{CaseRef, row_id};
use crate::error::{DeskError, Result};
use crate::numbers;
use crate::paper_data::{self, Depth};
use crate::paper_form::{self, PaperField};
use crate::paper_kinds::allowed;
use crate::paper_signers::{addressees, signers};
use crate::session::{Desk, Session};
use crate::view::{PaperView, SignerRow};
use crate::view_make;
use casework::{
    Case, CaseId, Command, DeadlineKind, Id, Number, PaperIssue, SealPlace, Signer, deadlines,
    summary,
};
use chrono::Datelike;
use documents::{Kind, Question, RenderOptions, Rendered};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Names a paper.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperRef {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
}

/// A paper to make.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperWanted {
    /// Case.
    pub case: CaseId,
    /// Document kind.
    pub kind: String,
    /// Answers: dotted path in the paper's data → value.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub fields: Map<String, Value>,
    /// Originals; the kind's number when left out.
    #[serde(default)]
    pub copies: Option<u32>,
    /// Paper that this one replaces.
    #[serde(default)]
    pub supersedes: Option<Id>,
}

/// A question to ask before the paper can be made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperQuestion {
    /// Dotted path in the data.
    pub path: String,
    /// Label.
    pub label: String,
    /// Question.
    pub question: String,
    /// The answers there are, as they stand in the data and in words; empty: any text.
    pub choices: Vec<(String, String)>,
}

/// What a paper would be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperCheck {
    /// What is missing.
    pub questions: Vec<PaperQuestion>,
    /// Title.
    pub title: String,
    /// Originals.
    pub copies: u32,
    /// Who would sign.
    pub signers: Vec<Signer>,
    /// What can be typed for this paper, filled in as far as the case knows it.
    pub form: Vec<PaperField>,
    /// What runs from the paper, in sentences.
    pub runs: Vec<String>,
    /// Who gets the originals, one each.
    pub copies_for: Vec<String>,
    /// Its number, as far as can be foreseen: of its own series, else the 案号.
    pub number: Option<String>,
    /// Text stands once issued.
    pub is_final: bool,
    /// The parties it can be made out to; empty for a paper that concerns all.
    pub addressees: Vec<PaperAddressee>,
}

/// A party that a paper can be made out to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperAddressee {
    /// `applicants` or `respondents`: with the index, the answer `for`.
    pub side: String,
    /// Place among the named parties of that side.
    pub index: u32,
    /// Name.
    pub name: String,
    /// The paper is made out to this one now.
    pub chosen: bool,
}

fn kind_of(desk: &Desk, id: &str) -> Result<Kind> {
    let kind = desk.engine()?.kind(id)?;
    kind.ok_or_else(|| DeskError::new("paper.unknown_kind").with("kind", id))
}

/// A case with its drafts laid over it, so that a preview shows what is on the screen.
pub(crate) fn loaded(session: &Session, id: &CaseId) -> Result<Case> {
    let (case, drafts) =
        session.store.read(|r| Ok::<_, store::StoreError>((r.case(id)?, r.drafts(id)?)))?;
    if case.is_none() && drafts.is_empty() {
        return Err(DeskError::new("case.unknown"));
    }
    let mut case = case.unwrap_or_else(|| Case::new(id.clone()));
    case.sheet = view_make::overlaid(Some(&case), &drafts);
    Ok(case)
}

/// What is still to be asked before this paper can be made.
///
/// # Errors
/// `paper.unknown_kind`, `case.unknown`.
pub fn check(desk: &Desk, input: PaperWanted) -> Result<PaperCheck> {
    let session = desk.session()?;
    let case = loaded(&session, &input.case)?;
    let kind = kind_of(desk, &input.kind)?;
    let (_, unreadable) = paper_form::read(&kind, &input.fields, *desk.now().offset());
    let mut data =
        paper_data::data(desk, &session, &case, &kind, &input.fields, None, Depth::Sketch);
    // The number is allotted when the paper is issued: it is not asked for.
    let number = foreseen(desk, &session, &kind)?.map(|n| n.text);
    if number.is_some() {
        data["doc"]["number"] = number.clone().into();
    }
    let mut questions = desk.engine()?.missing(&kind.id, &data)?;
    let form = paper_form::fields(&kind, &data, &unreadable, &mut questions);
    Ok(PaperCheck {
        questions: questions.into_iter().map(question).collect(),
        title: paper_data::title(&kind, &data),
        copies: input.copies.unwrap_or_else(|| copies_of(&case, &kind)),
        signers: signers(&case, &kind, &session, &input.fields),
        form,
        runs: paper_form::runs(&kind, &data),
        copies_for: kind.copies_for.clone(),
        number: number.or_else(|| case.number().map(|n| n.text.clone())),
        is_final: kind.r#final,
        addressees: addressees(&case, &kind, &input.fields),
    })
}

/// The next number of the kind's own series, if it has one.
fn foreseen(desk: &Desk, session: &Session, kind: &Kind) -> Result<Option<Number>> {
    let Some(s) = &kind.series else { return Ok(None) };
    let year = desk.today().year();
    let n = session.store.read(|r| r.last_number(&s.key, year))? + 1;
    let text = numbers::format_number(&session.settings, &s.mark, year, n);
    Ok(Some(Number { text, series: s.key.clone(), year, n }))
}

fn question(q: Question) -> PaperQuestion {
    let choices = q.choices.into_iter().map(|c| (c.value, c.label)).collect();
    PaperQuestion { path: q.path, label: q.label, question: q.question, choices }
}

/// Typesets a preview: blanks where something is missing, no QR, not for use.
///
/// # Errors
/// `paper.missing_glyph` names the character; `paper.unknown_kind`.
pub fn preview(desk: &Desk, input: PaperWanted) -> Result<Vec<u8>> {
    let (kind, data) = draft(desk, &input.case, &input.kind, &input.fields)?;
    let options = RenderOptions { blanks: true, preview: true };
    Ok(desk.engine()?.render(&kind.id, &data, options)?.pdf)
}

/// A paper's data as they stand on the screen, with the number it would get.
pub(crate) fn draft(
    desk: &Desk,
    case: &CaseId,
    kind: &str,
    fields: &Map<String, Value>,
) -> Result<(Kind, Value)> {
    let session = desk.session()?;
    let case = loaded(&session, case)?;
    let kind = kind_of(desk, kind)?;
    let number = foreseen(desk, &session, &kind)?;
    let data =
        paper_data::data(desk, &session, &case, &kind, fields, number.as_ref(), Depth::Sketch);
    Ok((kind, data))
}

/// A typeset paper that does not stand yet.
pub(crate) struct Made {
    pub issue: PaperIssue,
    rendered: Rendered,
}

impl Made {
    /// Puts the PDF into the attachment store; done before the record, so that a record never points at nothing.
    pub(crate) fn keep(&self, desk: &Desk, session: &Session) -> Result<()> {
        crate::attachment::keep(desk, session, &self.rendered.pdf, "paper.pdf", "application/pdf")
            .map(drop)
    }
}

/// Typesets a paper for good: everything required is known.
pub(crate) fn typeset(
    desk: &Desk,
    session: &Session,
    case: &Case,
    kind_id: &str,
    fields: &Map<String, Value>,
    number: Option<Number>,
    replaces: Option<&casework::Paper>,
) -> Result<Made> {
    let kind = kind_of(desk, kind_id)?;
    if !allowed(&kind, case) {
        return Err(DeskError::new("paper.not_at_this_state").with("title", kind.title.clone()));
    }
    let id = row_id();
    let mut data =
        paper_data::data(desk, session, case, &kind, fields, number.as_ref(), Depth::Whole);
    data["doc"]["id"] = Value::from(id.0.clone());
    if let Some(old) = replaces {
        data["doc"]["supersedes"] =
            serde_json::json!({ "id": old.id.0.clone(), "date": old.on.to_string() });
    }
    let (_, unreadable) = paper_form::read(&kind, fields, *desk.now().offset());
    if let Some(path) = unreadable.first() {
        let field = kind.form.iter().find(|f| f.path == *path);
        let label = field.map_or(path, |f| &f.label).clone();
        return Err(DeskError::new("paper.unreadable").with("label", label));
    }
    let (rendered, pack) = desk.engine()?.set(&kind.id, &data, RenderOptions::default())?;
    let issue = PaperIssue {
        id,
        kind: kind.id.clone(),
        title: paper_data::title(&kind, &data),
        number: number.or_else(|| case.number().cloned()),
        data_hash: rendered.data_hash.clone(),
        pdf: crate::attachment::sha256(&rendered.pdf),
        pages: u32::try_from(rendered.pages).unwrap_or(u32::MAX),
        template: rendered.template_hash.clone(),
        pack,
        copies: copies_of(case, &kind),
        signers: signers(case, &kind, session, fields),
        on: desk.today(),
        supersedes: replaces.map(|old| old.id.clone()),
        places: rendered.places.iter().map(sign_place).collect(),
    };
    Ok(Made { issue, rendered })
}

fn sign_place(p: &documents::SignPlace) -> casework::SignPlace {
    casework::SignPlace { page: p.page, label: p.label.clone(), field: p.field }
}

/// Originals of a paper: the agreement's number can be set with its terms.
pub(crate) fn copies_of(case: &Case, kind: &Kind) -> u32 {
    let set = case.sheet.count("agreement/copies").and_then(|n| u32::try_from(n).ok());
    let set = set.filter(|n| kind.id == "agreement" && (1..=99).contains(n));
    set.unwrap_or_else(|| kind.copies.into())
}

/// In a file without a dispute the employer is known from its first paper on.
fn name_employer(desk: &Desk, session: &Session, kind: &Kind, input: &PaperWanted) -> Result<()> {
    let case = loaded(session, &input.case)?;
    if case.sheet.text("case/subject").is_empty() {
        return Ok(());
    }
    let data = paper_data::data(desk, session, &case, kind, &input.fields, None, Depth::Whole);
    let typed = crate::matter::named(&case, paper_form::employer(kind, &data));
    session.store.write(desk.author(session), |w| -> Result<()> {
        for (path, value) in &typed {
            w.put_draft(&input.case, path, value)?;
        }
        Ok(())
    })
}

/// Lets a paper stand: typeset, kept, recorded; a number of its own is allotted with it.
///
/// # Errors
/// `paper.missing` with the questions, `paper.missing_glyph`, `paper.not_at_this_state`, `refused.*`.
pub fn issue(desk: &Desk, input: PaperWanted) -> Result<PaperView> {
    let session = desk.session()?;
    if input.kind == "agreement" {
        // The text of an agreement is frozen together with its terms.
        return crate::agreement::freeze(desk, CaseRef { case: input.case });
    }
    let kind = kind_of(desk, &input.kind)?;
    name_employer(desk, &session, &kind, &input)?;
    session
        .store
        .write(desk.author(&session), |w| crate::case::with_drafts(w, &input.case).map(drop))?;
    let case = desk.case(&session, &input.case)?;
    let on = desk.today();
    // The number stands in the text, so the paper is set with the next free one and the number is
    // allotted in the transaction that records the paper; another process may be quicker: set it again.
    for _ in 0..3 {
        let expected = foreseen(desk, &session, &kind)?;
        let replaces = input.supersedes.as_ref().and_then(|old| case.paper(old));
        let mut made =
            typeset(desk, &session, &case, &kind.id, &input.fields, expected.clone(), replaces)?;
        if let Some(copies) = input.copies {
            made.issue.copies = copies.clamp(1, 99);
        }
        made.keep(desk, &session)?;
        let paper = made.issue.id.clone();
        let stands = session.store.write(desk.author(&session), |w| -> Result<bool> {
            if let (Some(s), Some(expected)) = (&kind.series, &expected) {
                let got = numbers::letter_number(w, &session.settings, &s.key, &s.mark, on)?;
                if got != *expected {
                    return Err(DeskError::new("paper.number_taken"));
                }
            }
            let current = w.case(&input.case)?.ok_or_else(|| DeskError::new("case.unknown"))?;
            let cx = desk.context(&session);
            let events = casework::decide(&current, Command::Issue(made.issue.clone()), &cx)?;
            w.append(&input.case, &events)?;
            Ok(true)
        });
        match stands {
            Err(error) if error.code == "paper.number_taken" => {}
            Err(error) => return Err(error),
            Ok(_) => {
                desk.changed("case", Some(&input.case));
                return show(desk, PaperRef { case: input.case, paper });
            }
        }
    }
    Err(DeskError::new("paper.number_taken"))
}

/// One paper with who has signed it.
///
/// # Errors
/// `case.unknown`, `paper.unknown`.
pub fn show(desk: &Desk, input: PaperRef) -> Result<PaperView> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let paper = case.paper(&input.paper).ok_or_else(|| DeskError::new("paper.unknown"))?;
    let row = view_make::paper_row(&case, &summary(&case), paper);
    let signers: Vec<SignerRow> = paper
        .signers
        .iter()
        .map(|signer| {
            let done = paper.signatures.iter().find(|g| g.signer == signer.key);
            SignerRow {
                at: done.map(|g| g.at),
                done: done.map(|g| format!("{}{}", g.name, g.how.words())).unwrap_or_default(),
                signer: signer.clone(),
            }
        })
        .collect();
    let required = signers.iter().filter(|s| s.signer.required);
    let (done, of) = (required.clone().filter(|s| s.at.is_some()).count(), required.count());
    let accord = case.accords.iter().find(|a| a.paper == paper.id);
    let starts = deadlines(&case, &desk.context(&session))
        .into_iter()
        .filter(|d| {
            matches!(
                d.kind,
                DeadlineKind::ReviewApplication | DeadlineKind::ConfirmationApplication
            )
        })
        .collect();
    let mut pages: Vec<u32> = paper.scans.iter().map(|(page, _)| *page).collect();
    pages.sort_unstable();
    pages.dedup();
    Ok(PaperView {
        row,
        progress: (u32::try_from(done).unwrap_or(0), u32::try_from(of).unwrap_or(0)),
        signers,
        scanned: u32::try_from(pages.len()).unwrap_or(0),
        starts: if accord.is_some() { starts } else { Vec::new() },
        effective_on: accord.and_then(|a| a.effective_on),
        seal_at_county: session.settings.seal == SealPlace::County,
    })
}

/// The PDF as it stands.
///
/// # Errors
/// `paper.unknown`, `store.damaged`.
pub fn pdf(desk: &Desk, input: PaperRef) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let paper = case.paper(&input.paper).ok_or_else(|| DeskError::new("paper.unknown"))?;
    match session.store.attachment(&paper.pdf) {
        // The papers of invented cases were never typeset.
        Err(_) if desk.practises() => Err(DeskError::new("practice.no_pdf")),
        other => Ok(other?),
    }
}
