//! The one registry of what a person can type about a case: path, type, class, Chinese label.
//!
//! A path has two or three parts: `case/<field>`, `agreement/<field>`, or `<table>/<row>/<field>`
//! for the repeating tables `parties`, `claims`, `members`, `terms` and `clauses`.

use serde::Serialize;
use serde_json::Value;
use statute::Fen;

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// One line of text; control characters are removed.
    Text,
    /// Text of several lines, up to 20 000 characters and beyond.
    LongText,
    /// An amount in 分.
    Money,
    /// A calendar day, ISO 8601.
    Day,
    /// A month, `YYYY-MM`.
    Month,
    /// A local date and time with offset.
    Moment,
    /// Yes or no.
    Flag,
    /// A count.
    Count,
    /// One of the listed codes.
    Choice(&'static [(&'static str, &'static str)]),
    /// Several of the listed codes, or free words.
    Words(&'static [(&'static str, &'static str)]),
}

/// Who may see a field and whether two desks can be at odds over it (design: legal, plain, private).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldClass {
    /// Decides rights: two different values are a conflict for a person to settle.
    Legal,
    /// Descriptive: the later value stands, both are in the history.
    Plain,
}

/// One declared field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// `case`, `agreement`, or the name of a repeating table.
    pub table: &'static str,
    /// Name inside the table.
    pub name: &'static str,
    /// Type of the value.
    pub kind: FieldType,
    /// Legal or plain.
    pub class: FieldClass,
    /// Label on screens and papers.
    pub label: &'static str,
}

use FieldClass::{Legal, Plain};
use FieldType::{Choice, Count, Day, Flag, LongText, Moment, Money, Month, Text, Words};

/// Intake channels (needs.md § B).
pub const CHANNELS: &[(&str, &str)] = &[
    ("oral", "口头"),
    ("written", "书面"),
    ("hotline", "热线"),
    ("assigned", "委派"),
    ("court", "法院委托"),
    ("arbitration", "仲裁委托"),
    ("platform", "网上平台"),
    ("transfer", "其他部门转来"),
];
/// How a court hands a matter to mediators; each has its own period (法释〔2016〕14号 Art. 27).
pub const COURT_KINDS: &[(&str, &str)] = &[
    ("delegated", "立案前委派"),
    ("entrusted", "立案后委托（普通程序）"),
    ("entrusted_summary", "立案后委托（简易程序）"),
];
/// Yes, no, or not known yet: a question that was not asked is not answered no.
pub const KNOWN: &[(&str, &str)] = &[("yes", "是"), ("no", "否"), ("unknown", "不清楚")];
/// Why a worker needs special protection.
pub const VULNERABLE: &[(&str, &str)] = &[
    ("migrant", "农民工"),
    ("minor", "未成年工"),
    ("pregnant", "孕期、产期、哺乳期女职工"),
    ("disabled", "残疾人"),
    ("elderly", "超过退休年龄"),
    ("injured", "工伤"),
    ("hardship", "生活困难"),
    ("new_form", "新就业形态劳动者"),
];
/// Kinds of identity document (law.md § 6).
pub const ID_KINDS: &[(&str, &str)] = &[
    ("resident", "居民身份证"),
    ("hmt", "港澳台居民居住证"),
    ("permanent", "外国人永久居留身份证"),
    ("passport", "护照"),
    ("border", "边民出入境通行证"),
    ("work_permit", "外国人工作许可证"),
    ("other", "其他证件"),
];
/// How the worker is employed: it decides the limitation and the rules of new-form employment.
pub const EMPLOYMENT: &[(&str, &str)] = &[
    ("ongoing", "劳动合同，在职"),
    ("ended", "劳动合同，已离职"),
    ("oral_ongoing", "未签合同，在职"),
    ("oral_ended", "未签合同，已离职"),
    ("dispatched", "劳务派遣"),
    ("platform", "新就业形态"),
    ("platform_partial", "新就业形态，不完全符合劳动关系"),
    ("contract_work", "承揽"),
    ("service", "劳务（雇佣）关系"),
    ("unknown", "暂不清楚"),
];
/// Place in a construction chain (保障农民工工资支付条例 Art. 29, 30, 36).
pub const CHAIN_ROLES: &[(&str, &str)] = &[
    ("owner", "建设单位"),
    ("general", "施工总承包"),
    ("sub", "分包"),
    ("gang", "包工头"),
    ("platform", "平台企业"),
    ("partner", "合作企业"),
    ("dispatcher", "劳务派遣单位"),
    ("user", "用工单位"),
];
/// Standing of a party.
pub const ROLES: &[(&str, &str)] =
    &[("applicant", "申请人"), ("respondent", "被申请人"), ("third", "第三人")];
