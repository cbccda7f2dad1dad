//! Cases of people and firms that do not exist: the nth is always the same.

use casework::{CaseId, Event};
use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Surnames; with 某 each of them is a name of two characters.
const SURNAMES: &str = "\
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎\
    鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄\
    和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭\
    梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚\
    程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫\
    宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴";
const GIVEN: &str = "甲乙丙丁岩芳强敏静磊军洋勇艳杰娟涛超霞平";
const TRADES: [&str; 8] = ["劳务", "工贸", "分拣", "花卉", "建筑", "餐饮", "物流", "制衣"];
const WORK: [&str; 8] =
    ["分拣工", "泥瓦工", "保洁员", "骑手", "缝纫工", "装卸工", "服务员", "采摘工"];
const TELL: [&str; 10] = [
    "双方未签订书面劳动合同，工资按月以转账方式发放。",
    "本人多次到办公室催要，负责人一直说资金周转不开，让再等等。",
    "上班时间为早八点到晚六点，每月休息两天，有考勤记录和工作群聊天记录为证。",
    "离职时单位出具了一张欠条，写明金额和日期，但没有盖章。",
    "本人曾向园区工会反映，工会电话联系后对方答应月底支付，至今没有兑现。",
    "同班组还有几名工友情况相同，目前都没有拿到钱。",
    "工作中手部受过一次轻伤，医药费由本人垫付，单位答应报销后未予办理。",
    "单位称本人工作中有损耗要扣款，但没有出示任何制度和记录。",
    "希望尽快拿到工资回家，愿意在合理范围内分期。",
    "单位没有缴纳社会保险，也没有告知过本人。",
];

/// One invented case.
pub struct Invented {
    n: u32,
    /// Path → value, as a clerk types it.
    pub fields: BTreeMap<String, Value>,
}

/// A number that looks drawn and is the same for the same two.
fn drawn(n: u32, what: u64, of: usize) -> usize {
    let mut x =
        u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ what.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 30;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    usize::try_from(x % of.max(1) as u64).expect("less than a length")
}

/// All names of two characters that occur.
pub fn short_names() -> Vec<String> {
    SURNAMES.chars().filter(|c| !c.is_whitespace()).map(|c| format!("{c}某")).collect()
}

impl Invented {
    /// The nth case.
    pub fn new(n: u32) -> Self {
        let names = short_names();
        let name = |what| {
            let short = &names[drawn(n, what, names.len())];
            // Every third has a third character.
            match GIVEN.chars().nth(drawn(n, what + 100, 60)) {
                Some(given) => format!("{short}{given}"),
                None => short.clone(),
            }
        };
        let (worker, boss, clerk) = (name(1), name(2), name(3));
        let trade = TRADES[drawn(n, 4, TRADES.len())];
        let firm = format!(
            "某某县{}某{trade}有限公司",
            GIVEN.chars().nth(n as usize % 20).unwrap_or('甲')
        );
        let monthly = 3000 + 50 * drawn(n, 5, 80);
        let months = 1 + drawn(n, 6, 6);
        let owed = monthly * months * 100;
        let work = WORK[drawn(n, 7, WORK.len())];
        let year = 2024 + drawn(n, 8, 3);
        let mut told = format!(
            "申请人{worker}称：{year}年{}月起在{firm}做{work}，约定月工资{monthly}元。",
            1 + drawn(n, 9, 12)
        );
        told.push_str(&format!("被申请人拖欠工资{months}个月，共{}元。", owed / 100));
        for part in 0..5 {
            told.push_str(TELL[(drawn(n, 10, TELL.len()) + 3 * part) % TELL.len()]);
        }
        let fields = json!({
            "case/channel": "oral",
            "case/cause": "wages",
            "case/place": format!("某某工业园区{}号厂房", 1 + drawn(n, 11, 90)),
            "case/narrative": told,
            "parties/p1/role": "applicant",
            "parties/p1/kind": "worker",
            "parties/p1/name": worker,
            "parties/p1/id_kind": "resident",
            // Region 990000 was never given to any place.
            "parties/p1/id_number": format!("990000{}0101{:04}", 1960 + drawn(n, 12, 45), drawn(n, 13, 10_000)),
            "parties/p1/phone": format!("1000{n:07}"),
            "parties/p1/occupation": work,
            "parties/p1/address": format!("某某县某某镇某某村{}组", 1 + drawn(n, 14, 20)),
            "parties/p1/employment": "oral_ended",
            "parties/p2/role": "respondent",
            "parties/p2/kind": "employer",
            "parties/p2/name": firm,
            "parties/p2/legal_rep": boss,
            "parties/p2/contact": clerk,
            "parties/p2/contact_phone": format!("1001{n:07}"),
            "claims/c1/head": "wages",
            "claims/c1/monthly": monthly * 100,
            "claims/c1/amount": owed,
        });
        let Value::Object(fields) = fields else { unreachable!("it was written as an object") };
        Self { n, fields: fields.into_iter().collect() }
    }

