//! A desk with papers, and a scanner that gives them back.

use crate::support::*;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, Luma};
use qrcode::{EcLevel, QrCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const KIND: &str = "oral-application-record";

/// A paper as it lies on the table.
pub struct Sheets {
    pub case: Value,
    pub id: String,
    pub check: String,
    pub pages: Vec<GrayImage>,
}

impl Sheets {
    pub fn sheets(&self) -> Vec<GrayImage> {
        self.pages.clone()
    }

    pub fn numbers(&self) -> Vec<usize> {
        (1..=self.pages.len()).collect()
    }
}

impl Station {
    /// A case that was received, with a story of several pages.
    pub fn case(&self, name: &str) -> Value {
        let made = self.call("case.create", json!({ "channel": "oral" }));
        let case = made["id"].clone();
        let id = |of: &str| made[of].as_str().unwrap().to_owned();
        let (worker, firm, claim) = (id("applicant"), id("respondent"), id("claim"));
        let story =
            "2026年3月进场，约定月工资4,000元，按月发放。9月、10月两个月没发，问了几次都说等结算。"
                .repeat(14);
        for (path, value) in [
            (format!("parties/{worker}/name"), json!(name)),
            (format!("parties/{worker}/phone"), json!("13800000000")),
            (format!("parties/{worker}/address"), json!("某某县某某镇某某村")),
            (format!("parties/{firm}/name"), json!("某某劳务有限公司")),
            (format!("parties/{firm}/address"), json!("某某市某某路2号")),
            ("case/cause".into(), json!("unpaid_wages")),
            ("case/narrative".into(), json!(story)),
            ("case/demand".into(), json!("干了活应当给工资。")),
            (format!("claims/{claim}/head"), json!("unpaid_wages")),
            (format!("claims/{claim}/amount"), json!("8000")),
        ] {
            self.call("case.put", json!({ "case": case, "path": path, "value": value }));
        }
        self.call("case.receive", json!({ "case": case, "form": "oral" }));
        case
    }

    /// A paper of it, as it comes out of the printer.
    pub fn paper(&self, case: &Value) -> Sheets {
        self.paper_of(case, KIND)
    }

    /// The same of another kind.
    pub fn paper_of(&self, case: &Value, kind: &str) -> Sheets {
        let view = self.call("paper.issue", json!({ "case": case, "kind": kind }));
        let id = view["row"]["paper"]["id"].as_str().unwrap().to_owned();
        let pdf = self.bytes("paper.pdf", json!({ "case": case, "paper": id }));
        let printed = scans::Printed::open(&pdf).unwrap();
        let count = view["row"]["paper"]["pages"].as_u64().unwrap() as usize;
        let pages = (0..count).map(|i| printed.page(i).unwrap()).collect();
        let check = view["row"]["hash8"].as_str().unwrap().to_owned();
        Sheets { case: case.clone(), id, check, pages }
    }

    pub fn take(&self, stack: &str, name: &str, bytes: &[u8]) -> Value {
        self.call("scan.take", json!({ "stack": stack, "name": name, "data": base64(bytes) }))
    }

    /// The row of a summary about a paper.
    pub fn row<'v>(&self, summary: &'v Value, paper: &Sheets) -> &'v Value {
        let all = summary["papers"].as_array().unwrap();
        all.iter().find(|p| p["paper"] == json!(paper.id)).unwrap_or_else(|| panic!("{summary:#}"))
    }
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

pub fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub fn jpeg(page: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 75)
        .encode(page.as_raw(), page.width(), page.height(), ExtendedColorType::L8)
        .unwrap();
    bytes
}

/// The PDF a copier makes: one JPEG a page, A4.
pub fn copier(pages: &[GrayImage]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |out: &mut Vec<u8>, body: &[u8]| {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", places.len()).as_bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    };
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 3 + 3 * i)).collect();
    object(&mut out, b"<< /Type /Catalog /Pages 2 0 R >>");
    let tree = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len());
    object(&mut out, tree.as_bytes());
    for (i, page) in pages.iter().enumerate() {
        let n = 3 + 3 * i;
        let leaf = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /XObject << /I {} 0 R >> >> >>",
            n + 1,
            n + 2
        );
        object(&mut out, leaf.as_bytes());
        let draw = "q 595 0 0 842 0 0 cm /I Do Q";
        object(
            &mut out,
            format!("<< /Length {} >>\nstream\n{draw}\nendstream", draw.len()).as_bytes(),
        );
        let data = jpeg(page);
        let mut image = format!(
            "<< /Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode /Length {} >>\nstream\n",
            page.width(), page.height(), data.len()
        )
        .into_bytes();
        image.extend(data);
        image.extend(b"\nendstream");
        object(&mut out, &image);
    }
    let start = out.len();
    let count = places.len() + 1;
    let mut end = format!("xref\n0 {count}\n0000000000 65535 f \n");
    for place in places {
        end += &format!("{place:010} 00000 n \n");
    }
    end += &format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.extend(end.into_bytes());
    out
}

