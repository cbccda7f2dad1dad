//! Files of every kind, sound and unsound.

mod support;

use proptest::prelude::*;
use std::io::Write;
use std::sync::LazyLock;
use support::{id, options};
use tables::{
    Format, MemberRow, TableError, Target, Value, export_members, guess, import_attendance,
    import_members, read, read_pasted, template,
};

const TEXT: &str = "姓名,电话\r\n岩𰻝某,13800000000\r\n";

fn names(bytes: &[u8], name: &str) -> Vec<String> {
    let book = read(bytes, name).expect("a table");
    let sheet = &book.sheets[0];
    let import =
        import_members(sheet, &guess(sheet, Target::Members), &options()).expect("members");
    assert_eq!(import.errors, []);
    import.rows.into_iter().map(|r| r.name).collect()
}

#[test]
fn every_encoding_a_station_receives_is_read() {
    let (gb, _, lossy) = encoding_rs::GB18030.encode(TEXT);
    assert!(!lossy);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let tabs = TEXT.replace(',', "\t");
    for (bytes, name) in [
        (TEXT.as_bytes().to_vec(), "a.csv"),
        (format!("\u{feff}{TEXT}").into_bytes(), "a.csv"),
        (gb.to_vec(), "a.csv"),
        (utf16, "a.txt"),
        (tabs.clone().into_bytes(), "a.tsv"),
        (tabs.into_bytes(), "a.xls"),
        (TEXT.replace(',', ";").into_bytes(), "a.csv"),
        (TEXT.replace("\r\n", "\r").into_bytes(), "a.csv"),
    ] {
        assert_eq!(names(&bytes, name), ["岩\u{30EDD}某"], "{name}");
    }
}

#[test]
fn a_byte_that_is_no_character_is_named_by_its_place() {
    let (gb, _, _) = encoding_rs::GB18030.encode("姓名\n张某\n");
    let mut gb = gb.into_owned();
    gb.splice(5..5, [0xFF]);
    let expected = TableError::Encoding { position: 5, line: 2, encoding: "GB18030".into() };
    assert_eq!(read(&gb, "a.csv"), Err(expected.clone()));
    assert!(expected.words().contains("第 6 个字节"), "{}", expected.words());
    // Damaged UTF-8 must not come out as other Chinese characters.
    let mut utf8 = "姓名,电话,备注\n张某甲,13800000000,没有问题\n".as_bytes().to_vec();
    utf8[22] = b'A';
    match read(&utf8, "a.csv") {
        Err(TableError::Encoding { position, line, encoding }) => {
            assert_eq!((line, encoding.as_str()), (2, "UTF-8"));
            assert!((20..24).contains(&position), "{position}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn rows_of_a_text_file_are_counted_as_a_person_counts_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["名册", "", "姓名,月工资", "", "", "张某甲,约5000", ",,", "李某乙,x"].join(end);
        let book = read(text.as_bytes(), "a.csv").expect("read");
        let sheet = &book.sheets[0];
        let import =
            import_members(sheet, &guess(sheet, Target::Members), &options()).expect("members");
        let cells: Vec<_> = import.errors.iter().map(|e| e.cell.as_str()).collect();
        assert_eq!(cells, ["B6", "B8"], "{end:?}");
    }
}

#[test]
fn what_is_no_table_is_refused_with_words() {
    let zip = |files: &[(&str, &str)]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    };
    let encrypted = {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("made");
        file.create_stream("/EncryptedPackage").and_then(|mut s| s.write_all(b"x")).expect("made");
        file.flush().expect("made");
        file.into_inner().into_inner()
    };
    for (bytes, code) in [
        (Vec::new(), "table.empty"),
        (b"\xEF\xBB\xBF".to_vec(), "table.empty"),
        (b",,,\n,,\n".to_vec(), "table.empty"),
        (b"%PDF-1.7".to_vec(), "table.unsupported"),
        (b"<html><table><tr><td>1</td></tr></table>".to_vec(), "table.unsupported"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "table.unsupported"),
        (b"ELF\0\0\0".to_vec(), "table.unsupported"),
        (zip(&[("word/document.xml", "x")]), "table.unsupported"),
        (zip(&[("content.xml", "x"), ("META-INF/manifest.xml", "x")]), "table.unsupported"),
        (zip(&[("xl/workbook.bin", "x")]), "table.unsupported"),
        (zip(&[("xl/workbook.xml", "x")]), "table.damaged"),
        (b"PK\x03\x04rest".to_vec(), "table.damaged"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "table.damaged"),
        (encrypted, "table.password"),
        (vec![b'a'; tables::MAX_BYTES + 1], "table.too_large"),
    ] {
        let error = read(&bytes, "a.xls").expect_err(code);
        assert_eq!(error.code(), code, "{error:?}");
        assert!(error.words().contains("没有导入任何内容"), "{}", error.words());
        assert!(error.words().ends_with('。') && !error.words().contains("。。"));
    }
}

/// A workbook written by hand, to say what no writer would.
fn crafted(sheet: &str, strings: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let files = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns='{package}/content-types'><Default Extension='xml' \
                 ContentType='application/xml'/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns='{package}/relationships'><Relationship Id='r1' \
                 Type='{rels}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{main}' xmlns:r='{rels}'><sheets><sheet name='一' sheetId='1' \
                 r:id='r1'/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns='{package}/relationships'><Relationship Id='r1' \
                 Type='{rels}/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' \
                 Type='{rels}/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns='{main}'>{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", strings.to_owned()),
    ];
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a file").into_inner()
}

