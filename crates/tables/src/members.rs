//! The member list of a group: one worker a row.

use crate::headers::{Field, Target};
use crate::import::{Import, Place, passed_over, said};
use crate::{Cell, Mapping, Sheet, TableError, Value, dates, values};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::{Fen, IdKind, IdVerdict, Sex, check_id, text};
use std::collections::BTreeMap;

/// Members of one list at most.
pub const MAX_MEMBERS: usize = 5_000;

/// Codes and names of the identity documents, as the sheet of a case knows them.
pub(crate) const ID_KINDS: &[(&str, &str)] = &[
    ("resident", "居民身份证"),
    ("hmt", "港澳台居民居住证"),
    ("permanent", "外国人永久居留身份证"),
    ("passport", "护照"),
    ("border", "边民出入境通行证"),
    ("work_permit", "外国人工作许可证"),
    ("other", "其他证件"),
];

/// One member as read: what is not given is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct MemberRow {
    /// Row of the sheet, from 1; 0 for a row that comes from no sheet.
    pub row: usize,
    /// Running number of the list.
    pub order: Option<u32>,
    /// Name in the form in which it is compared and printed.
    pub name: String,
    /// Code of the identity document: `resident`, `hmt`, `permanent`, `passport`, `border`,
    /// `work_permit`, `other`, or empty.
    pub id_kind: String,
    /// Number, half-width and upper case; kept even when its check character is wrong.
    pub id_number: String,
    /// `male`, `female` or empty.
    pub sex: String,
    /// Date of birth.
    pub birth: Option<NaiveDate>,
    /// Telephone.
    pub phone: String,
    /// Nationality or 民族.
    pub nation: String,
    /// First day of work at this employer.
    pub employed_from: Option<NaiveDate>,
    /// Last day of work.
    pub ended_on: Option<NaiveDate>,
    /// Monthly wage, 分.
    pub wage: Option<Fen>,
    /// Amount claimed, 分.
    pub claimed: Option<Fen>,
    /// Amount agreed, 分.
    pub agreed: Option<Fen>,
    /// Holder of the account.
    pub account_name: String,
    /// Bank.
    pub bank: String,
    /// Number of the account.
    pub account_no: String,
    /// Remarks.
    pub note: String,
}

impl MemberRow {
    /// The fields that are filled in, by their names in the table `members` of a case's sheet.
    pub fn fields(&self) -> Vec<(&'static str, serde_json::Value)> {
        let day = |d: Option<NaiveDate>| d.map(|d| d.to_string().into());
        let money = |m: Option<Fen>| m.map(|m| m.0.into());
        let text = |t: &str| (!t.is_empty()).then(|| t.into());
        [
            ("order", self.order.map(Into::into)),
            ("name", text(&self.name)),
            ("id_kind", text(&self.id_kind)),
            ("id_number", text(&self.id_number)),
            ("sex", text(&self.sex)),
            ("birth", day(self.birth)),
            ("phone", text(&self.phone)),
            ("nation", text(&self.nation)),
            ("employed_from", day(self.employed_from)),
            ("ended_on", day(self.ended_on)),
            ("wage", money(self.wage)),
            ("claimed", money(self.claimed)),
            ("agreed", money(self.agreed)),
            ("account_name", text(&self.account_name)),
            ("bank", text(&self.bank)),
            ("account_no", text(&self.account_no)),
            ("note", text(&self.note)),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|v| (name, v)))
        .collect()
    }
}

/// What an import of members needs besides the sheet.
#[derive(Debug, Clone)]
pub struct MemberOptions {
    /// Today: nobody is born after it.
    pub today: NaiveDate,
    /// Identity numbers of the members the case has already: such a row stands, with the remark
    /// `already_member`.
    pub known_ids: Vec<String>,
}

