//! Text files: CSV, tab-separated, and what the clipboard carries.

use crate::book::Builder;
use crate::{Book, Cell, TableError};
use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Reads a text file in UTF-8, UTF-16 with byte order mark, or GB18030.
pub(crate) fn read_text_file(bytes: &[u8], file_name: &str) -> Result<Book, TableError> {
    let text = decode(bytes)?;
    let head = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_lowercase();
    // Many systems write a web page and call it .xls.
    let is_page = ["<html", "<!doctype", "<table", "<?xml", "<meta"].iter();
    if is_page.clone().any(|tag| head.starts_with(tag)) {
        return Err(TableError::Unsupported { what: "网页，不是 Excel 表格".into() });
    }
    if text.contains('\0') {
        return Err(TableError::Unsupported { what: "别的程序的文件".into() });
    }
    let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    let separator = match extension.to_lowercase().as_str() {
        "tsv" | "tab" => b'\t',
        _ => separator_of(&text),
    };
    let sheet = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    read_separated(&text, sheet, separator)
}

/// Reads rows of separated values; a row of commas alone is empty.
pub(crate) fn read_separated(text: &str, sheet: &str, separator: u8) -> Result<Book, TableError> {
    let mut builder = Builder::new();
    builder.begin(sheet, false);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let damaged = |e: csv::Error| TableError::Damaged { why: e.to_string() };
    let mut row = 0;
    while reader.read_record(&mut record).map_err(damaged)? {
        let at = record.position().map_or(0, csv::Position::byte);
        row += empty_lines(text.as_bytes(), usize::try_from(at).unwrap_or(0));
        for (column, value) in record.iter().enumerate() {
            builder.put(row, column, Cell::text(unquoted(value)))?;
        }
        row += 1;
    }
    Ok(builder.finish())
}

/// Empty lines from a place on: the reader passes over them, the row that a person sees counts them.
fn empty_lines(text: &[u8], at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or_default();
    // The reader stops between the two characters of a line end.
    if at > 0 && text.get(at - 1) == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    while let Some((first, more)) = rest.split_first() {
        rest = match first {
            b'\r' => more.strip_prefix(b"\n").unwrap_or(more),
            b'\n' => more,
            _ => break,
        };
        lines += 1;
    }
    lines
}

/// `="99…"` keeps a spreadsheet from making a number of digits; an apostrophe before a sign keeps it
/// from making a formula. Both are wrapping, not text.
fn unquoted(value: &str) -> &str {
    let inner = value.strip_prefix("=\"").and_then(|v| v.strip_suffix('"'));
    let value = inner.unwrap_or(value);
    match value.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest,
        Some(rest) if !rest.is_empty() && rest.trim().chars().all(is_digit_like) => rest,
        _ => value,
    }
}

fn is_digit_like(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'X' | 'x' | '.')
}

/// The separator that stands most often outside quotes in the first lines.
fn separator_of(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for c in text.chars().take(20_000) {
        if c == '"' {
            quoted = !quoted;
        }
        if let Some((_, n)) = counts.iter_mut().find(|(s, _)| !quoted && char::from(*s) == c) {
            *n += 1;
        }
    }
    // Of equals the first: a comma.
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(s, _)| s)
}

/// Text of the bytes. Nothing is replaced: the first byte that is no character ends it.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, TableError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes, mark);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        // Read as GB18030 a damaged UTF-8 file would give other Chinese characters without a word.
        Err(e) if is_mostly_utf8(bytes) => Err(fault(UTF_8, bytes, e.valid_up_to())),
        Err(_) => strict(GB18030, bytes, 0),
    }
}

fn strict(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Result<String, TableError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let body = &bytes[from..];
    let too_large = || TableError::TooLarge { bytes: bytes.len() as u64, limit: 0 };
    let room = decoder.max_utf8_buffer_length_without_replacement(body.len());
    let mut text = String::with_capacity(room.ok_or_else(too_large)?);
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(bad, after) => {
            let at = read.saturating_sub(usize::from(bad) + usize::from(after));
            Err(fault(encoding, bytes, from + at))
        }
        DecoderResult::OutputFull => Err(too_large()),
    }
}

fn fault(encoding: &'static Encoding, bytes: &[u8], at: usize) -> TableError {
    let name = match encoding {
        e if e == UTF_8 => "UTF-8",
        e if e == UTF_16LE || e == UTF_16BE => "UTF-16",
        _ => "GB18030",
    };
    let lines = bytes[..at.min(bytes.len())].iter().filter(|b| **b == b'\n').count();
    TableError::Encoding { position: at as u64, line: lines as u64 + 1, encoding: name.into() }
}

/// Far more whole characters beyond ASCII than bytes that are none.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    whole > bad * 8
}