    /// Its identifier.
    pub fn id(&self) -> CaseId {
        id(self.n)
    }

    /// What a desk records when it is registered: the sheet, and that it was received.
    pub fn events(&self, at: DateTime<FixedOffset>) -> Vec<Event> {
        vec![
            Event::Amended { patch: self.fields.clone() },
            Event::Received { form: "oral".to_owned(), at, receiver: "王某".to_owned() },
        ]
    }

    /// The same as one document, for those who keep documents.
    pub fn document(&self, at: DateTime<FixedOffset>) -> Value {
        let mut all: Map<String, Value> = self.fields.clone().into_iter().collect();
        all.insert("_id".to_owned(), self.id().0.into());
        all.insert("received".to_owned(), json!({ "form": "oral", "at": at, "receiver": "王某" }));
        Value::Object(all)
    }

    /// The texts a search looks at, in the order of [`COLUMNS`].
    pub fn texts(&self) -> [&str; COLUMNS.len()] {
        COLUMNS.map(|(_, path)| self.fields.get(path).and_then(Value::as_str).unwrap_or_default())
    }
}

/// Columns of a table that holds what the desk's search holds, and where they come from.
pub const COLUMNS: [(&str, &str); 10] = [
    ("applicant", "parties/p1/name"),
    ("respondent", "parties/p2/name"),
    ("legal_rep", "parties/p2/legal_rep"),
    ("contact", "parties/p2/contact"),
    ("phone", "parties/p1/phone"),
    ("contact_phone", "parties/p2/contact_phone"),
    ("id_number", "parties/p1/id_number"),
    ("address", "parties/p1/address"),
    ("place", "case/place"),
    ("narrative", "case/narrative"),
];

/// Identifier of the nth case.
pub fn id(n: u32) -> CaseId {
    CaseId(format!("0193a0b0-0000-7000-8000-{n:012}"))
}

/// One field of a case typed anew.
pub fn change(path: &str, value: Value) -> Event {
    Event::Amended { patch: BTreeMap::from([(path.to_owned(), value)]) }
}

/// Bytes that do not shrink, the same for the same seed.
pub fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_is_one_a_clerk_can_type() {
        for n in 0..200 {
            for (path, value) in &Invented::new(n).fields {
                assert_eq!(casework::fields::normalise(path, value).as_ref(), Ok(value), "{path}");
            }
        }
    }

    #[test]
    fn the_nth_case_is_always_the_same_and_no_two_are() {
        let text = |n| Invented::new(n).document(DateTime::UNIX_EPOCH.fixed_offset()).to_string();
        assert_eq!(text(7), text(7));
        let all: BTreeSet<String> = (0..500).map(text).collect();
        assert_eq!(all.len(), 500);
    }

    #[test]
    fn nobody_has_a_name_that_a_person_could_have() {
        for n in 0..500 {
            let case = Invented::new(n);
            for path in ["parties/p1/name", "parties/p2/legal_rep", "parties/p2/contact"] {
                let name = case.fields[path].as_str().unwrap();
                assert_eq!(name.chars().nth(1), Some('某'), "{name}");
            }
        }
        let names = short_names();
        assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "each once");
    }
}
