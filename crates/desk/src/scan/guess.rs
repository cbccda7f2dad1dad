//! Where a sheet without a readable code may belong.

use super::find::{Said, missing};
use super::{ScanGuess, ScanPaperRef};
use crate::error::Result;
use casework::{Case, CaseId, Id, Paper, PaperState, summary};
use std::collections::HashMap;
use store::{Reader, ScanFile, ScanSheet, SheetState};

/// Papers looked through for ones that were printed and never came back.
const NEWEST: u32 = 60;
/// Guesses shown.
const MOST: usize = 3;

/// What guesses are made from; cases are read once for a whole list.
pub(super) struct Guesser<'r, 'c> {
    reader: &'r Reader<'c>,
    cases: HashMap<CaseId, Option<Case>>,
    stacks: HashMap<String, Vec<ScanSheet>>,
    open: Option<Vec<(CaseId, Id)>>,
}

impl<'r, 'c> Guesser<'r, 'c> {
    pub fn new(reader: &'r Reader<'c>) -> Self {
        Self { reader, cases: HashMap::new(), stacks: HashMap::new(), open: None }
    }

    /// The likeliest first.
    pub fn guesses(&mut self, file: &ScanFile, sheet: &ScanSheet, said: &Said) -> Result<Vec<ScanGuess>> {
        let mut all: Vec<ScanGuess> = Vec::new();
        // A code that was read names its paper: to guess another would be to file it wrongly.
        if said.code.is_some() {
            return Ok(all);
        }
        let mut add = |found: Option<ScanGuess>| {
            if let Some(found) = found
                && !all.iter().any(|g| g.paper == found.paper && g.page == found.page)
            {
                all.push(found);
            }
        };
        for (case, paper, page) in self.neighbours(file, sheet)? {
            add(self.guess(&case, &paper, Some(page), "neighbours")?);
        }
        if let Some(ScanPaperRef { case, paper }) = &said.beside {
            add(self.guess(case, paper, None, "beside")?);
        }
        for (case, paper) in self.open()? {
            add(self.guess(&case, &paper, None, "missing")?);
        }
        all.truncate(MOST);
        Ok(all)
    }

    /// The paper a code names, for a sheet whose check does not fit.
    pub fn named(&mut self, case: &CaseId, paper: &Id, page: u32) -> Result<Option<ScanGuess>> {
        let Some(case) = self.case(case)? else { return Ok(None) };
        Ok(case.paper(paper).map(|p| said_of(&case, p, page, "code")))
    }

    fn case(&mut self, id: &CaseId) -> Result<Option<Case>> {
        if let Some(known) = self.cases.get(id) {
            return Ok(known.clone());
        }
        let case = self.reader.case(id)?;
        self.cases.insert(id.clone(), case.clone());
        Ok(case)
    }

    /// A page that lacks; without one wanted, the first that lacks.
    fn guess(&mut self, case: &CaseId, paper: &Id, page: Option<u32>, why: &str) -> Result<Option<ScanGuess>> {
        let Some(case) = self.case(case)? else { return Ok(None) };
        let Some(paper) = case.paper(paper) else { return Ok(None) };
        let lacks = missing(paper);
        let page = match page {
            Some(page) => lacks.contains(&page).then_some(page),
            None => lacks.first().copied(),
        };
        Ok(page.map(|page| said_of(&case, paper, page, why)))
    }

    /// Pages that follow or come before sheets of the same stack that were recognised.
    fn neighbours(&mut self, file: &ScanFile, sheet: &ScanSheet) -> Result<Vec<(CaseId, Id, u32)>> {
        if !self.stacks.contains_key(&file.stack) {
            let mut all = Vec::new();
            for file in self.reader.scan_stack(&file.stack)? {
                all.extend(self.reader.sheets_of(&file.sha256)?);
            }
            // Backs of sheets stand between the pages of a duplex stack.
            all.retain(|s| s.state != SheetState::Blank);
            self.stacks.insert(file.stack.clone(), all);
        }
        let Some(stack) = self.stacks.get(&file.stack) else { return Ok(Vec::new()) };
        let Some(at) = stack.iter().position(|s| s.id == sheet.id) else { return Ok(Vec::new()) };
        let page_of = |s: &ScanSheet| match &s.filed {
            Some((case, paper, Some(page))) if s.state == SheetState::Filed => {
                Some((case.clone(), paper.clone(), *page))
            }
            _ => None,
        };
        let mut before = stack[..at].iter().rev().zip(1_u32..);
        let before = before.find_map(|(s, far)| page_of(s).map(|(c, p, n)| (c, p, n.checked_add(far))));
        let mut after = stack[at + 1..].iter().zip(1_u32..);
        let after = after.find_map(|(s, far)| page_of(s).map(|(c, p, n)| (c, p, n.checked_sub(far))));
        let found = before.into_iter().chain(after);
        Ok(found.filter_map(|(c, p, n)| n.filter(|n| *n > 0).map(|n| (c, p, n))).collect())
    }

    /// Papers that were printed and of which pages lack, newest first.
    fn open(&mut self) -> Result<Vec<(CaseId, Id)>> {
        if let Some(open) = &self.open {
            return Ok(open.clone());
        }
        let mut open = Vec::new();
        for row in self.reader.papers(None, NEWEST, 0)? {
            let paper = Id(row.paper.clone());
            let Some(case) = self.case(&row.case.id)? else { continue };
            let waits = |p: &&Paper| {
                let stands = !matches!(p.state(), PaperState::Voided | PaperState::Superseded);
                stands && p.printed > 0 && !p.signers.is_empty() && !missing(p).is_empty()
            };
            if case.paper(&paper).as_ref().is_some_and(waits) {
                open.push((row.case.id, paper));
            }
            if open.len() == MOST {
                break;
            }
        }
        self.open = Some(open.clone());
        Ok(open)
    }
}

fn said_of(case: &Case, paper: &Paper, page: u32, why: &str) -> ScanGuess {
    ScanGuess {
        case: case.id.clone(),
        case_title: crate::view_make::title(&summary(case)),
        paper: paper.id.clone(),
        title: paper.title.clone(),
        page,
        why: why.to_owned(),
    }
}
