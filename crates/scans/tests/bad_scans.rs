//! Files that are no good scans: each gets its own answer, none ends the desk.
#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

mod support;

use image::{GrayImage, Luma, RgbImage};
use qrcode::{EcLevel, QrCode};
use scans::{Code, Limits, ScanError, read, read_with};
use std::io::Cursor;
use support::*;

fn limited(bytes: &[u8], limits: Limits) -> Result<usize, ScanError> {
    let mut n = 0;
    read_with(bytes, &limits, &mut |_| true, &mut |_| n += 1).map(|()| n)
}

/// A white page with a code of its own in the place of ours.
fn page_with(text: &str) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let (n, colours) = (code.width() as u32, code.to_colors());
    let module = 5;
    GrayImage::from_fn(1654, 2339, |x, y| {
        let at = |v: u32, from: u32| v.checked_sub(from).map(|v| v / module).filter(|v| *v < n);
        match (at(x, 220), at(y, 2140)) {
            (Some(x), Some(y)) if colours[(y * n + x) as usize] == qrcode::Color::Dark => Luma([0]),
            _ => Luma([255]),
        }
    })
}

fn png(page: &GrayImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    page.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PDF by hand: objects from 1, the catalogue first.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(text.len());
        text += &format!("{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let at = text.len();
    text += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        text += &format!("{place:010} 00000 n \n");
    }
    let size = objects.len() + 1;
    text += &format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n");
    text.into_bytes()
}

#[test]
fn an_empty_file_and_one_of_another_kind_are_named_as_such() {
    assert_eq!(read(b"").unwrap_err(), ScanError::Empty);
    assert_eq!(read(b"PK\x03\x04 a workbook").unwrap_err(), ScanError::Unknown);
    assert_eq!(read(&[0]).unwrap_err(), ScanError::Unknown);
    assert!(matches!(read(b"II*\0rest").unwrap_err(), ScanError::Damaged(_)));
    assert_eq!(read(b"\0\0\0\x18ftypheic\0\0\0\0").unwrap_err(), ScanError::Heic);
}

#[test]
fn a_picture_cut_off_on_the_way_is_damaged_however_much_of_it_came() {
    let whole = jpeg(&page_with("FQ1:0a1b2c3d4e5f6071:1/3:9f86d081"), 80);
    for share in [1, 10, 40, 70, 95] {
        let cut = &whole[..whole.len() * share / 100];
        assert!(matches!(read(cut), Err(ScanError::Damaged(_))), "{share} %");
    }
    let mut png = png(&page_with("FQ1:0a1b2c3d4e5f6071:1/3:9f86d081"));
    png.truncate(png.len() / 2);
    assert!(matches!(read(&png), Err(ScanError::Damaged(_))));
}

#[test]
fn the_smallest_picture_is_a_sheet_that_says_nothing() {
    for (w, h) in [(1, 1), (1, 3000), (3000, 1), (7, 7)] {
        let sheets = read(&png(&GrayImage::new(w, h))).unwrap();
        assert_eq!(sheets.len(), 1);
        assert!(sheets[0].code.is_none() && !sheets[0].straight);
    }
}

#[test]
fn a_picture_that_says_it_is_huge_is_refused_before_it_is_unpacked() {
    // The header of a PNG of 60 000 × 60 000: its checksum is right, its pixels are not there.
    let mut bytes = png(&GrayImage::new(4, 4));
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(read(&bytes).unwrap_err(), ScanError::TooManyPixels { limit: 100 });
    let page = png(&GrayImage::new(400, 400));
    let few = Limits { pixels: 100_000, ..Limits::default() };
    assert!(matches!(limited(&page, few), Err(ScanError::TooManyPixels { .. })));
    let short = Limits { bytes: 64, ..Limits::default() };
    assert_eq!(limited(&page, short), Err(ScanError::TooLarge { limit: 64 }));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 },
        )
    })
}

