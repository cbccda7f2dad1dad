//! Files as somebody with a telephone or a PDF editor would bring them.

/// Two pages beside each other on a dark table, both farther away at their upper edge.
pub fn askew(left: &image::GrayImage, right: &image::GrayImage) -> Vec<u8> {
    let (w, h) = (3600, 2500);
    let photo = image::GrayImage::from_fn(w, h, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(w), f64::from(y) / f64::from(h));
        let (page, u) = if u < 0.5 { (left, u * 2.0) } else { (right, u * 2.0 - 1.0) };
        // Lines converge upwards by an eighth.
        let across = (u - 0.5) / (0.76 + 0.12 * v) + 0.5 + (v - 0.5) * 0.03;
        let (px, py) =
            (across * f64::from(page.width()), (v * 1.14 - 0.07) * f64::from(page.height()));
        let inside =
            px >= 0.0 && py >= 0.0 && px < f64::from(page.width()) && py < f64::from(page.height());
        let grey = if inside { page.get_pixel(px as u32, py as u32).0[0] } else { 70 };
        image::Luma([(f64::from(grey) * (0.75 + 0.2 * u)) as u8])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 80)
        .encode_image(&photo)
        .unwrap();
    bytes
}

/// The pages of a PDF whose text is wanted.
pub fn only_pages(pdf: &[u8], wanted: &dyn Fn(&str) -> bool) -> Vec<u8> {
    let pages = documents::read(pdf, None).unwrap().pages;
    let others: Vec<u32> =
        (1..).zip(&pages).filter(|(_, page)| !wanted(&page.text)).map(|(n, _)| n).collect();
    let mut file = lopdf::Document::load_mem(pdf).unwrap();
    file.delete_pages(&others);
    file.prune_objects();
    let mut out = Vec::new();
    file.save_to(&mut out).unwrap();
    out
}

/// A bound PDF in which the first figure of an amount, where it first stands in a page that was bound into it, is
/// another: by a code the font has, as somebody with a PDF editor would do it.
pub fn forged_in(pdf: &[u8], amount: &str) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(pdf).unwrap();
    let forms: Vec<lopdf::ObjectId> = file.objects.keys().copied().collect();
    for id in forms {
        let Some(changed) = other_figure(&file, id, amount) else { continue };
        let form = file.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        form.set_plain_content(changed);
        let mut out = Vec::new();
        file.save_to(&mut out).unwrap();
        return out;
    }
    panic!("{amount} stands nowhere");
}

/// A code that is shown.
struct Shown {
    /// Operation, string in it, and byte in that.
    at: (usize, usize, usize),
    font: Vec<u8>,
    code: Vec<u8>,
    means: String,
}

fn other_figure(file: &lopdf::Document, id: lopdf::ObjectId, amount: &str) -> Option<Vec<u8>> {
    let form = file.get_object(id).ok()?.as_stream().ok()?;
    let fonts =
        file.get_dict_in_dict(form.dict.get(b"Resources").ok()?.as_dict().ok()?, b"Font").ok()?;
    let mut content = lopdf::content::Content::decode(&form.decompressed_content().ok()?).ok()?;
    let mut font = None;
    let mut shown: Vec<Shown> = Vec::new();
    for (at, operation) in content.operations.iter().enumerate() {
        if operation.operator == "Tf" {
            font = operation.operands[0].as_name().ok().map(<[u8]>::to_vec);
        }
        let Some(name) =
            font.clone().filter(|_| matches!(operation.operator.as_str(), "Tj" | "TJ"))
        else {
            continue;
        };
        let encoding = file.get_dict_in_dict(fonts, &name).ok()?.get_font_encoding(file).ok()?;
        let strings = match &operation.operands[0] {
            lopdf::Object::Array(all) => all.clone(),
            one => vec![one.clone()],
        };
        for (part, string) in strings.iter().enumerate() {
            let Ok(codes) = string.as_str() else { continue };
            for (n, code) in codes.chunks(2).enumerate() {
                let means = encoding.bytes_to_string(code).ok()?;
                let (at, font, code) = ((at, part, n * 2), name.clone(), code.to_vec());
                shown.push(Shown { at, font, code, means });
            }
        }
    }
    let first = (0..shown.len()).find(|i| {
        let text: String = shown[*i..]
            .iter()
            .map(|s| s.means.as_str())
            .filter(|c| *c != ",")
            .take(amount.len())
            .collect();
        text == amount
    })?;
    let first = &shown[first];
    let (at, part, offset) = first.at;
    let is_figure = |s: &&Shown| {
        s.font == first.font
            && s.means != first.means
            && s.means.chars().all(|c| c.is_ascii_digit())
    };
    let other = shown.iter().find(is_figure)?.code.clone();
    let operand = &mut content.operations[at].operands[0];
    let string = match operand {
        lopdf::Object::Array(all) => &mut all[part],
        one => one,
    };
    let lopdf::Object::String(codes, _) = string else { return None };
    codes[offset..offset + 2].copy_from_slice(&other);
    content.encode().ok()
}

/// The paper with the words of its first page cut off behind the middle, as a careless forger would leave it.
pub fn forged(pdf: &[u8]) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(pdf).unwrap();
    let (_, page) = file.get_pages().into_iter().next().unwrap();
    let content = file.get_and_decode_page_content(page).unwrap();
    let shows: Vec<usize> = (0..content.operations.len())
        .filter(|i| matches!(content.operations[*i].operator.as_str(), "Tj" | "TJ"))
        .collect();
    let mut operations = content.operations;
    operations.remove(shows[shows.len() / 2]);
    let bytes = lopdf::content::Content { operations }.encode().unwrap();
    file.change_page_content(page, bytes).unwrap();
    let mut out = Vec::new();
    file.save_to(&mut out).unwrap();
    out
}
