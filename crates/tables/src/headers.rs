//! What the columns of a member list or of an attendance table are called.

use serde::{Deserialize, Serialize};

/// Which table a sheet is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Members of a group, one a row.
    Members,
    /// Hours worked: one day a row, or one person a row with the days of a month as columns.
    Attendance,
}

/// What a column holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 序号
    Order,
    /// 姓名
    Name,
    /// 证件号码
    IdNumber,
    /// 证件种类
    IdKind,
    /// 性别
    Sex,
    /// 出生日期
    Birth,
    /// 电话
    Phone,
    /// 国籍或民族
    Nation,
    /// 入职日期
    EmployedFrom,
    /// 离职日期
    EndedOn,
    /// 月工资
    Wage,
    /// 请求金额
    Claimed,
    /// 协议金额
    Agreed,
    /// 户名
    AccountName,
    /// 开户行
    Bank,
    /// 账号
    AccountNo,
    /// 备注
    Note,
    /// 日期
    Day,
    /// 上班时间
    Begin,
    /// 下班时间
    End,
    /// 工时（小时）
    Hours,
    /// 休息（分钟）
    Break,
    /// 日期类别
    Kind,
    /// 已补休
    Compensated,
    /// 计件数量
    Pieces,
}

/// How a column is recognised: names that are it, words that a longer name contains, words that speak
/// against it, and names that are taken only if nothing better is there.
pub(crate) struct Words {
    pub(crate) field: Field,
    pub(crate) label: &'static str,
    pub(crate) names: &'static [&'static str],
    pub(crate) contains: &'static [&'static str],
    pub(crate) never: &'static [&'static str],
    pub(crate) last: &'static [&'static str],
}

const fn words(
    field: Field,
    label: &'static str,
    names: &'static [&'static str],
    contains: &'static [&'static str],
    never: &'static [&'static str],
    last: &'static [&'static str],
) -> Words {
    Words { field, label, names, contains, never, last }
}

const OTHERS: &[&str] = &["户", "紧急", "负责", "班组长", "配偶", "代表", "经办", "审核", "单位"];

