//! Sample data made worse: as little as is allowed, as much as can be thought of, and words that look like commands.
//!
//! Made from each kind's `sample.json` by its shape, so that a new kind is tried without further files.
//! The tests assert on these; `cargo xtask papers` prints them to be looked at.

use documents::{Engine, Question};
use serde_json::{Value, json};

/// Parts that every paper has; what is beyond them is the kind's own.
pub const COMMON: [&str; 12] = [
    "org",
    "doc",
    "case",
    "applicants",
    "respondents",
    "third",
    "claims",
    "claims_total",
    "evidence",
    "witnesses",
    "clocks",
    "fields",
];

/// A word that a template turns into Chinese: `own_application`.
pub fn is_code(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// Words that a template compares with, to tick a box.
const TICKED: [&str; 14] = [
    "电话",
    "上门",
    "来访",
    "来电",
    "网上",
    "满意",
    "基本满意",
    "不满意",
    "未表态",
    "直接送达",
    "邮寄送达",
    "电子送达",
    "留置送达",
    "委托送达",
];

/// Whether a text is a value with a form (a day, a sum, a number of a paper) that stays as it is.
pub fn has_form(text: &str) -> bool {
    let day = text.get(..10).unwrap_or(text);
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok()
        || text.chars().all(|c| c.is_ascii_digit() || ".,-: ".contains(c))
        || is_code(text)
        || TICKED.contains(&text)
}

/// Visits every text; the path has `[]` for any place in a list, and `first` is false beyond a list's first.
pub fn each_leaf(data: &mut Value, visit: &mut dyn FnMut(&str, bool, &mut String)) {
    fn walk(
        path: &str,
        first: bool,
        value: &mut Value,
        visit: &mut dyn FnMut(&str, bool, &mut String),
    ) {
        match value {
            Value::Object(map) => {
                for (key, one) in map.iter_mut() {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    walk(&path, first, one, visit);
                }
            }
            Value::Array(list) => {
                for (n, one) in list.iter_mut().enumerate() {
                    walk(&format!("{path}[]"), first && n == 0, one, visit);
                }
            }
            Value::String(text) => visit(path, first, text),
            _ => {}
        }
    }
    walk("", true, data, visit);
}

/// Whether a text may be written over: not a value with a form, not what the engine itself reads.
pub fn is_free(path: &str, text: &str) -> bool {
    let kept = ["doc.id", "doc.number", "doc.supersedes.id", "recovery.groups[]"];
    let last = path.rsplit('.').next().unwrap_or(path);
    !text.is_empty()
        && !kept.contains(&path)
        && !path.starts_with("codes.")
        && !["capitals", "role", "kind", "sex"].contains(&last)
        && !has_form(text)
}

/// Only what the kind asks for, with the sample's answers.
pub fn shortest(engine: &Engine, kind: &str, sample: &Value) -> Value {
    let mut data = json!({ "doc": { "date": sample["doc"]["date"], "id": "shortest" } });
    for side in ["applicants", "respondents"] {
        if let Some(one) = sample[side].get(0) {
            data[side] = json!([{ "kind": one["kind"] }]);
        }
    }
    for _ in 0..8 {
        let asked = engine.missing(kind, &data).expect("the kind is known");
        if asked.is_empty() {
            break;
        }
        for question in &asked {
            let answer = answer(sample, question);
            put(&mut data, &question.path, answer);
        }
    }
    data
}

fn answer(sample: &Value, question: &Question) -> Value {
    let mut at = sample;
    for key in question.path.split('.') {
        at = match key.parse::<usize>() {
            Ok(n) => &at[n],
            Err(_) => &at[key],
        };
    }
    match (at, question.choices.first()) {
        // Of a list the first will do.
        (Value::Array(list), _) => json!(list.iter().take(1).collect::<Vec<_>>()),
        (Value::Null, Some(choice)) => json!(choice.value),
        (Value::Null, None) => json!("某"),
        (Value::String(text), _) if text.is_empty() => json!("某"),
        (known, _) => known.clone(),
    }
}

/// Puts a value at a dotted path, making what is missing on the way.
fn put(data: &mut Value, path: &str, value: Value) {
    let mut at = data;
    for key in path.split('.') {
        if let Ok(n) = key.parse::<usize>() {
            if !at.is_array() {
                *at = json!([]);
            }
            let list = at.as_array_mut().expect("just made");
            while list.len() <= n {
                list.push(json!({}));
            }
            at = &mut list[n];
        } else {
            if !at.is_object() {
                *at = json!({});
            }
            at = &mut at[key];
        }
    }
    *at = value;
}

/// Rows of a long table.
pub const ROWS: usize = 300;
/// Characters of a long narrative.
pub const NARRATIVE: usize = 20_000;
/// Lists that people really have by the hundred.
const TABLES: [&str; 9] = [
    "members",
    "obligations",
    "evidence",
    "index",
    "rows",
    "overdue",
    "owed",
    "materials",
    "cases",
];
const TEN_STEMS: [char; 12] =
    ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑'];

/// A name of sixteen characters with two middle dots.
pub fn long_name(n: usize) -> String {
    format!("阿卜杜热合曼·库尔班江·买提明{}", TEN_STEMS[n % 12])
}

/// A firm's name of sixty characters.
pub fn long_firm(n: usize) -> String {
    let base = "某某国际物流供应链管理（某某傣族自治州某某县口岸经济技术开发区）股份有限公司第一分公司跨境花卉冷链仓储运输配送事业部东区项目部门";
    base.chars().take(59).chain([TEN_STEMS[n % 12]]).collect()
}

/// Sentences that can each be found again.
pub fn sentences(characters: usize) -> String {
    (0..characters.div_ceil(10))
        .map(|n| format!("第{n:04}句话说完。{}", if n % 12 == 11 { "\n" } else { "" }))
        .collect()
}

/// Twelve parties with long names, tables of three hundred rows, a narrative of twenty thousand characters, large sums.
pub fn longest(sample: &Value) -> Value {
    let mut data = sample.clone();
    rename(&mut data);
    for (side, count) in [("applicants", 8), ("respondents", 4)] {
        let Some(one) = data[side].get(0).cloned() else { continue };
        let worker = one["kind"] == "worker";
        let name = |n: usize| if worker { long_name(n) } else { long_firm(n) };
        data[side] = (0..count)
            .map(|n| {
                let mut party = one.clone();
                party["name"] = json!(name(n));
                party
            })
            .collect();
    }
    for (part, value) in data.as_object_mut().expect("a sample is an object") {
        if part == "evidence" || !COMMON.contains(&part.as_str()) {
            lengthen(part, value);
        }
    }
    sums(&mut data);
    // The agreement has the whole of it; elsewhere a few pages show the same in less time.
    for (part, key, length) in [("case", "narrative", NARRATIVE / 8), ("terms", "facts", NARRATIVE)]
    {
        if data[part][key].as_str().is_some_and(|t| !t.is_empty()) {
            data[part][key] = json!(sentences(length));
        }
    }
    data
}

/// The parties' names wherever they stand.
fn rename(data: &mut Value) {
    let old = |side: &str| data[side][0]["name"].as_str().unwrap_or_default().to_owned();
    let (worker, firm) = (old("applicants"), old("respondents"));
    each_leaf(data, &mut |path, _, text| {
        for (old, new) in [(&worker, long_name(0)), (&firm, long_firm(0))] {
            if old.chars().count() > 1 && !path.ends_with(".address") {
                *text = text.replace(old.as_str(), &new);
            }
        }
    });
}

fn lengthen(key: &str, value: &mut Value) {
    match value {
        Value::Object(map) => map.iter_mut().for_each(|(key, one)| lengthen(key, one)),
        Value::Array(list) if key == "sheets" => *list = sheets(&list[0]),
        Value::Array(list) => {
            if list.iter().any(|one| one.get("code").is_some() || one.as_str().is_some_and(is_code))
            {
                return;
            }
            let wanted = match key {
                "groups" | "servers" => list.len(),
                "computations" => 3,
                _ if TABLES.contains(&key) => ROWS,
                _ => 12,
            };
            // Long texts in three hundred rows would be a book of eight hundred pages.
            if wanted < ROWS {
                list.iter_mut().for_each(|one| lengthen("", one));
            }
            let seen = list.clone();
            *list = seen.iter().cycle().take(wanted.max(seen.len())).cloned().collect();
            if seen.len() < list.len() {
                list.iter_mut().enumerate().for_each(|(n, one)| number(n + 1, one));
            }
        }
        Value::String(text) if text.chars().count() >= 30 && !has_form(text) => {
            *text = format!("{}\n{}", text, sentences(800));
        }
        _ => {}
    }
}

/// Makes a row of a list tell its number.
fn number(n: usize, row: &mut Value) {
    let mark = |text: &mut String| *text = format!("{text}（第{n:03}）");
    match row {
        Value::String(text) if !text.is_empty() => mark(text),
        Value::Object(map) => {
            if let Some(no) = map.get_mut("no").filter(|no| no.is_number()) {
                *no = json!(n);
            }
            let words = ["name", "what", "ask", "topic", "q", "kind", "text", "by", "rule", "head"];
            let free = |key: &str| {
                let text = map.get(key).and_then(Value::as_str);
                text.is_some_and(|t| !t.is_empty() && !has_form(t))
            };
            if let Some(key) = words.into_iter().find(|key| free(key))
                && let Some(Value::String(text)) = map.get_mut(key)
            {
                mark(text);
            }
        }
        _ => {}
    }
}

/// Three hundred members, as the desk cuts them: eleven on the first sheet, fifteen on each other.
fn sheets(sheet: &Value) -> Vec<Value> {
    let member = &sheet["members"][0];
    let all: Vec<Value> = (0..ROWS)
        .map(|n| {
            let mut one = member.clone();
            one["no"] = json!(n + 1);
            one["name"] = json!(format!("职工{n:03}"));
            one
        })
        .collect();
    let (first, rest) = all.split_at(11);
    std::iter::once(first)
        .chain(rest.chunks(15))
        .map(|members| {
            let mut sheet = sheet.clone();
            sheet["count"] = json!(members.len());
            sheet["members"] = json!(members);
            sheet
        })
        .collect()
}

/// Sums of seven figures.
fn sums(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.get("amount").is_some_and(Value::is_string) {
                map.insert("amount_fen".into(), json!(987_654_321));
                map.insert("amount".into(), json!("9,876,543.21"));
                map.insert("capitals".into(), json!("玖佰捌拾柒万陆仟伍佰肆拾叁元贰角壹分"));
            }
            map.values_mut().for_each(sums);
        }
        Value::Array(list) => list.iter_mut().for_each(sums),
        _ => {}
    }
}

