//! What is wrong in a pack, in the words of the clerk who has to mend it.

use super::Wrong;

pub(super) fn of_path(why: Wrong) -> &'static str {
    match why {
        Wrong::Leaves => "文件名指到了包外面，不能用",
        Wrong::Link => "是快捷方式（链接），请换成文件本身",
        Wrong::Name => "文件名里有不能用的字符，或者层数太多",
        Wrong::Kind => "政策包里不放这种文件",
        Wrong::Twice => "有两个只差大小写的同名文件，请删去一个",
    }
}

/// The words in backticks or quotes of a message, in order.
fn quoted(message: &str) -> Vec<&str> {
    let mark = if message.contains('`') { '`' } else { '"' };
    message.split(mark).skip(1).step_by(2).collect()
}

/// A message of the TOML reader or of the checks of `pack.toml`.
pub(super) fn of_toml(message: &str) -> String {
    let words = quoted(message);
    let first = words.first().copied().unwrap_or_default();
    match message {
        "id" => return "id 只能用小写字母、数字和连字符，2至40个".to_owned(),
        "version" => return "version 只能用数字和点，如 2026.12.1".to_owned(),
        "name" => return "name 要写1至60个字".to_owned(),
        "county" => return "county 要写县名，1至60个字".to_owned(),
        "date" => return "date 要写成 2026-12-01 这样的日期".to_owned(),
        "note" => return "note 太长，最多2000字".to_owned(),
        "reviewed_on" => return "reviewed_on 要写成 2026-12-01 这样的日期".to_owned(),
        "utf-8" => return "不是UTF-8编码，请在编辑器里另存为UTF-8".to_owned(),
        _ => {}
    }
    if message.starts_with("unknown field") {
        let known = if words.len() > 1 {
            format!("；可用的有：{}", words[1..].join("、"))
        } else {
            String::new()
        };
        return format!("不认识的项目 {first}{known}");
    }
    if message.starts_with("missing field") {
        return format!("缺少项目 {first}");
    }
    if message.starts_with("duplicate") {
        return format!("项目写了两次{}", space(first));
    }
    if message.starts_with("unknown variant") {
        return format!("不能写 {first}；可用的有：{}", words[1..].join("、"));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("类型不对：写的是{}，应当是{}", type_word(found), type_word(wanted));
    }
    if let Some(rest) = message.strip_prefix("invalid value: ") {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("值不对：写的是{}，应当是{}", type_word(found), type_word(wanted));
    }
    if message.contains("string")
        && (message.contains("invalid") || message.contains("unterminated"))
    {
        return "引号没有写完整，文字要放在一对英文引号里".to_owned();
    }
    format!("写法有误（{}）", message.lines().next().unwrap_or_default())
}

fn space(word: &str) -> String {
    if word.is_empty() { String::new() } else { format!(" {word}") }
}

fn type_word(text: &str) -> String {
    let value = quoted(text).first().map(|v| format!("“{v}”")).unwrap_or_default();
    let word = match text.split_whitespace().next().unwrap_or_default() {
        "string" | "a" if text.contains("string") => "文字",
        "integer" | "u8" | "u32" | "usize" => "整数",
        "float" | "floating" => "小数",
        "boolean" | "bool" => "true 或者 false",
        "sequence" => "方括号里的一组",
        "map" | "struct" => "一组项目",
        _ => return text.to_owned(),
    };
    format!("{word}{value}")
}

