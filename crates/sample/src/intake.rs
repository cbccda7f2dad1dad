//! What is typed at the first talk.

use crate::draw::Draw;
use crate::people::{Firm, Person, contractor, firm, person};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Sizes of groups that stations have told of.
const GROUPS: &[u32] = &[12, 27, 46, 52, 120];
/// From so many on with a common claim they may choose representatives (调解仲裁法 Art. 7).
pub(crate) const GROUP: u32 = 10;
const REPRESENTATIVES: usize = 3;

/// How many workers: most come alone, some with their workmates, one in twelve in a group.
pub(crate) fn size_of(place: u32, draw: &mut Draw) -> u32 {
    match place % 12 {
        5 => GROUPS[(place as usize / 12) % GROUPS.len()],
        9 => u32::try_from(draw.between(2, 9)).unwrap_or(2),
        _ => 1,
    }
}

/// Which body sent the matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Sender {
    #[default]
    Nobody,
    Arbitration,
}

/// What is settled before a talk is invented; the rest is drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) sender: Sender,
    /// Workers.
    pub(crate) people: Option<u32>,
    /// The firm they worked for.
    pub(crate) firm: Option<Firm>,
}

/// The first talk: the sheet, and the sums it names.
pub(crate) struct Intake {
    pub(crate) patch: BTreeMap<String, Value>,
    pub(crate) people: u32,
    /// Applicants with name and sum claimed, 分.
    pub(crate) applicants: Vec<(String, i64)>,
    /// Name of the first respondent.
    pub(crate) respondent: String,
    /// Members of a group with name and sum claimed, 分.
    pub(crate) members: Vec<(String, i64)>,
}

struct Sheet(BTreeMap<String, Value>);

impl Sheet {
    fn set(&mut self, path: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(path.into(), value.into());
    }
}

pub(crate) fn intake(place: u32, draw: &mut Draw, day: NaiveDate, wanted: Wanted) -> Intake {
    let drawn = size_of(place, draw);
    let people = wanted.people.unwrap_or(drawn);
    let workers: Vec<Person> = (0..people).map(|_| person(draw, day)).collect();
    let drawn = firm(draw);
    let firm = wanted.firm.unwrap_or(drawn);
    let monthly = draw.between(56, 150) * 5_000;
    let months = draw.between(1, 6);
    let owed: Vec<i64> =
        workers.iter().map(|_| (monthly + draw.between(0, 20) * 5_000) * months).collect();
    let mut sheet = Sheet(BTreeMap::new());
    let last = day - TimeDelta::days(i64::from(day.day()));
    let first = (last - Months::new(u32::try_from(months - 1).unwrap_or(0))).with_day(1);
    let (from, to) = (month(first.unwrap_or(last)), month(last));
    let ended = draw.one_in(2);
    let started = day - TimeDelta::days(draw.between(200, 2500));
    let ended_on = day - TimeDelta::days(draw.between(3, 40));

    case_fields(&mut sheet, draw, day, wanted.sender, &firm);
    sheet.set("case/group", people >= GROUP);
    let of = if people == 1 { String::new() } else { format!("等{people}人") };
    sheet.set(
        "case/narrative",
        format!(
            "申请人{}{of}称：{}年{}月起在{}做{}，约定月工资{}元。{from}至{to}的工资没有发放，\
             多次催要没有结果。",
            workers[0].name,
            started.year(),
            started.month(),
            firm.name,
            firm.work,
            monthly / 100
        ),
    );
    sheet.set("case/demand", format!("要求支付拖欠的{months}个月工资。"));

    // A group is represented; workmates each stand for themselves.
    let standing = if people >= GROUP { REPRESENTATIVES } else { workers.len() };
    for (i, worker) in workers.iter().take(standing).enumerate() {
        let row = format!("parties/p{}", i + 1);
        applicant(&mut sheet, &row, i + 1, worker);
        sheet.set(format!("{row}/occupation"), firm.work);
        sheet.set(format!("{row}/employed_from"), started.to_string());
        sheet.set(format!("{row}/employment"), if ended { "oral_ended" } else { "oral_ongoing" });
        if ended {
            sheet.set(format!("{row}/ended_on"), ended_on.to_string());
        }
    }
    respondents(&mut sheet, draw, standing, &firm);
    let mut members = Vec::new();
    if people >= GROUP {
        for (i, (worker, owed)) in workers.iter().zip(&owed).enumerate() {
            member(&mut sheet, i, worker, *owed, monthly, started, ended.then_some(ended_on));
            members.push((worker.name.clone(), *owed));
        }
    }
    let claimed: i64 = owed.iter().sum();
    for (i, amount) in heads(people, &owed, claimed).into_iter().enumerate() {
        let row = format!("claims/k{}", i + 1);
        sheet.set(format!("{row}/order"), i + 1);
        sheet.set(format!("{row}/head"), "unpaid_wages");
        sheet.set(format!("{row}/from"), from.as_str());
        sheet.set(format!("{row}/to"), to.as_str());
        sheet.set(format!("{row}/amount"), amount);
        if people > 1 && people < GROUP {
            sheet.set(format!("{row}/note"), workers[i].name.as_str());
        }
    }
    let applicants = workers.iter().zip(&owed).take(standing);
    Intake {
        people,
        applicants: applicants.map(|(w, owed)| (w.name.clone(), *owed)).collect(),
        respondent: firm.name,
        members,
        patch: sheet.0,
    }
}

