//! What an import gives: rows, and for everything that is not a row the reason.

use crate::{Sheet, cell_name, values};
use serde::Serialize;

/// A cell that cannot be read: as long as there is one, the table is not taken over as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CellError {
    /// Name of the sheet.
    pub sheet: String,
    /// Row, from 1 as the spreadsheet counts.
    pub row: usize,
    /// Column, from 1.
    pub column: usize,
    /// Name of the cell: `C7`.
    pub cell: String,
    /// Text of the cell.
    pub text: String,
    /// Stable code.
    pub code: String,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to do about it, in Chinese.
    pub remedy: String,
}

/// Something to look at; the row stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableRemark")]
pub struct Remark {
    /// Row, from 1.
    pub row: usize,
    /// Name of the cell, empty when it is about the row.
    pub cell: String,
    /// Stable code.
    pub code: String,
    /// What there is to look at, in Chinese.
    pub message: String,
}

/// A row that is none of the table: empty, a total, a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Skipped {
    /// Row, from 1.
    pub row: usize,
    /// First text of the row.
    pub text: String,
    /// `total`, `note`, `header`, `number_only`, `example`, `no_work`.
    pub code: String,
    /// Why, in Chinese.
    pub message: String,
}

/// Rows read from a sheet, and what stood in the way of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Import<R> {
    /// Rows without an error. They are not the whole table as long as `errors` is not empty:
    /// take them by [`Import::whole`] or, when a person wants just these, [`Import::good_rows`].
    pub rows: Vec<R>,
    /// Cells that could not be read, from top to bottom.
    pub errors: Vec<CellError>,
    /// What to look at.
    pub remarks: Vec<Remark>,
    /// Rows passed over; rows without anything in them are not listed.
    pub skipped: Vec<Skipped>,
}

impl<R> Import<R> {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new(), errors: Vec::new(), remarks: Vec::new(), skipped: Vec::new() }
    }

    /// All rows, if every cell could be read: nothing is taken over by half.
    ///
    /// # Errors
    /// The cells that could not be read.
    pub fn whole(self) -> Result<Vec<R>, Vec<CellError>> {
        if self.errors.is_empty() { Ok(self.rows) } else { Err(self.errors) }
    }

    /// The rows without an error, for a person who has seen the others and wants just these.
    pub fn good_rows(self) -> Vec<R> {
        self.rows
    }
}

/// Where an import is in the sheet, and what it has found in the row so far.
pub(crate) struct Place<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) row: usize,
    pub(crate) errors: Vec<CellError>,
    pub(crate) remarks: Vec<Remark>,
}

impl<'a> Place<'a> {
    pub(crate) fn new(sheet: &'a Sheet, row: usize) -> Self {
        Self { sheet, row, errors: Vec::new(), remarks: Vec::new() }
    }

    /// Notes that a cell cannot be read.
    pub(crate) fn fail(&mut self, column: usize, code: &str, label: &str) {
        let text = self.sheet.cell(self.row, column).map_or("", |c| c.text.as_str());
        let (message, remedy) = words(code, label);
        self.errors.push(CellError {
            sheet: self.sheet.name.clone(),
            row: self.row + 1,
            column: column + 1,
            cell: cell_name(self.row, column),
            text: statute::text::truncate(&statute::text::line(text), 60).to_owned(),
            code: code.to_owned(),
            message,
            remedy,
        });
    }

    /// Notes something to look at.
    pub(crate) fn remark(&mut self, column: Option<usize>, code: &str, message: String) {
        self.remarks.push(Remark {
            row: self.row + 1,
            cell: column.map_or(String::new(), |c| cell_name(self.row, c)),
            code: code.to_owned(),
            message,
        });
    }
}

/// First text of a row.
pub(crate) fn first_text(sheet: &Sheet, row: usize) -> String {
    let first = sheet.rows[row].iter().find(|c| !c.is_empty());
    first.map_or(String::new(), |c| {
        statute::text::truncate(&statute::text::line(&c.text), 40).to_owned()
    })
}

/// Whether a row is no row of the table, and why.
///
/// `name` is the column of the name, `order` the column of the running number, `header` the words of
/// the header by column.
pub(crate) fn passed_over(
    sheet: &Sheet,
    row: usize,
    name: Option<usize>,
    order: Option<usize>,
    header: &[String],
) -> Option<Skipped> {
    let filled: Vec<(usize, String)> = sheet.rows[row]
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.is_empty())
        .map(|(i, c)| (i, statute::text::line(&c.text)))
        .collect();
    let (first_column, first) = filled.first()?;
    let packed: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    let totals = ["合计", "总计", "小计", "共计", "合计金额"];
    let notes =
        ["制表", "填表", "审核", "负责人", "注:", "注：", "备注:", "备注：", "说明", "经办"];
    let named = name.is_none_or(|n| filled.iter().any(|(c, _)| *c == n));
    // Hours may be the same figures as the days above them: only the words of a column repeat it.
    let as_header = named
        && filled.len() >= 2
        && filled.iter().all(|(c, text)| header.get(*c).is_some_and(|h| h == text));
    let (code, message) = if totals.iter().any(|t| packed.trim_end_matches([':', '：']) == *t) {
        ("total", "合计行，不是人员")
    } else if as_header {
        ("header", "重复的表头")
    } else if packed.starts_with("示例") || packed.starts_with("（示例") {
        ("example", "示例行")
    } else if filled.len() == 1 && Some(*first_column) == order {
        ("number_only", "只有序号")
    } else if (filled.len() <= 2 || !named) && notes.iter().any(|n| packed.starts_with(n)) {
        ("note", "表尾说明")
    } else {
        return None;
    };
    Some(Skipped {
        row: row + 1,
        text: first_text(sheet, row),
        code: code.to_owned(),
        message: message.to_owned(),
    })
}

