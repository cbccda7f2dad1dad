//! People and firms that do not exist, and read so.

use crate::draw::Draw;
use chrono::{Datelike, NaiveDate};
use statute::{check_id, check_uscc};

/// First two digits of every identity number here: no region has them.
pub const IDENTITY_AREA: &str = "99";
/// First four digits of every telephone number here: no operator has them.
pub const PHONE_PREFIX: &str = "1000";

const SURNAMES: &[&str] = &[
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨",
    "朱", "秦", "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜", "岩",
    "玉", "普", "刀", "罗", "白", "马", "段", "木", "和", "龙", "欧阳", "召",
];
const STEMS: &[&str] = &[
    "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯", "辰", "巳",
    "午", "未", "申", "酉", "戌", "亥",
];
/// Given names that fonts and input methods are apt to lose.
const RARE: &[&str] = &["𬱖", "𰻝", "㛃", "䶮"];
const TRADES: &[(&str, &str)] = &[
    ("劳务", "普工"),
    ("分拣", "分拣员"),
    ("花卉", "采摘工"),
    ("建筑", "泥瓦工"),
    ("餐饮", "服务员"),
    ("物流", "装卸工"),
    ("制衣", "缝纫工"),
    ("电子", "流水线工"),
    ("酒店", "保洁员"),
    ("橡胶", "割胶工"),
];

/// Who mediates at the station of the samples. None of them shares a name with a party, or the law
/// would keep him from the case.
const STAFF: &[&str] =
    &["李某东", "赵某南", "王某西", "岩某北", "玉某春", "白某夏", "和某秋", "普某冬", "杨某中"];

/// A worker.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) id_kind: &'static str,
    pub(crate) id_number: String,
    pub(crate) sex: &'static str,
    pub(crate) birth: NaiveDate,
    pub(crate) nation: &'static str,
    pub(crate) language: &'static str,
    pub(crate) phone: String,
}

/// A firm.
#[derive(Debug, Clone)]
pub(crate) struct Firm {
    pub(crate) name: String,
    pub(crate) uscc: String,
    pub(crate) legal_rep: String,
    pub(crate) contact: String,
    pub(crate) phone: String,
    /// What its people do.
    pub(crate) work: &'static str,
}

/// So many of the staff, none twice.
pub(crate) fn staff(draw: &mut Draw, n: usize) -> Vec<&'static str> {
    let first = usize::try_from(draw.next() % STAFF.len() as u64).unwrap_or(0);
    (0..n.min(STAFF.len())).map(|i| STAFF[(first + i) % STAFF.len()]).collect()
}

pub(crate) fn name(draw: &mut Draw) -> String {
    let given = if draw.one_in(200) { draw.of(RARE) } else { draw.of(STEMS) };
    format!("{}某{given}", draw.of(SURNAMES))
}

pub(crate) fn phone(draw: &mut Draw) -> String {
    format!("{PHONE_PREFIX}{:07}", draw.between(0, 9_999_999))
}

/// A person of working age on a day.
pub(crate) fn person(draw: &mut Draw, today: NaiveDate) -> Person {
    let age = draw.between(18, 58) * 365 + draw.between(0, 364) + 15;
    let birth = today - chrono::TimeDelta::days(age);
    let male = !draw.one_in(2);
    let mut person = Person {
        name: name(draw),
        id_kind: "resident",
        id_number: String::new(),
        sex: if male { "male" } else { "female" },
        birth,
        nation: "",
        language: "",
        phone: phone(draw),
    };
    if draw.one_in(40) {
        // A worker from across the border, with a passport that no office has issued.
        person.name = format!("坎某{}", draw.of(STEMS));
        person.id_kind = "passport";
        person.id_number = format!("PX9{:06}", draw.between(0, 999_999));
        person.nation = "老挝";
        person.language = "老挝语";
        return person;
    }
    let sequence = draw.between(0, 499) * 2 + i64::from(male);
    let area = draw.between(1, 99);
    let body = format!(
        "{IDENTITY_AREA}01{area:02}{:04}{:02}{:02}{sequence:03}",
        birth.year(),
        birth.month(),
        birth.day()
    );
    let fits = check_id(&format!("{body}0"), today).expected.unwrap_or('0');
    person.id_number = format!("{body}{fits}");
    person
}

pub(crate) fn firm(draw: &mut Draw) -> Firm {
    let (trade, work) = draw.of(TRADES);
    let body = format!("91{IDENTITY_AREA}0101MA{:07}", draw.between(0, 9_999_999));
    let fits = check_uscc(&format!("{body}0")).expected.unwrap_or('0');
    Firm {
        name: format!("某某县某{}{trade}有限公司", draw.of(STEMS)),
        uscc: format!("{body}{fits}"),
        legal_rep: name(draw),
        contact: name(draw),
        phone: phone(draw),
        work,
    }
}

/// One person of the chain behind a building site: a contractor without a firm.
pub(crate) fn contractor(draw: &mut Draw) -> Firm {
    let name = name(draw);
    Firm {
        uscc: String::new(),
        legal_rep: String::new(),
        contact: name.clone(),
        phone: phone(draw),
        work: "泥瓦工",
        name,
    }
}