/// Worker or employer.
pub const PARTY_KINDS: &[(&str, &str)] = &[("worker", "劳动者"), ("employer", "用人单位")];
/// What a file is about that is no dispute: papers that need none are kept in it.
pub const SUBJECTS: &[(&str, &str)] = &[("supervision", "劳动法律监督"), ("station", "站务")];
/// Sex.
pub const SEXES: &[(&str, &str)] = &[("male", "男"), ("female", "女")];
/// Ways to pay.
pub const METHODS: &[(&str, &str)] = &[
    ("cash", "现金"),
    ("transfer", "银行转账"),
    ("wechat", "微信转账"),
    ("alipay", "支付宝转账"),
    ("escrow", "专户支付"),
    ("authority", "缴至经办机构"),
];
/// How a member stands to the settlement.
pub const STANCES: &[(&str, &str)] =
    &[("join", "同意"), ("object", "不同意"), ("undecided", "未表态"), ("withdrawn", "撤回")];
/// Kinds of duty.
pub const OBLIGATION_KINDS: &[(&str, &str)] = &[
    ("money", "按期付款"),
    ("event", "条件成就时付款"),
    ("social_insurance", "补缴社会保险费"),
    ("escrow", "专户付款"),
    ("deed", "其他义务"),
];
/// Scope of an agent's authority: settling must be granted expressly.
pub const AUTHORITY: &[(&str, &str)] = &[("general", "一般授权"), ("settle", "特别授权，含和解")];
/// Usual kinds of evidence in a wage case.
pub const EVIDENCE: &[(&str, &str)] = &[
    ("contract", "劳动合同"),
    ("payslip", "工资条"),
    ("attendance", "考勤"),
    ("chat", "聊天记录"),
    ("transfer", "转账记录"),
    ("witness", "证人"),
    ("other", "其他"),
];

const fn f(
    table: &'static str,
    name: &'static str,
    kind: FieldType,
    class: FieldClass,
    label: &'static str,
) -> Field {
    Field { table, name, kind, class, label }
}