/// Amounts of the heads of claim: one for each of a few, one for a whole group.
fn heads(people: u32, owed: &[i64], claimed: i64) -> Vec<i64> {
    if people >= GROUP { vec![claimed] } else { owed.to_vec() }
}

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

fn case_fields(sheet: &mut Sheet, draw: &mut Draw, day: NaiveDate, sender: Sender, firm: &Firm) {
    let channels = ["oral", "oral", "oral", "written", "hotline", "assigned"];
    let channel = draw.of(&channels);
    sheet.set("case/cause", "unpaid_wages");
    sheet.set("case/place", format!("某某工业园区{}号，{}", draw.between(1, 90), firm.name));
    sheet.set("case/evidence", json!(["attendance", "chat"]));
    match (sender, channel) {
        (Sender::Arbitration, _) => {
            sheet.set("case/channel", "arbitration");
            sheet.set("case/entrusting", "某某县劳动人事争议仲裁委员会");
            sheet.set(
                "case/entrust_letter",
                format!("某劳人仲调字〔{}〕{}号", day.year(), draw.between(1, 90)),
            );
            sheet.set("case/entrust_letter_date", day.to_string());
            let back = day + TimeDelta::days(15);
            sheet.set("case/entrust_return_by", back.to_string());
        }
        (Sender::Nobody, "hotline") => {
            sheet.set("case/channel", "hotline");
            sheet.set("case/hotline_ticket", format!("12351-{:06}", draw.between(1, 999_999)));
        }
        (Sender::Nobody, channel) => sheet.set("case/channel", channel),
    }
}

fn applicant(sheet: &mut Sheet, row: &str, order: usize, worker: &Person) {
    sheet.set(format!("{row}/role"), "applicant");
    sheet.set(format!("{row}/kind"), "worker");
    sheet.set(format!("{row}/order"), order);
    sheet.set(format!("{row}/name"), worker.name.as_str());
    sheet.set(format!("{row}/id_kind"), worker.id_kind);
    sheet.set(format!("{row}/id_number"), worker.id_number.as_str());
    sheet.set(format!("{row}/sex"), worker.sex);
    sheet.set(format!("{row}/birth"), worker.birth.to_string());
    sheet.set(format!("{row}/phone"), worker.phone.as_str());
    sheet.set(format!("{row}/address"), "某某县某某镇某某村");
    if !worker.nation.is_empty() {
        sheet.set(format!("{row}/nation"), worker.nation);
        sheet.set(format!("{row}/language"), worker.language);
    }
}

fn respondents(sheet: &mut Sheet, draw: &mut Draw, applicants: usize, first: &Firm) {
    let mut firms = vec![(first.clone(), "", false)];
    if draw.one_in(15) {
        // A building site: the firm above pays first, the contractor cannot be found (条例 Art. 30).
        firms[0].1 = "sub";
        firms.push((firm(draw), "general", false));
        firms.push((contractor(draw), "gang", true));
    }
    for (i, (firm, chain, lost)) in firms.iter().enumerate() {
        let row = format!("parties/p{}", applicants + i + 1);
        sheet.set(format!("{row}/role"), "respondent");
        sheet.set(format!("{row}/kind"), "employer");
        sheet.set(format!("{row}/order"), applicants + i + 1);
        sheet.set(format!("{row}/name"), firm.name.as_str());
        sheet.set(format!("{row}/contact"), firm.contact.as_str());
        sheet.set(format!("{row}/contact_phone"), firm.phone.as_str());
        for (name, value) in [("uscc", &firm.uscc), ("legal_rep", &firm.legal_rep)] {
            if !value.is_empty() {
                sheet.set(format!("{row}/{name}"), value.as_str());
            }
        }
        if !chain.is_empty() {
            sheet.set(format!("{row}/chain_role"), *chain);
        }
        if *lost {
            sheet.set(format!("{row}/lost"), true);
        }
    }
}

fn member(
    sheet: &mut Sheet,
    i: usize,
    worker: &Person,
    owed: i64,
    monthly: i64,
    started: NaiveDate,
    ended: Option<NaiveDate>,
) {
    let row = format!("members/{}", crate::acts::member_row(i));
    sheet.set(format!("{row}/order"), i + 1);
    sheet.set(format!("{row}/name"), worker.name.as_str());
    sheet.set(format!("{row}/id_kind"), worker.id_kind);
    sheet.set(format!("{row}/id_number"), worker.id_number.as_str());
    sheet.set(format!("{row}/sex"), worker.sex);
    sheet.set(format!("{row}/birth"), worker.birth.to_string());
    sheet.set(format!("{row}/phone"), worker.phone.as_str());
    sheet.set(format!("{row}/employed_from"), started.to_string());
    sheet.set(format!("{row}/wage"), monthly);
    sheet.set(format!("{row}/claimed"), owed);
    if let Some(ended) = ended {
        sheet.set(format!("{row}/ended_on"), ended.to_string());
    }
    if i < REPRESENTATIVES {
        sheet.set(format!("{row}/representative"), true);
    }
}