const NO_STRINGS: &str =
    "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'></sst>";

#[test]
fn a_workbook_written_by_hand_is_read_before_the_evil_ones_are_believed() {
    let row = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>姓名</t></is></c></row>\
               <row r='2'><c r='A2' t='inlineStr'><is><t>张某甲</t></is></c></row></sheetData>";
    assert_eq!(names(&crafted(row, NO_STRINGS), "a.xlsx"), ["张某甲"]);
}

#[test]
fn a_formula_that_was_never_calculated_is_no_empty_cell() {
    let row = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>姓名</t></is></c>\
               <c r='B1' t='inlineStr'><is><t>请求金额</t></is></c></row>\
               <row r='2'><c r='A2' t='inlineStr'><is><t>张某甲</t></is></c>\
               <c r='B2'><f>1000*3</f></c></row></sheetData>";
    let book = read(&crafted(row, NO_STRINGS), "a.xlsx").expect("read");
    let sheet = &book.sheets[0];
    let import = import_members(sheet, &guess(sheet, Target::Members), &options()).expect("read");
    let cells: Vec<_> = import.errors.iter().map(|e| (e.cell.as_str(), e.code.as_str())).collect();
    assert_eq!(cells, [("B2", "fault")]);
}

#[test]
fn a_workbook_that_asks_for_all_memory_is_refused() {
    // Announces ten thousand million strings.
    let strings = NO_STRINGS.replace("<sst ", "<sst uniqueCount='10000000000' ");
    let announced = read(&crafted("<sheetData/>", &strings), "a.xlsx");
    assert_eq!(announced.map_err(|e| e.code()), Err("table.damaged"));
    // Two cells at opposite corners.
    let corners = "<dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1'><v>1</v></c>\
                   </row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>";
    let corners = read(&crafted(corners, NO_STRINGS), "a.xlsx");
    assert_eq!(corners.map_err(|e| e.code()), Err("table.too_many_rows"));
    // A few kilobytes that unpack to a hundred million spaces.
    let blank = " ".repeat(100 * 1024 * 1024);
    let bomb = crafted(&format!("<sheetData>{blank}</sheetData>"), NO_STRINGS);
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    assert_eq!(read(&bomb, "a.xlsx").map_err(|e| e.code()), Err("table.unpacks"));
}

/// A workbook of Excel 97 by hand: one sheet with these records.
fn old_workbook(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let begin = |part: u8| record(0x0809, &[0, 6, part, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]);
    let style = |format: u8| {
        let mut data = [0_u8; 20];
        data[2] = format;
        record(0x00E0, &data)
    };
    let name: Vec<u8> = "名册".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 2, 1], &name].concat());
    let head = [begin(5), record(0x0042, &1200_u16.to_le_bytes()), style(0), style(14)].concat();
    let end = record(0x000A, &[]);
    let at = head.len() + bound(0).len() + end.len();
    let body: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
    let stream =
        [head, bound(u32::try_from(at).expect("short")), end.clone(), begin(0x10), body, end]
            .concat();
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("made");
    file.create_stream("/Workbook").and_then(|mut s| s.write_all(&stream)).expect("made");
    file.flush().expect("made");
    file.into_inner().into_inner()
}

fn label(row: u16, column: u16, text: &str) -> (u16, Vec<u8>) {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(units.len() / 2).expect("short");
    let head = [row, column, 0, length].map(u16::to_le_bytes).concat();
    (0x0204, [head, vec![1], units].concat())
}

fn number(row: u16, column: u16, style: u16, n: f64) -> (u16, Vec<u8>) {
    let head = [row, column, style].map(u16::to_le_bytes).concat();
    (0x0203, [head, n.to_le_bytes().to_vec()].concat())
}

