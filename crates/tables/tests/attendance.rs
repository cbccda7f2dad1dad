//! Attendance as employers and workers write it.

mod support;

use support::{day, sheet};
use tables::{
    AttendanceOptions, AttendanceRow, DayKind, Import, Sheet, TableError, Target, guess,
    import_attendance,
};

fn import(sheet: &Sheet) -> Import<AttendanceRow> {
    let mapping = guess(sheet, Target::Attendance);
    import_attendance(sheet, &mapping, &AttendanceOptions::default()).expect("an attendance table")
}

#[test]
fn one_day_a_row_with_hours_or_times() {
    let sheet = sheet(&[
        &["加班记录"],
        &[
            "姓名",
            "加班日期",
            "开始时间",
            "结束时间",
            "休息(分钟)",
            "加班小时",
            "加班类型",
            "是否补休",
            "备注",
        ],
        &["张某甲", "2026-03-01", "18:00", "21:30", "30", "", "休息日加班", "否", ""],
        &["", "2026年3月2日", "22:00", "02:00", "", "", "", "是", "跨夜"],
        &["", "2026/3/3", "", "", "", "2.5小时", "平时", "", ""],
        &["李某乙", "2026.3.3", "8:00", "12:00", "", "3.5", "法定节假日", "", ""],
        &["合计", "", "", "", "", "13"],
    ]);
    let import = import(&sheet);
    assert_eq!(import.errors, []);
    let rows: Vec<_> = import
        .rows
        .iter()
        .map(|r| (r.name.as_str(), r.day, r.minutes, r.kind, r.compensated))
        .collect();
    assert_eq!(
        rows,
        [
            ("张某甲", day(2026, 3, 1), 180, Some(DayKind::Rest), false),
            ("张某甲", day(2026, 3, 2), 240, None, true),
            ("张某甲", day(2026, 3, 3), 150, Some(DayKind::Weekday), false),
            ("李某乙", day(2026, 3, 3), 210, Some(DayKind::Holiday), false),
        ]
    );
    assert_eq!((import.rows[1].begin.as_str(), import.rows[1].end.as_str()), ("22:00", "02:00"));
    // Typed hours stand beside times that say otherwise, but somebody is asked to look.
    let remarks: Vec<_> = import.remarks.iter().map(|r| (r.row, r.code.as_str())).collect();
    assert_eq!(remarks, [(6, "hours_differ")]);
    assert_eq!(import.skipped[0].code, "total");
}

#[test]
fn cells_of_attendance_that_cannot_be_read_are_named() {
    let sheet = sheet(&[
        &["日期", "上班", "下班", "休息", "工时", "类别", "补休"],
        &["2026-03-01", "8点", "830", "", "", "", ""],
        &["2026-03", "8:00", "9:00", "", "", "", ""],
        &["2026-03-03", "8:00", "9:00", "90", "", "", ""],
        &["2026-03-04", "", "", "", "八", "", ""],
        &["2026-03-05", "", "", "", "25", "", ""],
        &["2026-03-06", "", "", "", "", "", ""],
        &["2026-03-07", "", "", "", "2", "夜班", "也许"],
        &["2026-03-08", "", "", "", "2", "", ""],
        &["2026-03-08", "", "", "", "3", "", ""],
    ]);
    let import = import(&sheet);
    let cells: Vec<_> = import.errors.iter().map(|e| (e.cell.as_str(), e.code.as_str())).collect();
    assert_eq!(
        cells,
        [
            ("C2", "time_not_a_time"),
            ("A3", "day_month_only"),
            ("D4", "break_too_long"),
            ("E5", "hours_not_a_number"),
            ("E6", "hours_too_many"),
            ("E7", "hours_missing"),
            ("F8", "kind_unknown"),
            ("G8", "flag_unknown"),
            ("A10", "duplicate_row"),
        ]
    );
    assert_eq!(import.rows.len(), 1);
    assert!(import.errors.iter().all(|e| !e.message.contains("不能读取")), "words are missing");
}