/// The cell of a column, if anything that says something is in it.
pub(crate) fn said(
    sheet: &Sheet,
    row: usize,
    column: Option<usize>,
) -> Option<(usize, &crate::Cell)> {
    let column = column?;
    let cell = sheet.cell(row, column)?;
    (!values::is_blank(&cell.text)).then_some((column, cell))
}

/// What is wrong and what to do, for a clerk. `label` is the Chinese name of the column.
fn words(code: &str, label: &str) -> (String, String) {
    let (message, remedy) = match code {
        "lost_digits" => (
            format!("{label}被 Excel 当成数字，末几位已经丢失"),
            "请把这一列设成“文本”，对照证件或银行卡重新录入",
        ),
        "name_missing" => ("没有姓名".into(), "请填写姓名；不是人员的行请删去"),
        "name_not_text" => ("姓名不是文字".into(), "请核对这一行是否错位"),
        "duplicate_in_file" => (format!("{label}与前面的行相同"), "请核对是否录了两次，留下一行"),
        "duplicate_row" => ("与前面的行是同一天同一时段".into(), "请核对是否录了两次"),
        "fault" => (
            format!("{label}的公式没有算出结果"),
            "请用 Excel 或 WPS 打开并保存一次，或直接填写结果",
        ),
        "money_range" => (format!("{label}是一个范围"), "请填一个确定的数"),
        "money_about" => (format!("{label}不是确定的数"), "请填一个确定的数，存疑的写在备注"),
        "money_negative" => (format!("{label}是负数"), "请核对；应付给职工的填正数"),
        "money_too_large" => (format!("{label}过大"), "请核对单位是元还是万元"),
        "money_decimals" => {
            (format!("{label}超过两位小数"), "请用 ROUND(…,2) 保留两位小数后再导入")
        }
        "money_separator" => (format!("{label}的千位分隔符位置不对"), "请核对数字"),
        "money_not_a_number" => (format!("{label}不是金额"), "请填数字，单位元"),
        "day_month_only" => (format!("{label}只有年月"), "请补上日，例如 2026-03-01"),
        "day_no_year" => (format!("{label}没有年份"), "请补上年份，例如 2026-03-01"),
        "day_ambiguous" => (format!("{label}看不出年月日的先后"), "请写成 2026-03-01"),
        "day_no_such" => (format!("{label}没有这一天"), "请核对日期"),
        "day_far_away" => (format!("{label}的年份不对"), "请核对年份"),
        "day_not_a_day" => (format!("{label}不是日期"), "请写成 2026-03-01"),
        "day_not_in_month" => ("这个月没有这一天".into(), "请核对年月，或把这一格挪到对的日子"),
        "date_order" => ("离职日期早于入职日期".into(), "请核对两个日期"),
        "sex_unknown" => ("性别不是男或女".into(), "请填“男”或“女”，不清楚就留空"),
        "id_kind_unknown" => ("证件种类不认识".into(), "请填居民身份证、护照等，或填“其他证件”"),
        "time_not_a_time" => (format!("{label}不是时刻"), "请写成 8:30"),
        "hours_not_a_number" => (format!("{label}不是小时数"), "请填数字，例如 2.5"),
        "hours_too_many" => (format!("{label}一天超过 24 小时"), "请核对小时数"),
        "hours_missing" => ("没有工时，也没有上下班时间".into(), "请填小时数，或填上班和下班时间"),
        "break_not_a_number" => (format!("{label}不是分钟数"), "请填分钟数，例如 60"),
        "break_too_long" => ("休息比上班时间还长".into(), "请核对时间；休息按分钟填"),
        "pieces_not_a_number" => (format!("{label}不是数量"), "请填数字"),
        "kind_unknown" => ("日期类别不认识".into(), "请填工作日、休息日或法定节假日，不清楚就留空"),
        "flag_unknown" => (format!("{label}看不出是或否"), "请填“是”或“否”"),
        "mark_without_hours" => {
            ("只有出勤记号，没有小时数".into(), "请填小时数，或说明一个记号算几小时")
        }
        "mark_unknown" => ("这个记号不认识".into(), "请填小时数；没有上班就留空"),
        _ => (format!("{label}不能读取"), "请核对这一格"),
    };
    (message, remedy.to_owned())
}
