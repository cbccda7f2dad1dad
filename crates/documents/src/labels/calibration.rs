//! The printer's calibration page: is the scale true, where are the edges, how far off is the feed.

use crate::error::PaperError;
use crate::fonts::FontDir;

use super::canvas::{Align, Canvas, Faces, HEIGHT, WIDTH};

/// One A4 page with rulers, edge marks, grey steps and offset crosses, with instructions in Chinese.
///
/// `printer` is printed on the page so that two sheets cannot be mixed up. A margin or offset read off
/// the page is entered in the settings; labels and papers are then shifted by it.
///
/// # Errors
/// [`PaperError::Fonts`] when the fonts are not there, [`PaperError::MissingGlyph`] for a printer's name.
pub fn calibration_page(
    fonts: &FontDir,
    printer: &str,
    date: chrono::NaiveDate,
) -> Result<Vec<u8>, PaperError> {
    let mut c = Canvas::new(Faces::new(fonts)?);
    edges(&mut c)?;
    c.text(WIDTH / 2.0, 34.0, 18.0, Align::Centre, "打印机校准页")?;
    let printer = c.faces().fit(printer, 10.0, 110.0)?;
    let day = date.format("%Y-%m-%d").to_string();
    c.text(
        WIDTH / 2.0,
        41.0,
        10.0,
        Align::Centre,
        &format!("打印机：{printer}　　打印日期：{day}"),
    )?;
    instructions(&mut c)?;
    rulers(&mut c)?;
    greys(&mut c)?;
    cross(&mut c, 40.0, 255.0)?;
    cross(&mut c, WIDTH - 40.0, 255.0)?;
    thin_lines(&mut c)?;
    c.finish("打印机校准页")
}

/// Short lines at 0, 2, 4 … 12 mm from each edge: the outermost one that prints tells the margin.
fn edges(c: &mut Canvas) -> Result<(), PaperError> {
    for step in 0..=6_u8 {
        let d = f32::from(step) * 2.0;
        let shift = f32::from(step) * 9.0;
        let label = format!("{}", step * 2);
        let across = WIDTH / 2.0 - 27.0 + shift;
        let down = HEIGHT / 2.0 - 27.0 + shift;
        c.line((across, d), (across + 7.0, d), 0.6);
        c.line((across, HEIGHT - d), (across + 7.0, HEIGHT - d), 0.6);
        c.line((d, down), (d, down + 7.0), 0.6);
        c.line((WIDTH - d, down), (WIDTH - d, down + 7.0), 0.6);
        c.text(across + 3.5, 17.0, 7.0, Align::Centre, &label)?;
        c.text(across + 3.5, HEIGHT - 15.0, 7.0, Align::Centre, &label)?;
        c.text(15.0, down + 4.5, 7.0, Align::Left, &label)?;
        c.text(WIDTH - 15.0, down + 4.5, 7.0, Align::Right, &label)?;
    }
    Ok(())
}

fn instructions(c: &mut Canvas) -> Result<(), PaperError> {
    let steps = [
        "一、打印时选“实际大小”或者“100%”，不要选“适合页面”。用A4纸，单面。",
        "二、量下面的横尺和竖尺。100毫米处应正好是100毫米，差超过0.5毫米的，检查缩放设置后重印。",
        "三、看纸的四边：哪一条短线印得出来，旁边的数字就是这一边的空白（毫米）。超过10毫米的换打印机。",
        "四、把纸对光对折，使左右两边对齐，看两个十字：折痕偏离中心线几毫米，就是左右偏移。",
        "五、量十字横线到纸的下边，应为42.0毫米。多几毫米就是向上偏了几毫米。",
        "六、把左右、上下偏移填入“设置 › 打印机”，标签和文书会按它移动。",
    ];
    for (line, text) in (0_u8..).zip(steps) {
        c.text(24.0, 54.0 + f32::from(line) * 7.0, 10.0, Align::Left, text)?;
    }
    Ok(())
}

