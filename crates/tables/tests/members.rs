//! A member list as stations receive it.

mod support;

use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};
use statute::Fen;
use support::{day, id, options, sheet};
use tables::{
    Field, Import, MemberOptions, MemberRow, Sheet, TableError, Target, Unit, guess,
    import_members, read, read_pasted,
};

fn import(sheet: &Sheet) -> Import<MemberRow> {
    import_members(sheet, &guess(sheet, Target::Members), &options()).expect("a member list")
}

fn codes(import: &Import<MemberRow>) -> Vec<(String, String)> {
    import.errors.iter().map(|e| (e.cell.clone(), e.code.clone())).collect()
}

#[test]
fn a_list_with_title_rows_dates_amounts_and_totals_comes_in_whole() {
    let first = id(day(1988, 7, 12), 1);
    let second = id(day(1990, 1, 1), 2);
    let sheet = sheet(&[
        &["某某鞋业有限公司拖欠工资职工名册"],
        &["单位（盖章）：", "", "", "填表日期：2026年11月20日"],
        &[
            "序号",
            "姓 名",
            "身份证号码",
            "手机号",
            "入职时间",
            "离职日期",
            "月工资（元）",
            "拖欠金额（万元）",
            "备注",
        ],
        &[
            "1",
            "张　某甲",
            &first,
            "138 0000 0000",
            "2023年3月1日",
            "2026.2.28",
            "4,500",
            "1.35",
            "",
        ],
        &[
            "2",
            "阿依 · 某",
            &second,
            "13800000001",
            "20240115",
            "至今",
            "５０００元",
            "0.8",
            "夜班",
        ],
        &["3"],
        &["合计", "", "", "", "", "", "9500", "2.15"],
        &["制表人：李某", "", "", "", "", "审核：王某"],
    ]);
    let import = import(&sheet);
    assert_eq!(import.errors, []);
    let [a, b] = &import.rows[..] else { panic!("two members: {:?}", import.rows) };
    assert_eq!((a.name.as_str(), a.id_number.as_str(), a.row), ("张某甲", first.as_str(), 4));
    assert_eq!((a.id_kind.as_str(), a.sex.as_str()), ("resident", "male"));
    assert_eq!(a.birth, Some(day(1988, 7, 12)));
    assert_eq!((a.employed_from, a.ended_on), (Some(day(2023, 3, 1)), Some(day(2026, 2, 28))));
    assert_eq!((a.wage, a.claimed), (Some(Fen(450_000)), Some(Fen(1_350_000))));
    assert_eq!(a.phone, "13800000000");
    assert_eq!((b.name.as_str(), b.sex.as_str(), b.ended_on), ("阿依·某", "female", None));
    assert_eq!((b.employed_from, b.wage), (Some(day(2024, 1, 15)), Some(Fen(500_000))));
    let skipped: Vec<_> = import.skipped.iter().map(|s| (s.row, s.code.as_str())).collect();
    assert_eq!(skipped, [(6, "number_only"), (7, "total"), (8, "note")]);
    assert_eq!(import.whole().map(|r| r.len()), Ok(2));
}