#[test]
fn a_workbook_of_excel_97_is_read_whatever_it_announces() {
    // Dimensions as large as a record can say: memory is not reserved for them.
    let huge = [u32::MAX.to_le_bytes().to_vec(), vec![0xFF; 2], vec![0; 6]].concat();
    let huge = [vec![0; 4], huge].concat();
    let records = vec![
        (0x0200, huge),
        label(0, 0, "姓名"),
        label(0, 1, "入职日期"),
        label(0, 2, "月工资"),
        label(0, 3, "身份证号"),
        label(1, 0, "岩𰻝某"),
        number(1, 1, 1, 46_082.0),
        number(1, 2, 0, 4500.5),
        label(1, 3, &id(support::day(1988, 7, 12), 1)),
    ];
    let book = read(&old_workbook(&records), "名册.xls").expect("read");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "名册");
    let import = import_members(sheet, &guess(sheet, Target::Members), &options()).expect("read");
    assert_eq!((&import.errors, &import.remarks), (&Vec::new(), &Vec::new()));
    let row = &import.rows[0];
    assert_eq!(
        (row.name.as_str(), row.employed_from),
        ("岩\u{30EDD}某", Some(support::day(2026, 3, 1)))
    );
    assert_eq!(row.wage, Some(statute::Fen(450_050)));
    for (row, column, code) in [
        (u16::MAX, 0, "table.too_many_rows"),
        (0, u16::MAX, "table.too_many_columns"),
        (u16::MAX, u16::MAX, "table.too_many_rows"),
    ] {
        let mut records = records.clone();
        records.push(label(row, column, "远"));
        let far = read(&old_workbook(&records), "名册.xls");
        assert_eq!(far.map_err(|e| e.code()), Err(code));
    }
}

#[test]
fn the_handed_out_tables_come_back_with_what_is_filled_in_and_without_the_example() {
    for target in [Target::Members, Target::Attendance] {
        let bytes = template(target).expect("made");
        assert_eq!(bytes, template(target).expect("made"), "the same bytes each time");
        let book = read(&bytes, "模板.xlsx").expect("read");
        assert_eq!(book.sheets[1].name, "填写说明");
        let mapping = guess(&book.sheets[0], target);
        let found: Vec<_> = mapping.columns.iter().map(|c| c.field).collect();
        let all: Vec<_> = target.fields().into_iter().map(|(f, _)| Some(f)).collect();
        assert_eq!(found, all);
        assert_eq!(mapping.remarks, Vec::<String>::new());
        let mut sheet = book.sheets[0].clone();
        let mut filled = sheet.rows[1].clone();
        filled[0] = tables::Cell { text: "1".into(), value: Value::Number("1".into()) };
        sheet.rows.push(filled);
        match target {
            Target::Members => {
                let import = import_members(&sheet, &mapping, &options()).expect("read");
                assert_eq!((&import.errors, &import.remarks), (&Vec::new(), &Vec::new()));
                assert_eq!(import.skipped[0].code, "example");
                assert_eq!(import.rows.len(), 1);
                assert_eq!(import.rows[0].id_kind, "resident");
            }
            Target::Attendance => {
                let import =
                    import_attendance(&sheet, &mapping, &Default::default()).expect("read");
                assert_eq!((&import.errors, &import.remarks), (&Vec::new(), &Vec::new()));
                assert_eq!(import.rows.len(), 1);
                assert_eq!(import.rows[0].minutes, 180);
            }
        }
    }
}

#[test]
fn a_name_that_looks_like_a_formula_is_written_as_text() {
    let member = MemberRow { name: "张某".into(), note: "=1+1".into(), ..MemberRow::default() };
    let bytes = export_members(&[member], Format::CsvUtf8).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains(",'=1+1"), "{text}");
}