fn rulers(c: &mut Canvas) -> Result<(), PaperError> {
    let (x, y) = (55.0, 112.0);
    c.line((x, y), (x + 100.0, y), 0.6);
    c.line((x, y), (x, y + 100.0), 0.6);
    for mm in 0..=100_u8 {
        let at = f32::from(mm);
        let length = if mm % 10 == 0 {
            5.0
        } else if mm % 5 == 0 {
            3.5
        } else {
            2.0
        };
        c.line((x + at, y), (x + at, y - length), 0.3);
        c.line((x, y + at), (x - length, y + at), 0.3);
        if mm % 10 == 0 {
            c.text(x + at, y - 6.5, 7.0, Align::Centre, &mm.to_string())?;
            if mm > 0 {
                c.text(x - 6.0, y + at + 0.9, 7.0, Align::Right, &mm.to_string())?;
            }
        }
    }
    Ok(())
}

/// Eleven steps of grey and a QR of the size that papers carry.
fn greys(c: &mut Canvas) -> Result<(), PaperError> {
    let (x, y) = (66.0, 122.0);
    c.text(x, y, 9.0, Align::Left, "灰阶：相邻两格应能分清，最浅一格应看得见")?;
    for step in 0..=10_u8 {
        let left = x + f32::from(step) * 10.0;
        let ink = if step == 10 { 5 } else { 100 - step * 10 };
        c.fill(left, y + 3.0, 9.5, 12.0, 1.0 - f32::from(ink) / 100.0);
        c.text(left + 4.75, y + 19.0, 7.0, Align::Centre, &format!("{ink}%"))?;
    }
    c.text(x, y + 32.0, 9.0, Align::Left, "二维码：用手机能扫出“FQ1:calibration”")?;
    c.qr(x, y + 36.0, 17.0, "FQ1:calibration:1/1:00000000")?;
    c.qr(x + 30.0, y + 36.0, 12.0, "FQ1:calibration:1/1:00000000")?;
    c.text(x, y + 58.0, 7.0, Align::Left, "文书用（17毫米）")?;
    c.text(x + 30.0, y + 58.0, 7.0, Align::Left, "小码（12毫米），仅供比较")
}

fn cross(c: &mut Canvas, x: f32, y: f32) -> Result<(), PaperError> {
    c.line((x - 15.0, y), (x + 15.0, y), 0.4);
    c.line((x, y - 15.0), (x, y + 15.0), 0.4);
    for mm in (-14..=14_i8).filter(|mm| mm % 2 == 0) {
        let at = f32::from(mm);
        let length = if mm % 10 == 0 { 2.0 } else { 1.0 };
        c.line((x + at, y - length), (x + at, y + length), 0.3);
        c.line((x - length, y + at), (x + length, y + at), 0.3);
    }
    c.text(x, y + 19.5, 8.0, Align::Centre, "每小格2毫米")
}

fn thin_lines(c: &mut Canvas) -> Result<(), PaperError> {
    let (x, y) = (WIDTH / 2.0 - 25.0, 245.0);
    c.text(WIDTH / 2.0, y - 4.0, 9.0, Align::Centre, "细线：0.1至1.0毫米都应连续")?;
    for (row, width) in (0_u8..).zip([0.1_f32, 0.2, 0.3, 0.5, 1.0]) {
        let at = y + f32::from(row) * 4.0;
        c.line((x + 10.0, at), (x + 50.0, at), width * 72.0 / 25.4);
        c.text(x + 6.0, at + 0.9, 7.0, Align::Right, &format!("{width:.1}"))?;
    }
    // The fold of step four lies on this line.
    c.hairline((WIDTH / 2.0, 268.0), (WIDTH / 2.0, 276.0));
    c.text(WIDTH / 2.0, 279.5, 7.0, Align::Centre, "中心线")
}
