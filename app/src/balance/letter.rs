//! The report as a letter to the council: sentences, tables, how it was computed, and the hash by which anybody can check it.
//!
//! A4, tagged so that it can be read aloud, in the Helvetica that every reader of PDF has: nothing is embedded, so a letter
//! is a few kilobytes.

use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::policy::{Facts, act};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr, types::StructRole};

use super::{
    exports::{self, Contents},
    loaded::{self, Asked, Loaded},
    sheets::{For, Sheet},
};
use crate::{AppState, ctx::Ctx, error::AppError};

const WIDE: f32 = 595.0;
const HIGH: f32 = 842.0;
const EDGE: f32 = 57.0;
const PLAIN: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");
/// Part of the width that the first column of a table gets.
const FIRST_COLUMN: f32 = 0.28;

/// Widths of Helvetica from the space to the tilde, in thousandths (Adobe Font Metrics).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
/// Bold letters are a little wider.
const BOLD_WIDER: f32 = 1.06;

/// A text in the encoding of the standard fonts; a sign it lacks becomes a question mark.
fn encode(text: &str) -> Vec<u8> {
    text.chars()
        .map(|sign| match sign {
            '–' => 0x96,
            '—' => 0x97,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '€' => 0x80,
            '…' => 0x85,
            '•' => 0x95,
            '−' => b'-',
            sign => u8::try_from(u32::from(sign)).unwrap_or(b'?'),
        })
        .collect()
}

fn width(bytes: &[u8], size: f32, bold: bool) -> f32 {
    let thousandths: u32 = bytes
        .iter()
        .map(|byte| match byte {
            0xA0 | 0xB7 => 278,
            byte => u32::from(WIDTHS.get(usize::from(byte.wrapping_sub(32))).copied().unwrap_or(556)),
        })
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a line of text")]
    let plain = thousandths as f32 * size / 1000.0;
    if bold { plain * BOLD_WIDER } else { plain }
}

/// Lines no broader than this; a word that is broader by itself is broken.
fn wrap(text: &str, size: f32, bold: bool, most: f32) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut line: Vec<u8> = Vec::new();
    for word in text.split([' ', '\n']).map(encode) {
        let mut longer = line.clone();
        if !line.is_empty() {
            longer.push(b' ');
        }
        longer.extend(&word);
        if width(&longer, size, bold) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for byte in word {
            line.push(byte);
            if width(&line, size, bold) > most && line.len() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, vec![byte]));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

struct Element {
    role: StructRole,
    parent: Option<usize>,
    /// Page and number of each piece of text.
    marks: Vec<(usize, i32)>,
}

/// Text set on pages, with what each piece is.
struct Letter {
    pages: Vec<(Content, i32)>,
    /// The element of each piece, by page.
    owners: Vec<Vec<usize>>,
    elements: Vec<Element>,
    y: f32,
}

impl Letter {
    fn new() -> Self {
        let mut letter = Self { pages: Vec::new(), owners: Vec::new(), elements: Vec::new(), y: 0.0 };
        letter.elements.push(Element { role: StructRole::Document, parent: None, marks: Vec::new() });
        letter.turn();
        letter
    }

    fn turn(&mut self) {
        self.pages.push((Content::new(), 0));
        self.owners.push(Vec::new());
        self.y = HIGH - EDGE;
    }

    fn need(&mut self, height: f32) {
        if self.y - height < EDGE {
            self.turn();
        }
    }

    fn element(&mut self, role: StructRole, parent: usize) -> usize {
        self.elements.push(Element { role, parent: Some(parent), marks: Vec::new() });
        self.elements.len() - 1
    }