/// Columns of a member list, in the order of our own template.
pub(crate) const MEMBERS: &[Words] = &[
    words(Field::Order, "序号", &["序号", "编号", "序", "no", "号"], &[], &[], &[]),
    words(
        Field::Name,
        "姓名",
        &["姓名", "名字", "职工姓名", "员工姓名", "工人姓名", "劳动者", "申请人", "name"],
        &["姓名", "名字"],
        OTHERS,
        &["职工", "员工", "工人", "人员"],
    ),
    words(
        Field::IdKind,
        "证件种类",
        &["证件种类", "证件类型", "证件名称", "证件类别"],
        &["证件种类", "证件类型"],
        &[],
        &[],
    ),
    words(
        Field::IdNumber,
        "证件号码",
        &["身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "身份证", "身份号码"],
        &["身份证", "身份号码", "证件号", "护照号", "边民证"],
        &["有效", "地址", "期限", "复印", "紧急"],
        &[],
    ),
    words(Field::Sex, "性别", &["性别", "sex"], &["性别"], &[], &[]),
    words(Field::Birth, "出生日期", &["出生日期", "生日", "出生年月日"], &["出生"], &["地"], &[]),
    words(
        Field::Phone,
        "电话",
        &["电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "phone"],
        &["手机", "电话", "联系方式"],
        &["单位", "紧急", "公司", "企业"],
        &[],
    ),
    words(Field::Nation, "国籍或民族", &["国籍", "民族", "国籍或民族"], &["国籍"], &[], &[]),
    words(
        Field::EmployedFrom,
        "入职日期",
        &["入职日期", "入职时间", "进厂日期", "进厂时间", "到岗日期", "进场日期", "用工起始"],
        &["入职", "进厂", "进场", "到岗", "到职"],
        &["年限", "工龄"],
        // First work in a life and first day at this employer are two days: 年休假 and 经济补偿.
        &["参加工作时间", "参加工作日期", "参加工作", "工作时间", "上班时间", "开始时间"],
    ),
    words(
        Field::EndedOn,
        "离职日期",
        &["离职日期", "离职时间", "退场日期", "离厂日期", "解除日期", "终止日期", "离岗日期"],
        &["离职", "离厂", "退场", "离岗", "解除日期", "终止日期"],
        &["原因"],
        &[],
    ),
    words(
        Field::Wage,
        "月工资",
        &["月工资", "工资标准", "应发工资", "月平均工资", "平均工资", "月薪", "月均工资"],
        &["月工资", "平均工资", "月均工资", "工资标准", "月薪", "应发工资"],
        &["拖欠", "欠发", "未发", "月数"],
        &["基本工资", "工资"],
    ),
    words(
        Field::Claimed,
        "请求金额",
        &["请求金额", "诉求金额", "申请金额", "主张金额", "拖欠金额", "拖欠工资", "欠薪金额"],
        &["请求", "诉求", "主张", "拖欠", "欠薪", "欠发", "申请金额"],
        &["事项", "内容", "月数", "月份", "理由", "时间", "期间"],
        &["金额", "合计", "合计金额"],
    ),
    words(
        Field::Agreed,
        "协议金额",
        &["协议金额", "调解金额", "约定金额", "商定金额", "同意金额", "达成金额"],
        &["协议金额", "调解金额", "约定金额", "商定", "同意金额"],
        &[],
        &[],
    ),
    words(
        Field::AccountName,
        "户名",
        &["户名", "开户名", "账户名", "收款人", "开户姓名", "账户名称"],
        &["户名", "收款人"],
        &[],
        &[],
    ),
    words(
        Field::Bank,
        "开户行",
        &["开户行", "开户银行", "银行", "银行名称", "开户行名称"],
        &["开户行", "开户银行"],
        &["账号", "卡号"],
        &[],
    ),
    words(
        Field::AccountNo,
        "账号",
        &["账号", "帐号", "银行卡号", "卡号", "银行账号", "工资卡号", "银行账户", "收款账号"],
        &["卡号", "账号", "帐号"],
        &[],
        &[],
    ),
    words(Field::Note, "备注", &["备注", "说明", "附注", "note"], &["备注"], &[], &[]),
];

/// Columns of an attendance table.
pub(crate) const ATTENDANCE: &[Words] = &[
    words(Field::Order, "序号", &["序号", "编号", "序", "no"], &[], &[], &[]),
    words(
        Field::Name,
        "姓名",
        &["姓名", "名字", "职工姓名", "员工姓名", "工人姓名", "name"],
        &["姓名", "名字"],
        OTHERS,
        &["职工", "员工", "工人", "人员"],
    ),
    words(
        Field::IdNumber,
        "证件号码",
        &["身份证号", "身份证号码", "证件号码", "公民身份号码", "身份证"],
        &["身份证", "身份号码", "证件号"],
        &["有效", "地址"],
        &[],
    ),
    words(
        Field::Day,
        "日期",
        &["日期", "出勤日期", "加班日期", "考勤日期", "工作日期", "年月日", "date"],
        &["日期"],
        &["类别", "类型", "制表", "入职", "离职"],
        &["时间"],
    ),
    words(
        Field::Begin,
        "上班时间",
        &["上班时间", "上班", "开始时间", "加班开始", "签到", "签到时间", "起", "上班打卡"],
        &["上班", "开始", "签到"],
        &["地点"],
        &[],
    ),
    words(
        Field::End,
        "下班时间",
        &["下班时间", "下班", "结束时间", "加班结束", "签退", "签退时间", "止", "下班打卡"],
        &["下班", "结束", "签退"],
        &["地点"],
        &[],
    ),
    words(
        Field::Hours,
        "工时（小时）",
        &[
            "工时",
            "小时",
            "小时数",
            "时长",
            "加班小时",
            "加班时数",
            "加班时长",
            "加班工时",
            "工作时长",
        ],
        &["小时", "时长", "工时", "时数"],
        &["休息", "标准"],
        &[],
    ),
    words(
        Field::Break,
        "休息（分钟）",
        &["休息", "休息分钟", "扣休", "午休"],
        &["休息"],
        &["日"],
        &[],
    ),
    words(
        Field::Kind,
        "日期类别",
        &["日期类别", "日期类型", "加班类型", "加班类别", "类别", "类型"],
        &["加班类"],
        &[],
        &[],
    ),
    words(
        Field::Compensated,
        "已补休",
        &["已补休", "补休", "调休", "已调休", "是否补休", "是否调休"],
        &["补休", "调休"],
        &[],
        &[],
    ),
    words(
        Field::Pieces,
        "计件数量",
        &["计件数量", "件数", "数量", "产量", "计件"],
        &["件数", "产量", "计件数"],
        &["单价", "金额"],
        &[],
    ),
    words(Field::Note, "备注", &["备注", "说明", "附注"], &["备注"], &[], &[]),
];

impl Target {
    pub(crate) fn words(self) -> &'static [Words] {
        match self {
            Self::Members => MEMBERS,
            Self::Attendance => ATTENDANCE,
        }
    }

    /// Columns this table can have, with their Chinese names, in the order of our own template.
    pub fn fields(self) -> Vec<(Field, &'static str)> {
        self.words().iter().map(|w| (w.field, w.label)).collect()
    }

    /// Chinese name of a column.
    pub fn label(self, field: Field) -> &'static str {
        self.words().iter().find(|w| w.field == field).map_or("", |w| w.label)
    }
}

/// A header as it is compared: without white space, brackets and what is in them, stars and colons.
pub(crate) fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in text.chars().map(statute::text::half_width) {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '★' | '、' | ',') => {
            }
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// How well a header fits a column: 3 is its name, 2 holds a word of it, 1 only for want of better.
pub(crate) fn fit(header: &str, words: &Words) -> u8 {
    let holds = |list: &[&str]| list.iter().any(|w| header.contains(w));
    if header.is_empty() || header.chars().count() > 24 {
        0
    } else if words.names.contains(&header) {
        3
    } else if holds(words.contains) && !holds(words.never) {
        2
    } else {
        u8::from(words.last.contains(&header))
    }
}