/// The TIFF a copier makes: grey, a page after the other.
pub fn tiff(pages: &[GrayImage]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut file = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    for page in pages {
        let (width, height) = page.dimensions();
        file.write_image::<tiff::encoder::colortype::Gray8>(width, height, page.as_raw()).unwrap();
    }
    bytes.into_inner()
}

/// Two sheets beside each other under the glass.
pub fn beside(left: &GrayImage, right: &GrayImage) -> GrayImage {
    GrayImage::from_fn(left.width() + right.width(), left.height(), |x, y| {
        match x.checked_sub(left.width()) {
            None => *left.get_pixel(x, y),
            Some(x) => *right.get_pixel(x, y),
        }
    })
}

/// The files attached to a PDF: names and bytes.
pub fn attached(pdf: &[u8]) -> Vec<(String, Vec<u8>)> {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let specs = file.objects.values().filter_map(|object| object.as_dict().ok());
    let one = |spec: &lopdf::Dictionary| {
        let name = lopdf::decode_text_string(spec.get(b"UF").ok()?).ok()?;
        let embedded = file.get_dict_in_dict(spec, b"EF").ok()?.get(b"F").ok()?;
        let stream = file.dereference(embedded).ok()?.1.as_stream().ok()?;
        Some((name, stream.get_plain_content().ok()?))
    };
    specs.filter_map(one).collect()
}

/// Somebody put a cup on the code.
pub fn blotted(page: &GrayImage) -> GrayImage {
    let (w, h) = page.dimensions();
    let mut out = page.clone();
    for (x, y, p) in out.enumerate_pixels_mut() {
        let side = x < w * 35 / 100 || x > w * 65 / 100;
        if side && y > h * 88 / 100 {
            p.0[0] = 120 + (x * 7 + y * 13) as u8 % 40;
        }
    }
    out
}

/// Writing across a place: left, top, width, height in tenths of a millimetre.
pub fn signed(page: &GrayImage, field: &Value) -> GrayImage {
    let at = |i: usize| field[i].as_u64().unwrap() as f64 / 10.0 * scans::PER_MM;
    let (left, top, width, height) = (at(0), at(1), at(2), at(3));
    let mut out = page.clone();
    for step in 0..4000 {
        let t = f64::from(step) / 4000.0;
        let x = left + width * (0.15 + 0.6 * t);
        let y = top + height * (0.45 + 0.25 * (t * 40.0).sin());
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)] {
            let (x, y) = (x as u32 + dx, y as u32 + dy);
            if x < out.width() && y < out.height() {
                out.put_pixel(x, y, Luma([20]));
            }
        }
    }
    out
}

/// A white page with a code of its own in the place of ours.
pub fn with_code(text: &str) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let (n, colours) = (code.width() as u32, code.to_colors());
    GrayImage::from_fn(1240, 1754, |x, y| {
        let at = |v: u32, from: u32| v.checked_sub(from).map(|v| v / 4).filter(|v| *v < n);
        match (at(x, 165), at(y, 1600)) {
            (Some(x), Some(y)) if colours[(y * n + x) as usize] == qrcode::Color::Dark => Luma([0]),
            _ => Luma([255]),
        }
    })
}

/// A page of writing without any code.
pub fn scribbled(seed: u32) -> GrayImage {
    GrayImage::from_fn(1240, 1754, |x, y| {
        let line = y % 60 < 22 && x > 150 && x < 1100;
        let ink = line
            && (x * 31 + (y / 60) * 977 + seed * 131) % 17 < 6
            && (x / 9 + y / 7 + seed).is_multiple_of(3);
        Luma([if ink { 30 } else { 245 }])
    })
}
