//! A county corrects a sentence in another language: by its pack, and what was confirmed before.

use super::*;

const LAO: &str = "documents/common/phrases/lo.toml";
const ZH: &str = "有疑问请打电话";
const FIRST: &str = "ມີຄຳຖາມ ໂທຫາພວກເຮົາໄດ້";
const SECOND: &str = "ໂທຫາພວກເຮົາ";

impl Laptop {
    /// A pack that words one Lao phrase otherwise.
    fn worded(&self, name: &str, version: &str, text: &str, more: &str) -> PathBuf {
        let folder = self.unpacked(name, version, "");
        fs::remove_dir_all(folder.join("documents")).expect("only the wording");
        let file = folder.join(LAO);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let phrase = format!(
            "language = \"lo\"\n\n[[phrase]]\nkey = \"contact\"\nzh = \"{ZH}\"\ntext = \"{text}\"\n{more}"
        );
        fs::write(file, phrase).expect("written");
        folder
    }

    /// Signed and put into use.
    fn words(&self, name: &str, version: &str, text: &str, more: &str) -> Value {
        let folder = self.worded(name, version, text, more);
        let made = self.call("pack.sign", json!({ "path": folder }));
        self.call("pack.use", json!({ "sha256": made["pack"]["sha256"] }));
        made["pack"]["sha256"].clone()
    }

    fn row(&self) -> Value {
        let book = self.call("phrases.list", json!({ "language": "lo" }));
        let rows = book["rows"].as_array().expect("rows").clone();
        rows.into_iter().find(|row| row["key"] == "contact").expect("the phrase")
    }

    fn confirms(&self, text: &str, by: &str) -> Value {
        let input = json!({ "language": "lo", "key": "contact", "text": text, "by": by });
        self.call("phrases.confirm", input)
    }

