//! Empty tables to hand out: a header, one row plainly invented, and how to fill it in.

use crate::export::{Out, begin, head, shape, value, write_row, written};
use crate::headers::{Field, Target};
use crate::{MemberRow, TableError};
use chrono::NaiveDate;
use rust_xlsxwriter::{Format as Style, Workbook, XlsxError};
use statute::Fen;

/// A workbook to be filled in: sheet 名册 or 考勤 with one example, and a sheet 填写说明.
///
/// The example is passed over by the import: its running number is 示例.
///
/// # Errors
/// [`TableError::Write`].
pub fn template(target: Target) -> Result<Vec<u8>, TableError> {
    let made = || -> Result<Vec<u8>, XlsxError> {
        let mut book = begin()?;
        let columns = target.fields();
        let sheet = book.add_worksheet();
        sheet.set_name(match target {
            Target::Members => "名册",
            Target::Attendance => "考勤",
        })?;
        head(sheet, &columns)?;
        let example = example();
        write_row(sheet, 1, &columns, |field| match (field, target) {
            (Field::Order, _) => Out::Text("示例".to_owned()),
            (field, Target::Members) => value(&example, field),
            (field, Target::Attendance) => attendance_example(field),
        })?;
        let format = |f: &str| Style::new().set_num_format(f);
        for (i, (field, _)) in columns.iter().enumerate() {
            let column = u16::try_from(i).unwrap_or(u16::MAX);
            let days = [Field::Birth, Field::EmployedFrom, Field::EndedOn, Field::Day];
            let amounts = [Field::Wage, Field::Claimed, Field::Agreed];
            if days.contains(field) {
                sheet.set_column_format(column, &format("yyyy-mm-dd"))?;
            } else if amounts.contains(field) {
                sheet.set_column_format(column, &format("#,##0.00"))?;
            } else if matches!(field, Field::Begin | Field::End) {
                sheet.set_column_format(column, &format("hh:mm"))?;
            }
            sheet.set_column_width(column, shape(*field).0)?;
        }
        help(&mut book, target)?;
        book.save_to_buffer()
    };
    made().map_err(written)
}

fn example() -> MemberRow {
    let day = NaiveDate::from_ymd_opt;
    MemberRow {
        name: "张某某".into(),
        id_kind: "resident".into(),
        id_number: "990101199001010019".into(),
        sex: "male".into(),
        birth: day(1990, 1, 1),
        phone: "13800000000".into(),
        employed_from: day(2023, 3, 1),
        ended_on: day(2026, 2, 28),
        wage: Some(Fen(450_000)),
        claimed: Some(Fen(1_350_000)),
        account_name: "张某某".into(),
        bank: "某某银行某某支行".into(),
        account_no: "6200000000000000000".into(),
        note: "此行为示例，导入时自动略过".into(),
        ..MemberRow::default()
    }
}

fn attendance_example(field: Field) -> Out {
    let text = |t: &str| Out::Text(t.to_owned());
    match field {
        Field::Name => text("张某某"),
        Field::IdNumber => text("990101199001010019"),
        Field::Day => NaiveDate::from_ymd_opt(2026, 3, 1).map_or(Out::Nothing, Out::Day),
        Field::Begin => text("18:00"),
        Field::End => text("21:00"),
        Field::Hours => Out::Number(3),
        Field::Kind => text("休息日"),
        Field::Compensated => text("否"),
        Field::Note => text("此行为示例，导入时自动略过"),
        _ => Out::Nothing,
    }
}

fn help(book: &mut Workbook, target: Target) -> Result<(), XlsxError> {
    let both = [
        "从第二行起填写，一行一条；“示例”行导入时自动略过，可以删去。",
        "列的先后可以变，多余的列可以留着，导入时可以指定哪一列是什么。",
        "身份证号、电话、账号这几列已设成“文本”，请不要改成数字，否则末几位会丢失。",
        "日期写成 2026-03-01 或 2026年3月1日，年月日都要有。",
    ];
    let own: &[&str] = match target {
        Target::Members => &[
            "必填的只有姓名；其他不清楚的留空，以后可以补。",
            "金额单位是元，最多两位小数；写“1.2万”也可以，不要写范围或“约”。",
            "入职日期填到本单位的第一天，不是参加工作的第一天；还在职的，离职日期留空。",
            "证件种类：居民身份证、港澳台居民居住证、外国人永久居留身份证、护照、边民出入境通行证、外国人工作许可证、其他证件。",
            "每人的款项打入本人账户；户名与姓名不同的，请在备注说明。",
        ],
        Target::Attendance => &[
            "一天一行；只有一个人的，姓名可以留空。",
            "填小时数，或填上班和下班时间；过了半夜下班的照写，例如 18:00 到 02:00。",
            "休息按分钟填，从上下班时间里扣除。",
            "日期类别（工作日、休息日、法定节假日）可以留空，由日历判断。",
            "也可以直接导入按月的考勤表：一人一行，1 日到 31 日各一列，格里填小时数。",
        ],
    };
    let sheet = book.add_worksheet();
    sheet.set_name("填写说明")?;
    sheet.set_column_width(0, 100)?;
    let style = Style::new().set_text_wrap();
    for (i, line) in both.iter().chain(own).enumerate() {
        let row = u32::try_from(i).unwrap_or(u32::MAX);
        sheet.write_string_with_format(row, 0, format!("{}．{line}", i + 1), &style)?;
    }
    Ok(())
}