fn monthly(title: &str, rows: &[(&str, &[(usize, &str)])]) -> Sheet {
    let days: Vec<String> = (1..=31).map(|d| d.to_string()).collect();
    let mut lines: Vec<Vec<String>> = vec![vec![title.to_owned()]];
    lines.push(["序号", "姓名"].map(str::to_owned).into_iter().chain(days).collect());
    for (i, (name, cells)) in rows.iter().enumerate() {
        let mut line = vec![String::new(); 33];
        line[0] = (i + 1).to_string();
        line[1] = (*name).to_owned();
        for (day, text) in *cells {
            line[day + 1] = (*text).to_owned();
        }
        lines.push(line);
    }
    let lines: Vec<Vec<&str>> =
        lines.iter().map(|l| l.iter().map(String::as_str).collect()).collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    sheet(&lines)
}

#[test]
fn the_monthly_sheet_gives_a_row_for_each_day_worked() {
    let sheet = monthly(
        "某某公司 2026年2月 加班考勤表",
        &[
            ("张某甲", &[(1, "8"), (2, "休"), (3, "2.5"), (28, "4"), (31, "/")]),
            ("", &[(1, "3")]),
            ("李某乙", &[(5, "事假")]),
            ("王某丙", &[]),
        ],
    );
    let mapping = guess(&sheet, Target::Attendance);
    assert_eq!((mapping.days.len(), mapping.month.as_deref()), (31, Some("2026-02")));
    let import = import(&sheet);
    assert_eq!(import.errors, []);
    let rows: Vec<_> = import.rows.iter().map(|r| (r.name.as_str(), r.day, r.minutes)).collect();
    assert_eq!(
        rows,
        [
            ("张某甲", day(2026, 2, 1), 480),
            ("张某甲", day(2026, 2, 3), 150),
            ("张某甲", day(2026, 2, 28), 240),
            // The second row of a person: 加班 below 正班.
            ("张某甲", day(2026, 2, 1), 180),
        ]
    );
    assert_eq!(import.skipped.iter().map(|s| s.row).collect::<Vec<_>>(), [6]);
}

#[test]
fn a_day_the_month_has_not_and_a_mark_without_hours_are_errors() {
    let sheet = monthly("2026年2月", &[("张某甲", &[(1, "√"), (30, "8"), (4, "？")])]);
    let import = import(&sheet);
    let mut cells: Vec<_> =
        import.errors.iter().map(|e| (e.cell.as_str(), e.code.as_str())).collect();
    cells.sort_unstable();
    assert_eq!(
        cells,
        [("AF3", "day_not_in_month"), ("C3", "mark_without_hours"), ("F3", "mark_unknown")]
    );
    assert!(import.rows.is_empty());
    // With what a mark stands for, said by a person.
    let sheet = monthly("2026年2月", &[("张某甲", &[(1, "√")])]);
    let options = AttendanceOptions { mark_minutes: Some(480), ..AttendanceOptions::default() };
    let import = import_attendance(&sheet, &guess(&sheet, Target::Attendance), &options);
    assert_eq!(import.expect("read").rows[0].minutes, 480);
}

#[test]
fn a_monthly_sheet_without_its_month_asks_for_it() {
    let sheet = monthly("考勤表", &[("张某甲", &[(1, "8")])]);
    let mapping = guess(&sheet, Target::Attendance);
    let none = import_attendance(&sheet, &mapping, &AttendanceOptions::default());
    assert_eq!(none, Err(TableError::MonthUnknown));
    let options =
        AttendanceOptions { month: Some("2026-03".into()), ..AttendanceOptions::default() };
    let import = import_attendance(&sheet, &mapping, &options).expect("read");
    assert_eq!(import.rows[0].day, day(2026, 3, 1));
}