/// Reads the members of a sheet.
///
/// Empty rows, totals and notes are passed over. A wrong check character is a remark, never an error:
/// the number is kept as it is on the card. Birth and sex that the list does not give are taken from
/// an identity number that is in order.
///
/// # Errors
/// [`TableError::NoHeader`] and [`TableError::NoColumn`] when no column is the name,
/// [`TableError::TooManyRows`] beyond [`MAX_MEMBERS`].
pub fn import_members(
    sheet: &Sheet,
    mapping: &Mapping,
    options: &MemberOptions,
) -> Result<Import<MemberRow>, TableError> {
    let Some(name) = mapping.column_of(Field::Name) else {
        let label = Target::Members.label(Field::Name).to_owned();
        let no_header = mapping.header_row.is_none();
        return Err(if no_header {
            TableError::NoHeader
        } else {
            TableError::NoColumn { column: label }
        });
    };
    let header = header_texts(sheet, mapping);
    let order = mapping.column_of(Field::Order);
    let mut import = Import::new();
    let mut seen = Seen::default();
    let mut count = 0;
    for row in mapping.first_row..sheet.rows.len() {
        if sheet.rows[row].iter().all(Cell::is_empty) {
            continue;
        }
        if let Some(skipped) = passed_over(sheet, row, Some(name), order, &header) {
            import.skipped.push(skipped);
            continue;
        }
        count += 1;
        if count > MAX_MEMBERS {
            let sheet = sheet.name.clone();
            return Err(TableError::TooManyRows { sheet, limit: MAX_MEMBERS });
        }
        let mut reader = Reader { place: Place::new(sheet, row), mapping, options };
        let member = reader.member();
        let mut place = reader.place;
        seen.compare(&member, &mut place, mapping, options);
        import.remarks.append(&mut place.remarks);
        if place.errors.is_empty() {
            import.rows.push(member);
        }
        import.errors.append(&mut place.errors);
    }
    Ok(import)
}

pub(crate) fn header_texts(sheet: &Sheet, mapping: &Mapping) -> Vec<String> {
    let header = mapping.header_row.and_then(|r| sheet.rows.get(r));
    let cells = header.into_iter().flatten().filter(|c| !c.is_empty());
    cells.map(|c| text::line(&c.text)).collect()
}

/// Who was in the list before: by number, and by name where there is no number.
#[derive(Default)]
struct Seen {
    ids: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
}

impl Seen {
    fn compare(
        &mut self,
        member: &MemberRow,
        place: &mut Place<'_>,
        mapping: &Mapping,
        options: &MemberOptions,
    ) {
        let row = place.row + 1;
        let column = mapping.column_of(Field::IdNumber);
        if let Some(column) = column.filter(|_| !member.id_number.is_empty()) {
            if self.ids.contains_key(&member.id_number) {
                place.fail(column, "duplicate_in_file", "证件号码");
            } else {
                self.ids.insert(member.id_number.clone(), row);
            }
            let same =
                |known: &String| check_id(known, options.today).normalised == member.id_number;
            if options.known_ids.iter().any(same) {
                let message = format!("{}已经在本案名册里，导入会更新他的资料", member.name);
                place.remark(Some(column), "already_member", message);
            }
        }
        if member.name.is_empty() {
            return;
        }
        match self.names.get(&member.name) {
            Some(first) => {
                let message = format!("与第 {first} 行同名，请核对是不是同一个人");
                place.remark(mapping.column_of(Field::Name), "same_name", message);
            }
            None => {
                self.names.insert(member.name.clone(), row);
            }
        }
    }
}

/// Reads one row.
struct Reader<'a> {
    place: Place<'a>,
    mapping: &'a Mapping,
    options: &'a MemberOptions,
}

