//! Numbers shown to eyes that need not read them.

/// Identity number for eyes that need not read it: first six and last four stay.
///
/// Source: 个人信息保护法 Art. 51 (de-identification); practice 前6后4.
pub fn mask_id(number: &str) -> String {
    masked(number, 6, 4)
}

/// Telephone with the middle four hidden: 138****0000.
pub fn mask_phone(number: &str) -> String {
    masked(number, 3, 4)
}

/// 统一社会信用代码 of a person's own business (个体工商户) for eyes that need not read it: first four
/// and last four stay.
///
/// Source: 个人信息保护法 Art. 51 (de-identification).
pub fn mask_uscc(code: &str) -> String {
    masked(code, 4, 4)
}

fn masked(text: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= head + tail {
        return "*".repeat(chars.len());
    }
    let hidden = chars.len() - head - tail;
    let mut out: String = chars[..head].iter().collect();
    out.push_str(&"*".repeat(hidden));
    out.extend(&chars[chars.len() - tail..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_agreed_digits_stay() {
        assert_eq!(mask_id("990101198807120015"), "990101********0015");
        assert_eq!(mask_phone("13800000000"), "138****0000");
        assert_eq!(mask_phone("110"), "***");
        assert_eq!(mask_uscc("92532823MA60000180"), "9253**********0180");
        assert_eq!(mask_uscc(""), "");
    }

    #[test]
    fn a_name_typed_into_the_field_is_hidden_whole_and_not_cut_inside_a_character() {
        assert_eq!(mask_id("岩𬱖香"), "***");
        assert_eq!(mask_phone("岩𬱖香岩𬱖香岩𬱖"), "岩𬱖香*𬱖香岩𬱖");
    }
}