/// Every field of the sheet.
pub const FIELDS: &[Field] = &[
    f("case", "channel", Choice(CHANNELS), Plain, "来源"),
    f("case", "received_at", Moment, Legal, "收件时间"),
    f("case", "cause", Text, Legal, "案由"),
    f("case", "place", Text, Plain, "劳动合同履行地或工作地点"),
    f("case", "narrative", LongText, Plain, "经过"),
    f("case", "demand", LongText, Plain, "诉求说明"),
    f("case", "evidence", Words(EVIDENCE), Plain, "证据"),
    f("case", "group", Flag, Plain, "群体"),
    f("case", "entrusting", Text, Legal, "委托机关"),
    f("case", "entrust_letter", Text, Legal, "委托函文号"),
    f("case", "entrust_letter_date", Day, Legal, "委托函日期"),
    f("case", "entrust_case_no", Text, Legal, "委托机关案号"),
    f("case", "entrust_return_by", Day, Legal, "委托函要求的反馈日期"),
    f("case", "hotline_ticket", Text, Plain, "热线工单号"),
    f("case", "court_kind", Choice(COURT_KINDS), Legal, "法院委派或委托"),
    f("case", "court_case_no", Text, Legal, "法院案号"),
    f("case", "hearing_on", Day, Legal, "仲裁开庭日期"),
    f("case", "external_source", Text, Plain, "外部平台"),
    f("case", "external_id", Text, Legal, "外部平台编号"),
    f("case", "work_stopped", Flag, Plain, "已经停工或者聚集"),
    f("case", "public_attention", Flag, Plain, "网络或者媒体已经关注"),
    f("case", "project", Text, Plain, "工程项目"),
    f("case", "project_money_due", Money, Legal, "建设单位未付工程款"),
    f("case", "employer_union", Choice(KNOWN), Plain, "单位有没有工会"),
    f("case", "union_notified", Choice(KNOWN), Legal, "解除前是否通知工会"),
    f("case", "employer_place", Text, Plain, "用人单位所在地"),
    f("case", "commission", Text, Plain, "有管辖权的仲裁委"),
    f("case", "court", Text, Plain, "有管辖权的法院"),
    f("case", "undisputed", LongText, Plain, "无争议事实"),
    f("case", "issues", LongText, Plain, "争议焦点"),
    f("parties", "role", Choice(ROLES), Legal, "地位"),
    f("parties", "kind", Choice(PARTY_KINDS), Legal, "类别"),
    f("parties", "order", Count, Plain, "次序"),
    f("parties", "name", Text, Legal, "姓名或名称"),
    f("parties", "id_kind", Choice(ID_KINDS), Legal, "证件种类"),
    f("parties", "id_number", Text, Legal, "证件号码"),
    f("parties", "sex", Choice(SEXES), Legal, "性别"),
    f("parties", "birth", Day, Legal, "出生日期"),
    f("parties", "nation", Text, Plain, "国籍或民族"),
    f("parties", "language", Text, Plain, "语言"),
    f("parties", "occupation", Text, Plain, "职业"),
    f("parties", "phone", Text, Plain, "电话"),
    f("parties", "address", Text, Plain, "住址或住所地"),
    f("parties", "employment", Choice(EMPLOYMENT), Legal, "用工"),
    f("parties", "employed_from", Day, Legal, "入职日期"),
    f("parties", "ended_on", Day, Legal, "离职日期"),
    f("parties", "knew_on", Day, Legal, "知道权利被侵害之日"),
    f("parties", "uscc", Text, Legal, "统一社会信用代码"),
    f("parties", "legal_rep", Text, Plain, "法定代表人或主要负责人"),
    f("parties", "legal_rep_title", Text, Plain, "职务"),
    f("parties", "contact", Text, Plain, "联系人"),
    f("parties", "contact_phone", Text, Plain, "联系人电话"),
    f("parties", "lost", Flag, Plain, "失联"),
    f("parties", "chain_role", Choice(CHAIN_ROLES), Plain, "分包关系"),
    f("parties", "agent", Text, Legal, "委托代理人"),
    f("parties", "agent_title", Text, Plain, "代理人身份"),
    f("parties", "agent_authority", Choice(AUTHORITY), Legal, "代理权限"),
    f("parties", "vulnerable", Words(VULNERABLE), Plain, "需要特别保护"),
    f("parties", "interpreter", Text, Plain, "翻译"),
    f("claims", "order", Count, Plain, "次序"),
    f("claims", "head", Text, Legal, "请求"),
    f("claims", "from", Month, Legal, "起"),
    f("claims", "to", Month, Legal, "止"),
    f("claims", "monthly", Money, Legal, "月工资"),
    f("claims", "amount", Money, Legal, "请求金额"),
    f("claims", "offer", Money, Plain, "被申请人出价"),
    f("claims", "note", Text, Plain, "说明"),
    f("claims", "member", Text, Legal, "职工"),
    f("claims", "rule", Text, Plain, "计算规则"),
    f("claims", "computation", Text, Plain, "计算底稿"),
    f("claims", "lawful", Money, Legal, "依法应得"),
    f("claims", "agreed", Money, Legal, "商定金额"),
    f("members", "order", Count, Plain, "序号"),
    f("members", "name", Text, Legal, "姓名"),
    f("members", "id_kind", Choice(ID_KINDS), Legal, "证件种类"),
    f("members", "id_number", Text, Legal, "证件号码"),
    f("members", "sex", Choice(SEXES), Legal, "性别"),
    f("members", "birth", Day, Legal, "出生日期"),
    f("members", "phone", Text, Plain, "电话"),
    f("members", "nation", Text, Plain, "国籍或民族"),
    f("members", "language", Text, Plain, "语言"),
    f("members", "employed_from", Day, Legal, "入职日期"),
    f("members", "ended_on", Day, Legal, "离职日期"),
    f("members", "service_source", Text, Legal, "工龄依据"),
    f("members", "wage", Money, Legal, "月工资"),
    f("members", "claimed", Money, Legal, "请求金额"),
    f("members", "lawful", Money, Legal, "依法应得"),
    f("members", "agreed", Money, Legal, "商定金额"),
    f("members", "stance", Choice(STANCES), Legal, "态度"),
    f("members", "representative", Flag, Legal, "职工代表"),
    f("members", "account_name", Text, Legal, "户名"),
    f("members", "bank", Text, Legal, "开户行"),
    f("members", "account_no", Text, Legal, "账号"),
    f("members", "rule", Text, Plain, "计算规则"),
    f("members", "computation", Text, Plain, "计算底稿"),
    f("members", "note", Text, Plain, "备注"),
    f("terms", "order", Count, Plain, "期"),
    f("terms", "kind", Choice(OBLIGATION_KINDS), Legal, "义务种类"),
    f("terms", "claim", Text, Legal, "对应请求"),
    f("terms", "member", Text, Legal, "职工"),
    f("terms", "event", LongText, Legal, "付款条件"),
    f("terms", "event_limit", Day, Legal, "最晚付款日（条件未成就也到期）"),
    f("terms", "event_days", Count, Legal, "条件成就后几日内"),
    f("terms", "deed", LongText, Legal, "义务内容"),
    f("terms", "proof", Text, Legal, "以何证明已履行"),
    f("terms", "from", Month, Legal, "补缴起月"),
    f("terms", "to", Month, Legal, "补缴止月"),
    f("terms", "account_name", Text, Legal, "户名"),
    f("terms", "bank", Text, Legal, "开户行"),
    f("terms", "account_no", Text, Legal, "账号"),
    f("terms", "what", Text, Legal, "款项"),
    f("terms", "payer", Text, Legal, "付款人"),
    f("terms", "payee", Text, Legal, "收款人"),
    f("terms", "amount", Money, Legal, "金额"),
    f("terms", "due", Day, Legal, "最迟付款日"),
    f("terms", "method", Choice(METHODS), Legal, "方式"),
    f("terms", "on_spot", Flag, Legal, "当场履行"),
    f("agreement", "account_name", Text, Legal, "户名"),
    f("agreement", "bank", Text, Legal, "开户行"),
    f("agreement", "account_no", Text, Legal, "账号"),
    f("agreement", "facts", LongText, Legal, "主要事实和争议事项"),
    f("agreement", "no_further", Flag, Legal, "双方就本案再无其他争议"),
    f("agreement", "waiver_told", Flag, Legal, "已向申请人讲明少于请求的后果"),
    f("agreement", "acceleration", Flag, Legal, "任何一期逾期，其余一并到期"),
    f("agreement", "copies", Count, Legal, "份数"),
    f("agreement", "total", Money, Legal, "商定总额"),
    f("clauses", "order", Count, Plain, "条"),
    f("clauses", "text", LongText, Legal, "条款"),
    f("clauses", "library", Text, Plain, "条款库编号"),
    f("case", "major", Flag, Legal, "重大争议"),
    f("case", "subject", Choice(SUBJECTS), Plain, "事项"),
];