    /// A man from Laos files an application and gets his receipt: the paper and its words.
    fn receipt(&self) -> (Value, String) {
        let made = self.intake("oral");
        let of = |field: &str| format!("parties/{}/{field}", made.worker);
        self.puts(
            &made.case,
            &[(of("language"), json!("老挝语")), (of("interpreter"), json!("玉某"))],
        );
        self.call("case.receive", json!({ "case": made.case, "form": "oral" }));
        let fields = json!({ "translation.prevails": "zh" });
        let input = json!({ "case": made.case, "kind": "receipt-bilingual", "fields": fields });
        let paper = self.call("paper.issue", input)["row"]["paper"].clone();
        let text = self.printed(&made.case, &paper["id"]);
        (paper, text)
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_corrected_sentence_reaches_the_stations_and_wants_a_confirmation_of_its_own() {
    let county = Laptop::county();
    let station = Laptop::station_of(&county);
    let meet = || {
        county.sync();
        station.sync();
    };
    let shipped = county.row()["text"].as_str().expect("text").to_owned();
    county.confirms(&shipped, "县外事办 甲某");
    meet();
    assert_eq!((&station.row()["reviewed"], &station.row()["pack"]), (&json!(true), &json!("")));
    let (paper, before) = station.receipt();
    assert!(before.contains(&squeezed(&shipped)), "{before}");
    assert_eq!(paper["pack"], "builtin");

    let one = county.words("甲", "1", FIRST, "");
    meet();
    let row = station.row();
    assert_eq!((&row["text"], &row["original"]), (&json!(FIRST), &json!(FIRST)), "{row}");
    assert_eq!((&row["pack"], &row["shipped"]), (&json!("勐腊县文书样式 1"), &json!(shipped)));
    assert_eq!(row["reviewed"], false, "the old words were confirmed, not these: {row}");
    assert_eq!(row["before"], "县外事办 甲某");
    let (paper, now) = station.receipt();
    assert!(now.contains(&squeezed(FIRST)) && !now.contains(&squeezed(&shipped)), "{now}");
    let marks = |text: &str| text.matches('＊').count();
    assert_eq!(marks(&now), marks(&before) + 1, "marked on the paper as well");
    let one = one.as_str().expect("a hash");
    assert_eq!(paper["pack"], json!(format!("county-532823@1#{one}")));

    county.confirms(FIRST, "县外事办 乙某");
    meet();
    let row = station.row();
    assert_eq!(
        (&row["reviewed"], &row["county"], &row["by"]),
        (&json!(true), &json!(true), &json!("县外事办 乙某"))
    );
    assert_eq!(marks(&station.receipt().1), marks(&before));

    // Other words again, then back, step by step: each finds its own confirmation.
    county.words("乙", "2", SECOND, "");
    meet();
    assert_eq!(
        (&station.row()["text"], &station.row()["reviewed"]),
        (&json!(SECOND), &json!(false))
    );
    county.call("pack.use", json!({ "sha256": one }));
    meet();
    assert_eq!(
        (&station.row()["text"], &station.row()["by"]),
        (&json!(FIRST), &json!("县外事办 乙某"))
    );
    county.call("pack.use", json!({ "sha256": "" }));
    meet();
    let row = station.row();
    assert_eq!((&row["text"], &row["by"]), (&json!(shipped), &json!("县外事办 甲某")), "{row}");
    assert_eq!(row["pack"], "");
    // What is taken back is taken back for these words only.
    county.call("phrases.withdraw", json!({ "language": "lo", "key": "contact" }));
    assert_eq!(county.row()["reviewed"], false);
    county.call("pack.use", json!({ "sha256": one }));
    assert_eq!(county.row()["reviewed"], true);
}

#[test]
fn a_sentence_reviewed_in_the_signed_pack_is_the_countys_word() {
    let county = Laptop::county();
    let station = Laptop::station_of(&county);
    let reviewed = "reviewed = true\nreviewed_by = \"县外事办 丙某\"\nreviewed_on = 2026-12-01\n";
    county.words("甲", "1", FIRST, reviewed);
    county.sync();
    station.sync();
    let row = station.row();
    assert_eq!(
        (&row["reviewed"], &row["county"], &row["by"]),
        (&json!(true), &json!(true), &json!("县外事办 丙某")),
        "{row}"
    );
    assert_eq!(row["on"], "2026-12-01");
    let again = json!({ "language": "lo", "key": "contact", "text": SECOND, "by": "站上 丁某" });
    assert_eq!(station.refused("phrases.confirm", again), "phrases.countys");

    // The words changed, the mark of the review left standing: somebody should look.
    let warned = |text: &str, more: &str| {
        let folder = county.worded("乙", "2", text, more);
        let checked = county.call("pack.check", json!({ "path": folder }));
        assert_eq!(checked["passes"], true, "{checked}");
        let found = checked["findings"].as_array().expect("findings").clone();
        found.into_iter().find(|f| f["text"].to_string().contains("还是改以前的"))
    };
    let found = warned(SECOND, reviewed).expect("a warning");
    assert_eq!((&found["file"], &found["line"]), (&json!(LAO), &json!(4)));
    assert_eq!(warned(SECOND, "reviewed = false\n"), None);
    assert_eq!(warned(FIRST, reviewed), None);
}

#[test]
fn words_that_cannot_be_printed_are_not_confirmed() {
    let desk = Laptop::new("物流园驿站");
    let input =
        |text: &str| json!({ "language": "lo", "key": "fifteen", "text": text, "by": "玉某" });
    for text in ["ภายใน 15 วัน", "ພາຍໃນ 15 ວັນ \u{102E0}", "ພາຍໃນ 51 ວັນ", "within 15 days"]
    {
        assert_eq!(desk.refused("phrases.confirm", input(text)), "phrases.unfit", "{text}");
    }
    desk.call("phrases.confirm", input("ພາຍໃນ ໑໕ ວັນ"));
    // A pack with such words does not get a signature.
    let folder = desk.worded("甲", "1", "ผู้ร้อง", "");
    assert_eq!(desk.refused("pack.sign", json!({ "path": folder })), "pack.fails");
    // One on this desk alone, previewed in its language before anybody signs it.
    let folder = desk.worded("乙", "1", FIRST, "");
    let input = json!({ "path": folder, "kind": "receipt-bilingual", "language": "lo" });
    let seen = support::words(&desk.try_bytes("pack.preview", input).expect("a preview"));
    assert!(seen.contains(&squeezed(FIRST)), "{seen}");
}