#[test]
fn every_wrong_cell_is_named_and_nothing_is_taken_over_by_half() {
    let good = id(day(1988, 7, 12), 1);
    let sheet = sheet(&[
        &["姓名", "身份证号", "性别", "入职日期", "离职日期", "月工资", "请求金额"],
        &["张某甲", &good, "男", "2023-03-01", "", "4500", "13500"],
        &["", &id(day(1990, 1, 1), 3), "", "", "", "", ""],
        &["李某乙", "9.90101E+17", "", "2023.3", "", "约5000", "1-2万"],
        &["王某丙", "", "先生", "2024-02-30", "", "4500.125", "-3"],
        &["赵某丁", &good, "女", "2024-03-01", "2023-03-01", "", ""],
        &["12345", "", "", "3月1日", "03/04/2026", "45,00", "四千"],
    ]);
    let import = import(&sheet);
    let expected = [
        ("A3", "name_missing"),
        ("B4", "lost_digits"),
        ("D4", "day_month_only"),
        ("F4", "money_about"),
        ("G4", "money_range"),
        ("C5", "sex_unknown"),
        ("D5", "day_no_such"),
        ("F5", "money_decimals"),
        ("G5", "money_negative"),
        ("E6", "date_order"),
        ("B6", "duplicate_in_file"),
        ("A7", "name_not_text"),
        ("D7", "day_no_year"),
        ("E7", "day_ambiguous"),
        ("F7", "money_separator"),
        ("G7", "money_not_a_number"),
    ];
    assert_eq!(codes(&import), expected.map(|(c, w)| (c.to_owned(), w.to_owned())));
    for error in &import.errors {
        assert!(!error.message.contains("不能读取"), "no words for {}", error.code);
        assert!(!error.remedy.is_empty());
    }
    assert_eq!((import.errors[1].row, import.errors[1].column), (4, 2));
    assert_eq!(import.errors[1].text, "9.90101E+17");
    assert_eq!(import.clone().good_rows().len(), 1);
    assert_eq!(import.whole().expect_err("sixteen errors").len(), 16);
}

#[test]
fn digits_that_excel_lost_are_never_taken_for_an_identity_number() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (i, text) in ["姓名", "身份证号", "银行卡号", "电话"].iter().enumerate() {
        page.write_string(0, u16::try_from(i).expect("few"), *text).expect("written");
    }
    page.write_string(1, 0, "张某甲").expect("written");
    page.write_number(1, 1, 990_101_198_807_120_015.0_f64).expect("written");
    page.write_number(1, 2, 6_200_000_000_000_000_001.0_f64).expect("written");
    page.write_number(1, 3, 13_800_000_000.0_f64).expect("written");
    let book = read(&book.save_to_buffer().expect("a file"), "名册.xlsx").expect("read");
    let import = import(&book.sheets[0]);
    assert_eq!(
        codes(&import),
        [("B2".to_owned(), "lost_digits".to_owned()), ("C2".to_owned(), "lost_digits".to_owned())]
    );
    assert!(import.rows.is_empty());
    assert!(import.errors[0].remedy.contains("文本"));
}

#[test]
fn fifteen_digits_and_three_zeros_in_a_csv_are_lost_digits_too() {
    let whole = id(day(1988, 7, 12), 1);
    let cut = format!("{}000", &whole[..15]);
    let text = format!("姓名,身份证号\n张某甲,{cut}\n李某乙,{whole}\n");
    let book = read(text.as_bytes(), "名册.csv").expect("read");
    let import = import(&book.sheets[0]);
    assert_eq!(codes(&import), [("B2".to_owned(), "lost_digits".to_owned())]);
    assert_eq!(import.rows[0].id_number, whole);
}

#[test]
fn a_wrong_check_character_is_a_remark_and_the_number_stays_as_on_the_card() {
    let good = id(day(1988, 7, 12), 1);
    let last = if good.ends_with('1') { '2' } else { '1' };
    let bad = format!("{}{last}", &good[..17]);
    let sheet = sheet(&[
        &["姓名", "身份证号", "出生日期", "性别"],
        &["张某甲", &bad, "", ""],
        &["李某乙", &good[..17], "", ""],
        &["王某丙", &good, "1988-07-13", "女"],
        &["SOMSAK", "P1234567", "", ""],
    ]);
    let import = import(&sheet);
    assert_eq!(import.errors, []);
    assert_eq!(import.rows[0].id_number, bad);
    assert_eq!((import.rows[0].birth, import.rows[0].sex.as_str()), (None, ""));
    let remarks: Vec<_> =
        import.remarks.iter().map(|r| (r.cell.as_str(), r.code.as_str())).collect();
    assert_eq!(
        remarks,
        [
            ("B2", "id_check"),
            ("B3", "id_check"),
            ("C4", "birth_differs"),
            ("D4", "sex_differs"),
            ("B5", "id_check")
        ]
    );
    assert!(import.remarks[1].message.contains("17 位"));
}