/// A message of the typesetter.
pub(super) fn of_typst(message: &str) -> String {
    let words = quoted(message);
    let first = words.first().copied().unwrap_or_default();
    let after = |prefix: &str| message.strip_prefix(prefix).map(str::trim);
    if message.starts_with("unclosed") {
        return match message {
            "unclosed string" => "引号没有配对".to_owned(),
            "unclosed label" => "标签的尖括号没有配对".to_owned(),
            "unclosed raw text" => "反引号没有配对".to_owned(),
            _ => "括号没有配对，从这里开始的括号缺另一半".to_owned(),
        };
    }
    if message.starts_with("unexpected closing") {
        return "多了一个右括号".to_owned();
    }
    if message.starts_with("unexpected end") {
        return "话没有写完就到了结尾".to_owned();
    }
    if let Some(what) = after("unexpected ") {
        return format!("这里不该有 {what}");
    }
    if let Some(what) = after("unknown variable: ") {
        return format!("没有叫“{what}”的变量或者函数，请核对写法，或者看是否漏了开头的 #import");
    }
    if let Some(what) = after("unknown font family: ") {
        return format!("没有叫“{what}”的字体，请把字体文件放进 fonts 文件夹，名称照字体自己的写");
    }
    if message.contains("is not valid in code") {
        return format!("这个符号不能写在代码里（{first}）");
    }
    if message.contains("package") {
        return "不能使用外面的软件包（@preview 一类），要用的内容请写进包里".to_owned();
    }
    if message.contains("outside of")
        || message.contains("escape")
        || message.contains("access denied")
    {
        return "想读包以外的文件，不准许".to_owned();
    }
    if message.starts_with("file not found") {
        let file = message.split(" at ").last().unwrap_or_default().trim_end_matches(')');
        return format!("找不到文件 {file}");
    }
    if message.starts_with("type ") && message.contains("has no method") {
        return "给的内容不是这里要的那一种，例如要日期却给了数字".to_owned();
    }
    if message.starts_with("loop seems to be infinite") || message == "condition is always true" {
        return "循环停不下来".to_owned();
    }
    if message.starts_with("maximum") {
        return "一层套一层停不下来（函数调用自己）".to_owned();
    }
    if message.contains("does not contain key") || message.contains("does not have key") {
        return format!("没有叫“{first}”的一项；可能没有的内容请用 取(…) 来取");
    }
    if message.contains("does not have field") || message.contains("unknown field") {
        return format!("没有叫“{}”的一项", words.last().copied().unwrap_or_default());
    }
    if message.starts_with("missing argument") {
        return format!("少给了一个参数{}", space(message.rsplit(": ").next().unwrap_or_default()));
    }
    if message.starts_with("unexpected argument") {
        return "多给了参数".to_owned();
    }
    if message.starts_with("assertion failed") || message.starts_with("panicked with") {
        return format!("模板自己停下了：{}", message.split_once(": ").map_or(message, |(_, m)| m));
    }
    if message.starts_with("cannot ") {
        return format!("两种内容合不到一起（{message}）");
    }
    if let Some((wanted, found)) =
        message.strip_prefix("expected ").and_then(|rest| rest.split_once(", found "))
    {
        return format!("这里应当是 {wanted}，写的是 {found}");
    }
    if let Some(wanted) = after("expected ") {
        return format!("这里应当有 {wanted}");
    }
    if message.contains("did not converge") {
        return "版面排不定，来回变动".to_owned();
    }
    if message.contains("utf-8") || message.contains("UTF-8") {
        return "不是UTF-8编码，请在编辑器里另存为UTF-8".to_owned();
    }
    format!("排版程序报：{message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_mistakes_are_told_in_chinese() {
        for (message, part) in [
            ("unclosed delimiter", "括号没有配对"),
            ("unknown variable: 日其", "“日其”"),
            ("unknown font family: 方正仿宋", "方正仿宋"),
            ("file not found (searched at receipt/none.typ)", "receipt/none.typ"),
            ("expected string, found integer", "应当是 string，写的是 integer"),
            (
                "dictionary does not contain key \"amont\" and no default value was specified",
                "“amont”",
            ),
        ] {
            assert!(of_typst(message).contains(part), "{message}: {}", of_typst(message));
        }
        assert!(
            of_toml("unknown field `titel`, expected one of `id`, `title`")
                .contains("titel；可用的有：id、title")
        );
        assert_eq!(of_toml("missing field `purpose`"), "缺少项目 purpose");
        assert!(
            of_toml("invalid type: string \"three\", expected u8")
                .contains("文字“three”，应当是整数")
        );
    }
}
