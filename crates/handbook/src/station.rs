//! What a station writes about itself: the last chapter of the book.

use crate::book::{OpenChapter, OpenEntry};
use crate::markup::{Block, Piece};
use serde::{Deserialize, Serialize};

/// Entries of the station's chapter that other entries may point to.
const WHERE: (&str, &str) = ("station-where", "本站和该找的部门在哪里");
const MEDIATORS: (&str, &str) = ("station-mediators", "本站的调解员");

/// Title of an entry of the station's chapter.
pub(crate) fn title(id: &str) -> Option<&'static str> {
    [WHERE, MEDIATORS].into_iter().find(|one| one.0 == id).map(|one| one.1)
}

/// A mediator as the directory names him.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
#[ts(rename = "HandbookMediator")]
pub struct Mediator {
    /// Name.
    pub name: String,
    /// Whose he is: 县总工会, 县人民法院.
    pub agency: String,
    /// What he knows best: 欠薪、工伤.
    pub specialty: String,
    /// Languages besides Chinese: 傣语、老挝语.
    pub languages: String,
    /// Telephone he wants to be known by.
    pub phone: String,
    /// When he can be met: 周一至周五 9:00–17:00.
    pub hours: String,
}

/// An office people are sent to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
#[ts(rename = "HandbookOffice")]
pub struct Office {
    /// What one goes there for.
    pub what: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
}

/// A station and its directory; what is not known stays empty and is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Station {
    /// The mediation organisation.
    pub org: String,
    /// The station's own name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Opening hours.
    pub hours: String,
    /// Offices, in the order in which people are sent.
    pub offices: Vec<Office>,
    /// Mediators, in order.
    pub mediators: Vec<Mediator>,
}

fn line(text: &str) -> Vec<Piece> {
    if text.is_empty() { Vec::new() } else { vec![Piece::Text { text: text.to_owned() }] }
}

fn entry((id, title): (&str, &str), brief: &str, blocks: Vec<Block>, words: &[&str]) -> OpenEntry {
    OpenEntry {
        id: id.to_owned(),
        title: title.to_owned(),
        brief: line(brief),
        blocks,
        words: words.iter().map(|w| (*w).to_owned()).collect(),
        sources: Vec::new(),
        leads: Vec::new(),
    }
}

fn table(head: &[&str], rows: Vec<Vec<&str>>) -> Block {
    // A column in which nobody has anything is left out.
    let used: Vec<usize> =
        (0..head.len()).filter(|i| rows.iter().any(|row| !row[*i].is_empty())).collect();
    Block::Table {
        head: used.iter().map(|i| line(head[*i])).collect(),
        rows: rows.iter().map(|row| used.iter().map(|i| line(row[*i])).collect()).collect(),
    }
}

impl Station {
    /// The chapter about the station.
    pub(crate) fn chapter(&self) -> OpenChapter {
        OpenChapter {
            id: "station".to_owned(),
            title: "本站".to_owned(),
            entries: vec![self.places(), self.directory()],
        }
    }

    fn places(&self) -> OpenEntry {
        let own = [
            ("地址", &self.address),
            ("电话", &self.phone),
            ("开门时间", &self.hours),
            ("调解组织", &self.org),
        ];
        let items: Vec<Vec<Piece>> = own
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| line(&format!("{label}：{value}")))
            .collect();
        let mut blocks = Vec::new();
        if !items.is_empty() {
            blocks.push(Block::List { items });
        }
        let offices: Vec<Vec<&str>> = self
            .offices
            .iter()
            .filter(|o| !o.name.is_empty())
            .map(|o| vec![o.what.as_str(), &o.name, &o.address, &o.phone])
            .collect();
        if !offices.is_empty() {
            blocks.push(Block::Heading { text: "别的部门".to_owned() });
            blocks.push(table(&["办什么", "找谁", "地址", "电话"], offices));
        }
        // Numbers that are the same all over the country.
        blocks.push(Block::Paragraph {
            pieces: line(
                "全国都能打：12351找工会，12333找人社（欠薪、社保、监察），12348问法律援助。",
            ),
        });
        let name = if self.name.is_empty() { &self.org } else { &self.name };
        let brief = if name.is_empty() { "站里的地址和电话还没有填。" } else { name };
        entry(WHERE, brief, blocks, &["地址", "电话", "在哪里", "几点开门", "仲裁委", "法院"])
    }

    fn directory(&self) -> OpenEntry {
        let rows: Vec<Vec<&str>> = self
            .mediators
            .iter()
            .filter(|m| !m.name.is_empty())
            .map(|m| {
                vec![m.name.as_str(), &m.agency, &m.specialty, &m.languages, &m.phone, &m.hours]
            })
            .collect();
        if rows.is_empty() {
            let brief = "名册还没有填。要选调解员的，到站里问。";
            return entry(MEDIATORS, brief, Vec::new(), &["调解员", "找谁"]);
        }
        let head = ["姓名", "单位", "擅长", "会说", "电话", "什么时候在"];
        let brief = "可以自己选调解员；选的人和对方有利害关系，可以要求换。";
        entry(MEDIATORS, brief, vec![table(&head, rows)], &["调解员", "找谁", "电话", "翻译"])
    }
}