fn member() -> impl Strategy<Value = MemberRow> {
    let days = || {
        proptest::option::of(
            (-20_000i64..20_000)
                .prop_map(|n| support::day(2000, 1, 1) + chrono::TimeDelta::days(n)),
        )
    };
    let money = || proptest::option::of((0i64..=9_999_999_999_999).prop_map(statute::Fen));
    let line = "[=+@'a-zA-Z0-9，。（）一-龥𠀀𰻝,\"; ]{0,12}";
    (
        ("[一-龥㐀-䶵𠮷𬱖𰻝][一-龥a-z·𰻝]{0,6}", 0u32..1000, 0i64..25_000, any::<bool>()),
        (days(), days(), money(), money(), money()),
        (line, "[0-9]{11}", "[1-9][0-9]{15,18}", line, proptest::option::of(1u32..6000)),
        prop::sample::select(vec!["", "passport", "border", "work_permit", "other"]),
    )
        .prop_map(
            |((name, sequence, born, card), (from, to, wage, claimed, agreed), texts, kind)| {
                let (note, phone, account_no, bank, order) = texts;
                let birth = support::day(1935, 1, 1) + chrono::TimeDelta::days(born);
                let clean = |t: String| {
                    let t = statute::text::line(&t);
                    // What stands for nothing in a list is nothing.
                    if t.trim_matches(['-', '/']).is_empty() { String::new() } else { t }
                };
                let (from, to) = match (from, to) {
                    (Some(a), Some(b)) if b < a => (Some(b), Some(a)),
                    both => both,
                };
                let sex = if sequence % 2 == 1 { "male" } else { "female" };
                MemberRow {
                    row: 0,
                    order,
                    name: statute::text::name(&name),
                    id_kind: if card { "resident".into() } else { kind.to_owned() },
                    id_number: if card { id(birth, sequence) } else { String::new() },
                    sex: if card { sex.into() } else { String::new() },
                    birth: card.then_some(birth),
                    phone: format!("1{}", &phone[1..]),
                    nation: String::new(),
                    employed_from: from,
                    ended_on: to,
                    wage,
                    claimed,
                    agreed,
                    account_name: statute::text::name(&name),
                    bank: clean(bank),
                    account_no,
                    note: clean(note),
                }
            },
        )
}

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| template(Target::Members).expect("made"));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_is_read_again(members in proptest::collection::vec(member(), 1..12)) {
        for (format, name) in [(Format::Xlsx, "a.xlsx"), (Format::CsvUtf8, "a.csv"), (Format::CsvGb18030, "a.csv")] {
            let bytes = export_members(&members, format).expect("written");
            let book = read(&bytes, name).expect("read");
            let sheet = &book.sheets[0];
            let import = import_members(sheet, &guess(sheet, Target::Members), &options()).expect("members");
            let twice = import.errors.iter().all(|e| e.code == "duplicate_in_file");
            prop_assert!(twice, "{:?}", import.errors);
            if import.errors.is_empty() {
                let rows: Vec<MemberRow> = import.rows.into_iter().map(|r| MemberRow { row: 0, ..r }).collect();
                prop_assert_eq!(&rows, &members, "{:?}", format);
            }
        }
    }

    #[test]
    fn random_bytes_are_survived(head in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE", b"\xEF\xBB\xBF"]),
                                 tail in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let bytes = [head, &tail].concat();
        if let Ok(book) = read(&bytes, "a.csv") {
            for sheet in &book.sheets {
                for target in [Target::Members, Target::Attendance] {
                    let mapping = guess(sheet, target);
                    let _ = import_members(sheet, &mapping, &options());
                    let _ = import_attendance(sheet, &mapping, &Default::default());
                }
            }
        }
    }

    #[test]
    fn any_text_pasted_is_survived(rows in proptest::collection::vec(
        proptest::collection::vec(prop::sample::select(vec![
            "姓名", "日期", "加班小时", "身份证号", "月工资", "1", "2", "31", "√", "张某", "2026年3月", "8:30",
            "合计", "", "\"", "9.9E+17", "1.2万", "-", "上班时间", "下班时间", "休息", "#REF!", "2026-03-01",
        ]), 0..40), 0..12)) {
        let text: Vec<String> = rows.iter().map(|r| r.join("\t")).collect();
        if let Ok(book) = read_pasted(&text.join("\n")) {
            for target in [Target::Members, Target::Attendance] {
                let mapping = guess(&book.sheets[0], target);
                let _ = import_members(&book.sheets[0], &mapping, &options());
                let _ = import_attendance(&book.sheets[0], &mapping, &Default::default());
            }
        }
    }

    #[test]
    fn a_damaged_workbook_of_excel_97_is_survived(at in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = old_workbook(&[label(0, 0, "姓名"), label(1, 0, "张某"), number(1, 1, 1, 2.0)]);
        for (index, byte) in &at {
            let place = index.index(bytes.len());
            bytes[place] = *byte;
        }
        let _ = read(&bytes, "a.xls");
    }

    #[test]
    fn a_damaged_workbook_is_survived(at in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = SOUND.clone();
        for (index, byte) in &at {
            let place = index.index(bytes.len());
            bytes[place] = *byte;
        }
        let _ = read(&bytes, "a.xlsx");
        let _ = read(&bytes[..cut.index(bytes.len())], "a.xlsx");
    }
}