#[test]
fn a_pdf_without_pages_with_too_many_or_broken_is_said_so() {
    let none =
        pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"], "");
    assert!(
        matches!(read(&none), Err(ScanError::NoPages | ScanError::Damaged(_))),
        "{:?}",
        read(&none).err()
    );
    assert!(matches!(read(b"%PDF-1.7\nnothing"), Err(ScanError::Damaged(_) | ScanError::NoPages)));
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";
    let three = pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
            page,
            page,
            page,
        ],
        "",
    );
    let few = Limits { pages: 2, ..Limits::default() };
    assert_eq!(limited(&three, few), Err(ScanError::TooManyPages { pages: 3, limit: 2 }));
    assert_eq!(limited(&three, Limits::default()), Ok(3));
    assert!(read(&three).unwrap().iter().all(|s| s.blank));
}

#[test]
fn a_page_that_says_it_is_as_large_as_a_field_is_drawn_small() {
    let vast = pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9000000 9000000] >>",
        ],
        "",
    );
    assert!(matches!(read(&vast).map(|s| s.len()), Ok(1) | Err(ScanError::Damaged(_))));
}

#[test]
fn a_picture_of_too_many_pixels_inside_a_pdf_is_refused_unopened() {
    let image = "<< /Type /XObject /Subtype /Image /Width 50000 /Height 50000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 3 >>\nstream\nabc\nendstream";
    let bomb = pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> >>",
            image,
        ],
        "",
    );
    assert_eq!(read(&bomb).unwrap_err(), ScanError::TooManyPixels { limit: 100 });
}

#[test]
fn a_pdf_with_a_password_says_so() {
    // RC4 of 40 bits (ISO 32000-1, 7.6): neither the empty password nor any other opens it, the entries are made up.
    let locked = pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            "<< /Filter /Standard /V 1 /R 2 /P -44 /O <0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20> /U <2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40> >>",
        ],
        "/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    );
    assert_eq!(read(&locked).unwrap_err(), ScanError::Locked);
}

#[test]
fn somebody_elses_code_is_told_from_ours() {
    for text in [
        "https://pay.example/tx/0a1b2c3d4e",
        "FQ1:0a1b2c3d4e5f6071:4/3:9f86d081",
        "FQ1-eyJ1cmwiOiJodHRwcyJ9-2e028dba",
    ] {
        let sheets = read(&png(&page_with(text))).unwrap();
        assert_eq!(sheets.len(), 1);
        assert!(sheets[0].foreign && sheets[0].code.is_none(), "{text}");
    }
}

#[test]
fn a_page_beside_a_payment_code_is_still_found() {
    let mut page = page_with("FQ1:0a1b2c3d4e5f6071:1/3:9f86d081");
    let other = page_with("https://pay.example/tx/0a1b2c3d4e");
    for y in 2000..2339_u32 {
        for x in 0..800_u32 {
            let p = *other.get_pixel(x, y);
            page.put_pixel(x + 700, y - 1500, p);
        }
    }
    let sheets = read(&png(&page)).unwrap();
    let code =
        Code { document: "0a1b2c3d4e5f6071".into(), page: 1, pages: 3, check: "9f86d081".into() };
    assert_eq!(sheets.iter().map(|s| s.code.clone()).collect::<Vec<_>>(), [Some(code)]);
}

#[test]
fn a_coloured_picture_is_read() {
    let grey = page_with("FQ1:0a1b2c3d4e5f6071:1/1:9f86d081");
    let tinted = RgbImage::from_fn(grey.width(), grey.height(), |x, y| {
        let v = grey.get_pixel(x, y).0[0];
        image::Rgb([v, v / 2 + 90, v / 2 + 60])
    });
    let mut bytes = Cursor::new(Vec::new());
    tinted.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    assert!(read(&bytes.into_inner()).unwrap()[0].code.is_some());
}

#[test]
fn a_person_can_stop_a_stack() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";
    let three = pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
            page,
            page,
            page,
        ],
        "",
    );
    let mut seen = 0;
    let stopped = read_with(&three, &Limits::default(), &mut |p| p.done < 1, &mut |_| seen += 1);
    assert_eq!((stopped, seen), (Err(ScanError::Stopped), 1));
}

/// A page in A4 with these resources and words; object 5 is its own stream or dictionary, which may name itself.
fn page_of(resources: &str, content: &str, own: &str) -> Vec<String> {
    vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        own.to_owned(),
    ]
}

