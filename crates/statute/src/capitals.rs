//! Chinese capital amounts (支付结算办法 附一).

use crate::{AmountError, Fen};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const SECTIONS: [&str; 3] = ["", "万", "亿"];

/// Capitals of a non-negative amount of at most twelve digits of yuan.
///
/// Source: 支付结算办法 附一: 元 alone takes 整; 角 may leave it out; 分 never takes it.
pub(crate) fn capitals(amount: Fen) -> Result<String, AmountError> {
    let fen = u64::try_from(amount.0).map_err(|_| AmountError::Negative)?;
    let (yuan, jiao, cent) = (fen / 100, (fen / 10 % 10) as usize, (fen % 10) as usize);
    let mut out = String::new();
    if yuan > 0 {
        whole(yuan, &mut out);
        out.push('元');
    }
    if jiao == 0 && cent == 0 {
        out.push_str(if yuan > 0 { "整" } else { "零元整" });
        return Ok(out);
    }
    // A zero in the yuan place or in the jiao place is written once before what follows it.
    if yuan > 0 && (yuan.is_multiple_of(10) || jiao == 0) {
        out.push('零');
    }
    if jiao > 0 {
        out.push(DIGITS[jiao]);
        out.push('角');
    }
    if cent > 0 {
        out.push(DIGITS[cent]);
        out.push('分');
    }
    Ok(out)
}

fn whole(yuan: u64, out: &mut String) {
    let sections = [yuan % 10_000, yuan / 10_000 % 10_000, yuan / 100_000_000];
    let mut gap = false;
    for (i, &section) in sections.iter().enumerate().rev() {
        if section == 0 {
            gap |= !out.is_empty();
            continue;
        }
        let skipped = gap || section < 1000;
        if skipped && !out.is_empty() {
            out.push('零');
        }
        four(section, out);
        out.push_str(SECTIONS[i]);
        gap = false;
    }
}

fn four(section: u64, out: &mut String) {
    let mut started = false;
    let mut zero = false;
    for place in (0..4_usize).rev() {
        let digit = (section / 10_u64.pow(place as u32) % 10) as usize;
        if digit == 0 {
            zero = started;
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        out.push(DIGITS[digit]);
        out.push_str(PLACES[place]);
        started = true;
    }
}