    /// Sets lines at a place of the page that is open, as one piece of an element.
    fn set(&mut self, element: usize, lines: &[(f32, f32, Vec<u8>)], size: f32, bold: bool) {
        let page = self.pages.len() - 1;
        let (content, next) = &mut self.pages[page];
        let mark = *next;
        *next += 1;
        let tag = self.elements[element].role.to_name();
        let mut begin = content.begin_marked_content_with_properties(tag);
        begin.properties().identify(mark);
        begin.finish();
        content.begin_text();
        content.set_font(if bold { BOLD } else { PLAIN }, size);
        for (x, y, bytes) in lines {
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, *x, *y]);
            content.show(Str(bytes));
        }
        content.end_text();
        content.end_marked_content();
        self.elements[element].marks.push((page, mark));
        self.owners[page].push(element);
    }

    fn text(&mut self, role: StructRole, text: &str, size: f32, bold: bool, after: f32) {
        let element = self.element(role, 0);
        let leading = size * 1.4;
        let lines = wrap(text, size, bold, WIDE - 2.0 * EDGE);
        // A heading stays with what follows.
        self.need(leading * if bold { 3.0 } else { 1.0 });
        for line in lines {
            self.need(leading);
            self.y -= leading;
            let y = self.y;
            self.set(element, &[(EDGE, y, line)], size, bold);
        }
        self.y -= after;
    }

    fn table(&mut self, ctx: &Ctx, sheet: &Sheet) {
        let table = self.element(StructRole::Table, 0);
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let others = (sheet.head.len().max(2) - 1) as f32;
        let whole = WIDE - 2.0 * EDGE;
        let (first, other) = (whole * FIRST_COLUMN, whole * (1.0 - FIRST_COLUMN) / others);
        self.row(table, &sheet.head, first, other, true);
        for row in &sheet.rows {
            let words: Vec<String> = row.iter().map(|cell| cell.words(ctx)).collect();
            self.row(table, &words, first, other, false);
        }
        self.y -= 14.0;
    }

    fn row(&mut self, table: usize, cells: &[String], first: f32, other: f32, head: bool) {
        const GAP: f32 = 6.0;
        let size = if head { 7.5 } else { 9.0 };
        let leading = size * 1.35;
        let set: Vec<Vec<Vec<u8>>> = cells
            .iter()
            .enumerate()
            .map(|(at, text)| wrap(text, size, head, if at == 0 { first } else { other } - GAP))
            .collect();
        let rows = set.iter().map(Vec::len).max().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = rows as f32 * leading + 5.0;
        self.need(height);
        let top = self.y;
        let row = self.element(StructRole::TR, table);
        for (at, lines) in set.into_iter().enumerate() {
            let cell = self.element(if head || at == 0 { StructRole::TH } else { StructRole::TD }, row);
            #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
            let right = EDGE + first + other * at as f32;
            let placed: Vec<_> = lines
                .into_iter()
                .enumerate()
                .map(|(n, bytes)| {
                    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
                    let y = top - leading * (n + 1) as f32;
                    let x = if at == 0 { EDGE } else { right - width(&bytes, size, head) };
                    (x, y, bytes)
                })
                .collect();
            self.set(cell, &placed, size, head);
        }
        self.y = top - height;
        let y = self.y + 1.0;
        if let Some((content, _)) = self.pages.last_mut() {
            content.begin_marked_content(Name(b"Artifact"));
            content.set_line_width(if head { 0.8 } else { 0.3 });
            content.move_to(EDGE, y).line_to(WIDE - EDGE, y).stroke();
            content.end_marked_content();
        }
    }

    fn finish(self, title: &str, lang: &str) -> Result<Vec<u8>, AppError> {
        let mut last = 0;
        let mut next = || {
            last += 1;
            Ref::new(last)
        };
        let (catalog, tree, root, info) = (next(), next(), next(), next());
        let (plain, bold) = (next(), next());
        let pages: Vec<(Ref, Ref, Ref)> = self.pages.iter().map(|_| (next(), next(), next())).collect();
        let elements: Vec<Ref> = self.elements.iter().map(|_| next()).collect();
        let mut pdf = Pdf::new();
        pdf.set_version(1, 7);
        let mut whole = pdf.catalog(catalog);
        whole.pages(tree).lang(TextStr(lang));
        whole.mark_info().marked(true);
        whole.viewer_preferences().display_doc_title(true);
        whole.pair(Name(b"StructTreeRoot"), root);
        whole.finish();
        pdf.document_info(info).title(TextStr(title)).producer(TextStr("Evenwijs"));
        for (id, name) in [(plain, b"Helvetica".as_slice()), (bold, b"Helvetica-Bold".as_slice())] {
            pdf.type1_font(id).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        let count = i32::try_from(pages.len()).map_err(AppError::unexpected)?;
        pdf.pages(tree).kids(pages.iter().map(|(page, ..)| *page)).count(count);
        let mut keys = 0..;
        for ((content, _), (page, body, _)) in self.pages.into_iter().zip(&pages) {
            let mut out = pdf.page(*page);
            out.media_box(Rect::new(0.0, 0.0, WIDE, HIGH)).parent(tree).contents(*body);
            out.struct_parents(keys.next().unwrap_or_default());
            let mut resources = out.resources();
            resources.fonts().pair(PLAIN, plain).pair(BOLD, bold);
            resources.finish();
            out.finish();
            pdf.stream(*body, &content.finish().into_vec());
        }
        let mut structure = pdf.indirect(root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
        structure.child(elements[0]);
        let mut parents = structure.parent_tree();
        let mut entries = parents.nums();
        for (key, (.., owners)) in (0..).zip(&pages) {
            entries.insert(key, *owners);
        }
        entries.finish();
        parents.finish();
        structure.parent_tree_next_key(count);
        structure.finish();
        for ((.., id), owners) in pages.iter().zip(&self.owners) {
            pdf.indirect(*id).array().items(owners.iter().map(|owner| elements[*owner]));
        }
        for (at, element) in self.elements.iter().enumerate() {
            let mut out = pdf.struct_element(elements[at]);
            out.kind(element.role).parent(element.parent.map_or(root, |parent| elements[parent]));
            let mut children = out.children();
            for (child, other) in self.elements.iter().enumerate() {
                if other.parent == Some(at) {
                    children.struct_element(elements[child]);
                }
            }
            for (page, mark) in &element.marks {
                children.marked_content_ref().page(pages[*page].0).marked_content_id(*mark);
            }
            children.finish();
            out.finish();
        }
        Ok(pdf.finish())
    }
}

/// The report of a period as PDF.
pub async fn pdf(ctx: Ctx, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let loaded = loaded::load(app.db.read(), &ctx.tenant, &asked, ctx.now).await?;
    let contents = exports::contents(&ctx, &loaded, For::People)?;
    let bytes = write(&ctx, &loaded, &contents)?;
    Ok(exports::file("application/pdf", &format!("{}.pdf", contents.name), bytes))
}

fn write(ctx: &Ctx, loaded: &Loaded, contents: &Contents) -> Result<Vec<u8>, AppError> {
    let mut letter = Letter::new();
    letter.text(StructRole::H1, &contents.title, 17.0, true, 10.0);
    let days = [loaded.part.from, loaded.part.to].map(|day| ctx.lang.long_date(day));
    let [from, to] = days;
    letter.text(
        StructRole::P,
        &ctx.tn("report-part-days", &[("from", from.into()), ("to", to.into())]),
        10.0,
        false,
        8.0,
    );
    for sentence in &contents.sentences {
        letter.text(StructRole::P, sentence, 12.0, false, 5.0);
    }
    for sheet in &contents.sheets {
        letter.y -= 8.0;
        letter.text(StructRole::H2, &sheet.title, 12.0, true, 4.0);
        letter.table(ctx, sheet);
    }
    letter.text(StructRole::H2, &ctx.t("report-how"), 12.0, true, 4.0);
    for key in ["owed", "told", "later", "chance", "flag", "read", "small"] {
        letter.text(StructRole::P, &ctx.t(&format!("report-how-{key}")), 9.5, false, 3.0);
    }
    if let Some(closed) = &loaded.closed {
        letter.y -= 8.0;
        letter.text(StructRole::H2, &ctx.t("report-again"), 12.0, true, 4.0);
        let facts = [
            (ctx.t("report-again-telling-hash"), closed.telling_sha256().to_owned()),
            (ctx.t("report-again-full-hash"), closed.full_sha256().unwrap_or("–").to_owned()),
            (ctx.t("report-again-seed"), closed.seed().to_string()),
            (ctx.t("report-again-version"), closed.code_version().to_owned()),
        ];
        for (name, value) in facts {
            letter.text(StructRole::P, &format!("{name}: {value}"), 8.5, false, 2.0);
        }
    }
    letter.finish(&contents.title, ctx.lang.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_a_long_word_is_broken() {
        let text = "De oppositie hoorde zaken gemiddeld 26 uur later dan de coalitie.";
        for line in wrap(text, 12.0, false, 150.0) {
            assert!(width(&line, 12.0, false) <= 150.0);
        }
        let hash = "a".repeat(64);
        let lines = wrap(&hash, 8.5, false, 120.0);
        assert!(lines.len() > 1 && lines.concat().len() == 64);
        assert_eq!(encode("p\u{a0}=\u{a0}é–"), b"p\xA0=\xA0\xE9\x96");
    }

    #[test]
    fn a_letter_is_tagged_and_turns_the_page() {
        let mut letter = Letter::new();
        letter.text(StructRole::H1, "Titel", 17.0, true, 4.0);
        for _ in 0..80 {
            letter.text(StructRole::P, "Een zin van enige lengte.", 12.0, false, 3.0);
        }
        assert!(letter.pages.len() > 1);
        let bytes = letter.finish("Titel", "nl").unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1.7") && text.contains("/StructTreeRoot") && text.contains("/Marked true"));
    }
}