#[test]
fn members_of_the_case_and_namesakes_are_pointed_out() {
    let known = id(day(1988, 7, 12), 11);
    let lower = known.to_lowercase();
    let sheet = sheet(&[
        &["姓名", "证件号码"],
        &["张某", &format!(" {lower} ")],
        &["张 某", &id(day(1990, 1, 1), 2)],
    ]);
    let options = MemberOptions { known_ids: vec![known], ..options() };
    let import = import_members(&sheet, &guess(&sheet, Target::Members), &options).expect("read");
    let codes: Vec<_> = import.remarks.iter().map(|r| (r.row, r.code.as_str())).collect();
    assert_eq!(codes, [(2, "already_member"), (3, "same_name")]);
    assert_eq!((import.rows.len(), import.errors.len()), (2, 0));
}

#[test]
fn rare_characters_names_of_other_scripts_and_passports_are_kept() {
    let sheet = sheet(&[
        &["姓名", "证件类型", "证件号码", "国籍"],
        &["岩𰻝 某", "居民身份证", &id(day(1988, 7, 12), 1), ""],
        &["ສົມສັກ ພົມມະຈັນ", "护照", "p a 1234567", "老挝"],
        &["Somsak  Phommachanh", "边民证", "LA-0001", "老挝"],
        &["阿卜杜拉•某某", "驾驶证", "", ""],
    ]);
    let import = import(&sheet);
    assert_eq!(codes(&import), [("B5".to_owned(), "id_kind_unknown".to_owned())]);
    let names: Vec<_> = import.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["岩\u{30EDD}某", "ສົມສັກ ພົມມະຈັນ", "Somsak Phommachanh"]);
    assert_eq!(
        (import.rows[1].id_kind.as_str(), import.rows[1].id_number.as_str()),
        ("passport", "PA1234567")
    );
    assert_eq!(import.rows[2].id_kind, "border");
}

#[test]
fn a_workbook_with_merged_header_hidden_sheet_and_serial_dates_is_read() {
    let mut book = Workbook::new();
    let other = book.add_worksheet();
    other.set_name("参数").expect("named");
    other.set_hidden(true);
    other.write_string(0, 0, "元").expect("written");
    let page = book.add_worksheet();
    page.set_active(true);
    page.set_name("名册").expect("named");
    let style = Style::new();
    page.merge_range(0, 0, 0, 5, "职工名册", &style).expect("merged");
    page.merge_range(1, 0, 2, 0, "姓名", &style).expect("merged");
    page.merge_range(1, 1, 1, 2, "在职期间", &style).expect("merged");
    page.merge_range(1, 3, 1, 4, "工资", &style).expect("merged");
    for (column, text) in [(1, "入职时间"), (2, "离职时间"), (3, "月工资"), (4, "拖欠金额")]
    {
        page.write_string(2, column, text).expect("written");
    }
    page.write_string(3, 0, "张某甲").expect("written");
    let date = Style::new().set_num_format("yyyy/m/d");
    let started = ExcelDateTime::from_ymd(2023, 3, 1).expect("a day");
    page.write_datetime_with_format(3, 1, &started, &date).expect("written");
    page.write_number(3, 2, 46_082).expect("written");
    page.write_number(3, 3, 4500.5).expect("written");
    page.write_formula(3, 4, rust_xlsxwriter::Formula::new("=D4*3").set_result("13501.5"))
        .expect("written");
    let book = read(&book.save_to_buffer().expect("a file"), "x.xlsx").expect("read");
    assert_eq!((book.sheets.len(), book.sheets[0].hidden), (2, true));
    let sheet = &book.sheets[1];
    let mapping = guess(sheet, Target::Members);
    assert_eq!((mapping.header_row, mapping.first_row), (Some(1), 3));
    assert_eq!(mapping.columns[1].header, "在职期间 入职时间");
    let import = import(sheet);
    assert_eq!(import.errors, []);
    let row = &import.rows[0];
    assert_eq!((row.employed_from, row.ended_on), (Some(day(2023, 3, 1)), Some(day(2026, 3, 1))));
    assert_eq!((row.wage, row.claimed), (Some(Fen(450_050)), Some(Fen(1_350_150))));
    assert_eq!(import.remarks[0].code, "day_from_serial");
}