/// Without the table at its end: some programs then look for the objects themselves, others give up.
fn torn(objects: &[String]) -> Vec<u8> {
    let numbered = objects.iter().zip(1..).map(|(o, n)| format!("{n} 0 obj\n{o}\nendobj\n"));
    format!("%PDF-1.7\n{}trailer\n<< /Root 1 0 R >>\n", numbered.collect::<String>()).into_bytes()
}

fn stream(dict: &str, content: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

#[test]
fn a_page_that_draws_itself_without_end_is_refused_whichever_way_it_does_it() {
    let bounds = "/BBox [0 0 595 842]";
    let form = "/Type /XObject /Subtype /Form";
    let tile = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /XStep 50 /YStep 50";
    let letter = "/Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /FontBBox [0 0 595 842] \
                  /FirstChar 65 /LastChar 65 /Widths [1] /Encoding << /Differences [65 /A] >>";
    let names = "/Resources << /XObject << /F 5 0 R >> >>";
    let ten = "/F Do ".repeat(10);
    let mut lettered = page_of("/Font << /F 5 0 R >>", "BT /F 9 Tf (AAAAAAAAAA) Tj ET", "");
    lettered[4] =
        format!("<< {letter} /CharProcs << /A 6 0 R >> /Resources << /Font << /F 5 0 R >> >> >>");
    lettered.push(stream("", "1 0 d0 BT /F 9 Tf (AAAAAAAAAA) Tj ET"));
    let hostile = [
        (
            "a form",
            page_of(
                "/XObject << /F 5 0 R >>",
                &ten,
                &stream(&format!("{form} {bounds} {names}"), &ten),
            ),
        ),
        (
            "a pattern painted with itself",
            page_of(
                "/Pattern << /P 5 0 R >>",
                "/Pattern cs /P scn 0 0 595 842 re f",
                &stream(
                    &format!("{tile} {bounds} /Resources << /Pattern << /P 5 0 R >> >>"),
                    "/Pattern cs /P scn 0 0 50 50 re f",
                ),
            ),
        ),
        ("a letter written with itself", lettered),
        (
            "a mask behind itself",
            page_of(
                "/XObject << /F 5 0 R >>",
                &ten,
                &stream(
                    &format!(
                        "{form} {bounds} /Group << /S /Transparency /CS /DeviceGray >> \
                         /Resources << /XObject << /F 5 0 R >> /ExtGState << /G << /SMask << /S /Luminosity /G 5 0 R >> >> >> >>"
                    ),
                    &format!("/G gs 0 0 50 50 re f {ten}"),
                ),
            ),
        ),
        ("the whole sheet again and again", page_of("", &"0 0 595 842 re f ".repeat(5000), "null")),
    ];
    for (what, objects) in hostile {
        let begun = std::time::Instant::now();
        let bytes = torn(&objects);
        assert_eq!(read(&bytes).unwrap_err(), ScanError::Endless, "{what}");
        assert!(begun.elapsed().as_secs() < 60, "{what}: {:?}", begun.elapsed());
    }
    // A single page of it says nothing, and ends.
    let sheet = torn(&page_of("", &"0 0 595 842 re f ".repeat(5000), "null"));
    assert!(scans::Pages::open(&sheet, None).unwrap().read(1, &mut || true).is_empty());
    // The desk's other look at PDFs cannot open such a file, and so could not judge it.
    let file = torn(&page_of(
        "/XObject << /F 5 0 R >>",
        &ten,
        &stream(&format!("{form} {bounds} {names}"), &ten),
    ));
    assert!(documents::read(&file, None).is_err() && !documents::is_endless(&file));
}

#[test]
fn a_busy_page_is_drawn() {
    let dots: String = (0..6000).map(|n| format!("{} {} 2 2 re f ", n % 590, n / 8)).collect();
    let tile = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>";
    let content = format!("{dots} /Pattern cs /P scn {}", "0 0 595 100 re f ".repeat(10));
    let objects = page_of("/Pattern << /P 5 0 R >>", &content, &stream(tile, "0 0 4 4 re f"));
    let sheets = read(&torn(&objects)).unwrap();
    assert!(sheets.len() == 1 && !sheets[0].blank);
}