impl Reader<'_> {
    fn said(&self, field: Field) -> Option<(usize, Cell)> {
        let (column, cell) = said(self.place.sheet, self.place.row, self.mapping.column_of(field))?;
        Some((column, cell.clone()))
    }

    fn fail(&mut self, column: usize, code: &str, field: Field) {
        self.place.fail(column, code, Target::Members.label(field));
    }

    fn member(&mut self) -> MemberRow {
        let mut member = MemberRow { row: self.place.row + 1, ..MemberRow::default() };
        member.order = self.said(Field::Order).and_then(|(_, c)| values::decimal(&c)?.parse().ok());
        member.name = self.name();
        self.identity(&mut member);
        member.phone = self.phone();
        member.nation = self.line(Field::Nation);
        member.employed_from = self.day(Field::EmployedFrom);
        member.ended_on = self.ended_on();
        if let (Some(from), Some(to), Some(column)) =
            (member.employed_from, member.ended_on, self.mapping.column_of(Field::EndedOn))
            && to < from
        {
            self.fail(column, "date_order", Field::EndedOn);
        }
        member.wage = self.money(Field::Wage);
        member.claimed = self.money(Field::Claimed);
        member.agreed = self.money(Field::Agreed);
        member.account_name = text::name(&self.line(Field::AccountName));
        member.bank = self.line(Field::Bank);
        member.account_no = self.digits(Field::AccountNo);
        member.note = self.line(Field::Note);
        member
    }

    fn name(&mut self) -> String {
        let column = self.mapping.column_of(Field::Name).unwrap_or_default();
        let Some(cell) = self.place.sheet.cell(self.place.row, column).cloned() else {
            self.fail(column, "name_missing", Field::Name);
            return String::new();
        };
        let name = text::name(&cell.text);
        let has_letter = name.chars().any(char::is_alphabetic);
        if cell.value == Value::Fault {
            self.fail(column, "fault", Field::Name);
        } else if name.is_empty() {
            self.fail(column, "name_missing", Field::Name);
        } else if cell.value != Value::Text || !has_letter {
            self.fail(column, "name_not_text", Field::Name);
        }
        name
    }

    /// One line of text; a number keeps its digits.
    fn line(&mut self, field: Field) -> String {
        match self.said(field) {
            Some((column, cell)) if cell.value == Value::Fault => {
                self.fail(column, "fault", field);
                String::new()
            }
            Some((_, cell)) => text::line(&cell.text),
            None => String::new(),
        }
    }

    /// A number of many digits: of an account or a card.
    fn digits(&mut self, field: Field) -> String {
        let Some((column, cell)) = self.said(field) else { return String::new() };
        if values::has_lost_digits(&cell) {
            self.fail(column, "lost_digits", field);
        } else if cell.value == Value::Fault {
            self.fail(column, "fault", field);
        }
        let plain = cell.text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        text::line(&plain.map(values::half).collect::<String>())
    }

    fn phone(&mut self) -> String {
        let Some((column, cell)) = self.said(Field::Phone) else { return String::new() };
        if cell.value == Value::Fault {
            self.fail(column, "fault", Field::Phone);
            return String::new();
        }
        let phone: String =
            text::line(&cell.text).chars().map(values::half).filter(|c| *c != ' ').collect();
        let bare: String = phone.chars().filter(char::is_ascii_digit).collect();
        let mobile = bare.len() == 11 && bare.starts_with('1');
        if mobile && phone.chars().all(|c| c.is_ascii_digit() || c == '-') {
            return bare;
        }
        // A fixed line or two numbers are kept as they are.
        if !(7..=24).contains(&bare.len()) || (bare.starts_with('1') && bare.len() < 11) {
            let message = "电话位数不对，请核对".to_owned();
            self.place.remark(Some(column), "phone_length", message);
        }
        phone
    }

    fn money(&mut self, field: Field) -> Option<Fen> {
        let (column, cell) = self.said(field)?;
        if cell.value == Value::Fault {
            self.fail(column, "fault", field);
            return None;
        }
        match values::money(&cell, self.mapping.unit_of(field)) {
            Ok(fen) => Some(fen),
            Err(e) => {
                self.fail(column, e.code(), field);
                None
            }
        }
    }

    fn day(&mut self, field: Field) -> Option<NaiveDate> {
        let (column, cell) = self.said(field)?;
        match dates::day_of(&cell) {
            Ok((day, bare)) => {
                if bare {
                    let message = format!("日期是 Excel 序号 {}，读成 {day}，请核对", cell.text);
                    self.place.remark(Some(column), "day_from_serial", message);
                }
                Some(day)
            }
            Err(e) => {
                self.fail(column, e.code(), field);
                None
            }
        }
    }

    fn ended_on(&mut self) -> Option<NaiveDate> {
        let (_, cell) = self.said(Field::EndedOn)?;
        let at_work = ["至今", "在职", "在岗", "未离职", "今"];
        if at_work.contains(&text::line(&cell.text).as_str()) {
            return None;
        }
        self.day(Field::EndedOn)
    }

    fn identity(&mut self, member: &mut MemberRow) {
        member.id_kind = self.id_kind();
        member.sex = self.sex();
        member.birth = self.day(Field::Birth);
        let Some((column, cell)) = self.said(Field::IdNumber) else { return };
        if values::has_lost_digits(&cell) {
            self.fail(column, "lost_digits", Field::IdNumber);
            return;
        }
        if cell.value == Value::Fault {
            self.fail(column, "fault", Field::IdNumber);
            return;
        }
        let check = check_id(&cell.text, self.options.today);
        member.id_number = check.normalised.clone();
        let card = |kind: IdKind| match kind {
            IdKind::Resident => "resident",
            IdKind::HongKongMacaoTaiwan => "hmt",
            IdKind::PermanentResident => "permanent",
        };
        let of_cards = matches!(member.id_kind.as_str(), "" | "resident" | "hmt" | "permanent");
        if check.verdict == IdVerdict::Ok {
            if member.id_kind.is_empty() {
                member.id_kind = card(check.kind).to_owned();
            }
            if of_cards {
                self.agree_with_card(member, check.birth, check.sex);
            }
            return;
        }
        if !of_cards {
            return;
        }
        let ends = check.normalised.ends_with("000") && check.normalised.len() == 18;
        if ends && check.verdict == IdVerdict::ChecksumMismatch {
            // A CSV saved by Excel: 15 digits and three zeros. The digits are gone.
            self.fail(column, "lost_digits", Field::IdNumber);
            return;
        }
        let letters = check.normalised.chars().any(|c| c.is_ascii_alphabetic() && c != 'X');
        let message = match check.verdict {
            IdVerdict::BadLength if letters => "看不出是哪一种证件，请补填证件种类".to_owned(),
            IdVerdict::BadLength => {
                format!("身份证号是 {} 位，应为 18 位，请核对", text::length(&check.normalised))
            }
            IdVerdict::BadCharacter => "证件号码里有不该有的字符，请核对".to_owned(),
            IdVerdict::ImpossibleDate => "身份证号里的出生日期不存在，请核对".to_owned(),
            IdVerdict::BirthInFuture => "身份证号里的出生日期在今天之后，请核对".to_owned(),
            _ => "身份证号末位校验不符，请对照证件核对".to_owned(),
        };
        self.place.remark(Some(column), "id_check", message);
    }

    fn agree_with_card(
        &mut self,
        member: &mut MemberRow,
        birth: Option<NaiveDate>,
        sex: Option<Sex>,
    ) {
        let sex = sex.map_or("", |s| if s == Sex::Male { "male" } else { "female" });
        if member.birth.is_some() && birth.is_some() && member.birth != birth {
            let column = self.mapping.column_of(Field::Birth);
            self.place.remark(column, "birth_differs", "出生日期与身份证号不一致，请核对".into());
        }
        if !member.sex.is_empty() && !sex.is_empty() && member.sex != sex {
            let column = self.mapping.column_of(Field::Sex);
            self.place.remark(column, "sex_differs", "性别与身份证号不一致，请核对".into());
        }
        member.birth = member.birth.or(birth);
        if member.sex.is_empty() {
            sex.clone_into(&mut member.sex);
        }
    }

    fn sex(&mut self) -> String {
        let Some((column, cell)) = self.said(Field::Sex) else { return String::new() };
        match text::line(&cell.text).to_lowercase().as_str() {
            "男" | "男性" | "m" | "male" => "male".to_owned(),
            "女" | "女性" | "f" | "female" => "female".to_owned(),
            _ => {
                self.fail(column, "sex_unknown", Field::Sex);
                String::new()
            }
        }
    }

    fn id_kind(&mut self) -> String {
        let Some((column, cell)) = self.said(Field::IdKind) else { return String::new() };
        let words = text::line(&cell.text);
        let usual = [
            ("身份证", "resident"),
            ("二代身份证", "resident"),
            ("居民身份证号", "resident"),
            ("居住证", "hmt"),
            ("外国人永久居留证", "permanent"),
            ("永久居留身份证", "permanent"),
            ("边民证", "border"),
            ("边民通行证", "border"),
            ("出入境通行证", "border"),
            ("工作许可证", "work_permit"),
            ("工作许可", "work_permit"),
            ("其他", "other"),
        ];
        let known = ID_KINDS.iter().map(|(code, name)| (*name, *code)).chain(usual);
        match known.into_iter().find(|(name, _)| *name == words) {
            Some((_, code)) => code.to_owned(),
            None => {
                self.fail(column, "id_kind_unknown", Field::IdKind);
                String::new()
            }
        }
    }
}