#[test]
fn a_formula_error_is_an_error_of_its_cell() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "姓名").expect("written");
    page.write_string(0, 1, "月工资").expect("written");
    page.write_string(1, 0, "张某甲").expect("written");
    page.write_formula(1, 1, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("written");
    let book = read(&book.save_to_buffer().expect("a file"), "x.xlsx").expect("read");
    assert_eq!(codes(&import(&book.sheets[0])), [("B2".to_owned(), "fault".to_owned())]);
}

#[test]
fn columns_are_told_apart_and_a_person_may_change_them() {
    let sheet = sheet(&[
        &[
            "班组",
            "姓名",
            "开户姓名",
            "开户行",
            "银行卡号",
            "参加工作时间",
            "请求事项",
            "金额",
            "请求金额(万元)",
            "金额",
        ],
        &[
            "一组",
            "张某甲",
            "李某",
            "某某银行",
            "6200 0000 0000 0000 001",
            "2020-01-01",
            "工资",
            "1",
            "2",
            "3",
        ],
    ]);
    let mut mapping = guess(&sheet, Target::Members);
    let at = |m: &tables::Mapping, f| m.column_of(f);
    assert_eq!(at(&mapping, Field::Name), Some(1));
    assert_eq!(at(&mapping, Field::AccountName), Some(2));
    assert_eq!(at(&mapping, Field::Bank), Some(3));
    assert_eq!(at(&mapping, Field::AccountNo), Some(4));
    assert_eq!(at(&mapping, Field::Claimed), Some(8));
    assert_eq!(mapping.columns[8].unit, Unit::TenThousand);
    // The first day of work in a life is not the first day at this employer.
    assert_eq!(at(&mapping, Field::EmployedFrom), Some(5));
    assert!(mapping.remarks.contains(&"first_work_day".to_owned()));
    let import = import_members(&sheet, &mapping, &options()).expect("read");
    assert_eq!(import.rows[0].claimed, Some(Fen(2_000_000)));
    assert_eq!(import.rows[0].account_no, "6200000000000000001");
    mapping.assign(7, Some(Field::Claimed));
    let import = import_members(&sheet, &mapping, &options()).expect("read");
    assert_eq!(import.rows[0].claimed, Some(Fen(100)));
    mapping.assign(1, None);
    let none = import_members(&sheet, &mapping, &options());
    assert!(matches!(none, Err(TableError::NoColumn { .. })), "{none:?}");
}

#[test]
fn what_is_pasted_is_read_with_line_ends_inside_cells() {
    let book = read_pasted("姓名\t备注\n张某甲\t\"两行\n文字\"\n\n李某乙\t一行\n").expect("read");
    let import = import(&book.sheets[0]);
    assert_eq!(import.errors, []);
    assert_eq!(import.rows[0].note, "两行 文字");
    assert_eq!(import.rows.len(), 2);
}

#[test]
fn a_list_without_a_header_asks_for_one_and_a_long_one_is_refused() {
    let sheet1 = sheet(&[&["张某甲", "13800000000"]]);
    let none = import_members(&sheet1, &guess(&sheet1, Target::Members), &options());
    assert_eq!(none, Err(TableError::NoHeader));
    let mut long = sheet(&[&["姓名"]]);
    long.rows.extend((0..5_001).map(|_| vec![tables::Cell::text("张某")]));
    let refused = import_members(&long, &guess(&long, Target::Members), &options());
    assert!(matches!(refused, Err(TableError::TooManyRows { limit: 5_000, .. })));
}