/// Finds the declaration of a path.
///
/// Returns `None` for an unknown path: it is kept and passed on, never shown as a field.
pub fn field(path: &str) -> Option<&'static Field> {
    let mut parts = path.split('/');
    let table = parts.next()?;
    let second = parts.next()?;
    let name = parts.next().unwrap_or(second);
    if parts.next().is_some() {
        return None;
    }
    let repeating = matches!(table, "parties" | "claims" | "members" | "terms" | "clauses");
    if repeating == (name == second && path.matches('/').count() == 1) {
        return None;
    }
    FIELDS.iter().find(|f| f.table == table && f.name == name)
}

/// Chinese words for a code of a choice list, or the text itself when it is free.
pub fn words_for<'a>(list: &'a [(&'a str, &'a str)], code: &'a str) -> &'a str {
    list.iter().find(|(c, _)| *c == code).map_or(code, |(_, w)| w)
}

/// What is wrong with a typed value: it stays in the draft, where it was typed, until it is mended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, ts_rs::TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FieldError {
    /// No such field.
    #[error("unknown field {path}")]
    UnknownField {
        /// Path as given.
        path: String,
    },
    /// Not a calendar day, month or time.
    #[error("not a date: {text}")]
    NotADate {
        /// Text as typed.
        text: String,
    },
    /// Not an amount of money, or out of range.
    #[error("not an amount: {text}")]
    NotAnAmount {
        /// Text as typed.
        text: String,
        /// Which rule of [`statute::Fen::parse_yuan`] it broke.
        why: String,
    },
    /// Not one of the listed codes.
    #[error("not a choice: {text}")]
    NotAChoice {
        /// Text as typed.
        text: String,
    },
}