/// What typst takes for commands, what offers no place to break, and what hides or turns text; in turn, one a field.
const HOSTILE: [&str; 14] = [
    "#panic()#*b*_i_$x^2$<label>@ref",
    "#import \"@preview/cetz:0.3.0\": *",
    "\\u{4e00}\\#\\\\//注/*注*/",
    "= 标题 - 项 + 项 / 词: 义",
    "`raw`[内容]{代码}\"引\"'号'~--...",
    "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789",
    "https://example.invalid/a?b=c&d=e%20f#g_h-i.j~k!l*m'n(o)p;q:r@s=t+u,v",
    "\u{202E}倒过来\u{202C}\u{2066}隔开\u{2069}\u{200F}",
    "零\u{200B}宽\u{200D}连\u{FEFF}字\u{00AD}符",
    "控\u{0}制\u{7}字\u{1B}[31m符\u{85}",
    "éèêëěĕęēáàâäǎăāãåóòôöǒŏōõøúùûüǔŭūũůíìîïǐĭīĩý",
    "…………………………………………………………………………………………————————————————————————————————————",
    "（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（））））））））））））））））））））））））））））））",
    "！！！！！！！！！！！！！！！！！！！！！！！！！！！！！！！！！！，，，，，，，，，，。。。。。。。。。。完",
];

/// The sample with something hostile at the end of every free text, each marked so that it can be found again.
///
/// Gives the data and, for each text, its path and what must stand on the paper if the paper prints it.
pub fn hostile(sample: &Value) -> (Value, Vec<(String, String)>) {
    marked(sample, |n| HOSTILE[n % HOSTILE.len()])
}

/// The sample with only the marks: which of its texts the paper prints.
pub fn plain(sample: &Value) -> (Value, Vec<(String, String)>) {
    marked(sample, |_| "")
}

fn marked(sample: &Value, tail: impl Fn(usize) -> &'static str) -> (Value, Vec<(String, String)>) {
    let mut data = sample.clone();
    let mut marks = Vec::new();
    each_leaf(&mut data, &mut |path, _, text| {
        if is_free(path, text) && !text.contains('\n') {
            let n = marks.len();
            let tail = format!("标{n}记{}", tail(n));
            text.push_str(&tail);
            let shown = documents::clean(&json!(tail));
            marks.push((path.to_owned(), shown.as_str().unwrap_or_default().to_owned()));
        }
    });
    (data, marks)
}