/// Brings a typed value to the form in which it is recorded.
///
/// Text loses control characters and outer white space; money given as text in 元 becomes 分;
/// an empty text becomes `Null`, which removes the field.
///
/// # Errors
/// [`FieldError`] when the value cannot be what the field is declared to be.
pub fn normalise(path: &str, value: &Value) -> Result<Value, FieldError> {
    let Some(field) = field(path) else {
        return Err(FieldError::UnknownField { path: path.to_owned() });
    };
    let text = match value {
        Value::Null => return Ok(Value::Null),
        Value::String(s) => Some(s.as_str()),
        _ => None,
    };
    if text.is_some_and(|t| t.trim().is_empty()) {
        return Ok(Value::Null);
    }
    let not_date = || FieldError::NotADate { text: value.as_str().unwrap_or_default().to_owned() };
    let not_choice = || FieldError::NotAChoice { text: value.to_string() };
    match field.kind {
        Text => Ok(Value::String(statute::text::line(text.ok_or_else(not_choice)?))),
        LongText => Ok(Value::String(statute::text::narrative(text.ok_or_else(not_choice)?))),
        Money => match (text, value.as_i64()) {
            (Some(t), _) => match Fen::parse_yuan(t) {
                Ok(fen) => Ok(Value::from(fen.0)),
                Err(e) => {
                    Err(FieldError::NotAnAmount { text: t.to_owned(), why: e.code().to_owned() })
                }
            },
            (None, Some(fen)) => match Fen(fen).checked() {
                Ok(fen) => Ok(Value::from(fen.0)),
                Err(e) => {
                    Err(FieldError::NotAnAmount { text: fen.to_string(), why: e.code().to_owned() })
                }
            },
            _ => {
                Err(FieldError::NotAnAmount { text: value.to_string(), why: "not_a_number".into() })
            }
        },
        Day => {
            let text = text.ok_or_else(not_date)?;
            let day =
                chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| not_date())?;
            Ok(Value::String(day.format("%Y-%m-%d").to_string()))
        }
        Month => {
            let text = text.ok_or_else(not_date)?;
            chrono::NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
                .map_err(|_| not_date())?;
            Ok(Value::String(text.to_owned()))
        }
        Moment => {
            let text = text.ok_or_else(not_date)?;
            chrono::DateTime::parse_from_rfc3339(text).map_err(|_| not_date())?;
            Ok(Value::String(text.to_owned()))
        }
        Flag => value.as_bool().map(Value::Bool).ok_or_else(not_choice),
        Count => value.as_i64().map(Value::from).ok_or_else(not_choice),
        Choice(list) => {
            let text = text.ok_or_else(not_choice)?;
            if list.iter().any(|(code, _)| *code == text) {
                Ok(Value::String(text.to_owned()))
            } else {
                Err(not_choice())
            }
        }
        Words(_) => {
            let list = value.as_array().ok_or_else(not_choice)?;
            let words: Option<Vec<Value>> = list
                .iter()
                .map(|v| v.as_str().map(|s| Value::String(statute::text::line(s))))
                .collect();
            words.map(Value::Array).ok_or_else(not_choice)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_names_one_field_and_only_in_its_own_shape() {
        assert_eq!(field("parties/a/name").map(|f| f.label), Some("姓名或名称"));
        assert_eq!(field("case/cause").map(|f| f.label), Some("案由"));
        assert!(field("parties/name").is_none());
        assert!(field("case/a/cause").is_none());
        assert!(field("case/cause/x/y").is_none());
    }

    #[test]
    fn an_impossible_date_and_a_negative_amount_stay_with_the_person() {
        assert!(normalise("parties/a/birth", &json!("2026-02-30")).is_err());
        assert!(normalise("claims/c/amount", &json!("-5")).is_err());
        assert!(normalise("claims/c/amount", &json!(12_345_678_901_200_i64)).is_err());
        assert_eq!(normalise("claims/c/amount", &json!("8,000")), Ok(json!(800_000)));
    }

    #[test]
    fn control_characters_are_taken_out_of_names() {
        assert_eq!(normalise("parties/a/name", &json!("张\u{0}某\u{200b}\n")), Ok(json!("张某")));
    }
}
