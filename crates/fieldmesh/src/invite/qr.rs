//! An invite as a QR code, for a phone's camera or another laptop's: on the terminal, or as an image to print.

use std::io::{Cursor, Write};
use std::path::Path;

use font8x8::{BASIC_FONTS, LATIN_FONTS, UnicodeFonts};
use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};
use unicode_normalization::UnicodeNormalization;

use super::{Invite, InviteError, PREFIX};
use crate::platform;

/// Light modules on each side, as readers need them.
const QUIET: usize = 4;
/// Pixels of a module in an image, on each side.
const MODULE: u32 = 8;
/// Pixels of a letter of the caption, on each side; a dot of it is a quarter of a module.
const LETTER: u32 = 16;
const DOT: u32 = LETTER / 8;

/// An invite text as a square of dark and light modules. Whoever can see it is a member.
#[derive(Clone)]
pub struct InviteCode {
    width: usize,
    /// Row by row.
    modules: Vec<Color>,
}

impl Invite {
    /// The text of the invite as a QR code. It holds capital letters, which take fewer modules; [`Invite::parse`] reads
    /// either.
    ///
    /// # Errors
    /// [`InviteError::TooLarge`], which no name of a project reaches.
    pub fn to_code(&self) -> Result<InviteCode, InviteError> {
        let text = self.to_text().replacen(PREFIX, &PREFIX.to_uppercase(), 1);
        match QrCode::with_error_correction_level(&text, EcLevel::M) {
            Ok(code) => Ok(InviteCode { width: code.width(), modules: code.into_colors() }),
            Err(_) => Err(InviteError::TooLarge { have: text.len() as u64 }),
        }
    }
}

impl InviteCode {
    /// The code in lines of half blocks, two modules a character, light on dark as most terminals are.
    pub fn to_text(&self) -> String {
        let side = self.side();
        let mut text = String::new();
        for y in (0..side).step_by(2) {
            for x in 0..side {
                text.push(match (self.is_dark(x, y), self.is_dark(x, y + 1)) {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    (true, true) => ' ',
                });
            }
            text.push('\n');
        }
        text
    }

    /// The code as a PNG image, with a caption under it. The caption has the letters of western languages; others
    /// become question marks.
    ///
    /// # Errors
    /// [`InviteError::Io`].
    pub fn to_png(&self, caption: &str) -> Result<Vec<u8>, InviteError> {
        let side = u32::try_from(self.side()).unwrap_or(u32::MAX);
        let width = side.saturating_mul(MODULE);
        let lines = wrapped(caption, (width / LETTER) as usize);
        let below = (lines.len() as u32 + 1).saturating_mul(LETTER + DOT);
        let mut image = GrayImage::from_pixel(width, width.saturating_add(below), Luma([255]));
        let dark = Luma([0]);
        for (x, y, pixel) in image.enumerate_pixels_mut() {
            let (column, line) = (x / LETTER, y.saturating_sub(width) / (LETTER + DOT));
            let is_dark = if y < width {
                self.is_dark((x / MODULE) as usize, (y / MODULE) as usize)
            } else {
                let letter = lines.get(line as usize).and_then(|text| text.chars().nth(column as usize));
                let row = (y - width) % (LETTER + DOT) / DOT;
                letter.is_some_and(|letter| is_inked(letter, x % LETTER / DOT, row))
            };
            if is_dark {
                *pixel = dark;
            }
        }
        let mut png = Cursor::new(Vec::new());
        image
            .write_to(&mut png, ImageFormat::Png)
            .map_err(|error| InviteError::Io(std::io::Error::other(error)))?;
        Ok(png.into_inner())
    }

    /// Writes [`Self::to_png`] to a file that only the owner may read. An existing file is left alone.
    ///
    /// # Errors
    /// [`InviteError::Io`].
    pub fn write_png(&self, path: &Path, caption: &str) -> Result<(), InviteError> {
        let png = self.to_png(caption)?;
        let mut out = platform::create_secret(path)?;
        out.write_all(&png)?;
        Ok(out.sync_all()?)
    }

    /// Modules on each side, with the quiet zone.
    pub const fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Whether the module in this column and row is dark; none outside is.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        match (x.checked_sub(QUIET), y.checked_sub(QUIET)) {
            (Some(x), Some(y)) if x < self.width => self.modules.get(y * self.width + x) == Some(&Color::Dark),
            _ => false,
        }
    }
}

/// Shows no key.
impl std::fmt::Debug for InviteCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InviteCode").field("width", &self.width).finish_non_exhaustive()
    }
}

/// Whether a letter has ink at this dot of its 8 × 8, the ninth row being empty.
fn is_inked(letter: char, x: u32, y: u32) -> bool {
    let glyph = BASIC_FONTS.get(letter).or_else(|| LATIN_FONTS.get(letter)).or_else(|| BASIC_FONTS.get('?'));
    glyph.and_then(|rows| rows.get(y as usize).copied()).is_some_and(|row| row >> x & 1 == 1)
}

/// Lines of whole words, no longer than `width` letters; a longer word is cut.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.nfc().collect::<String>().lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let mut rest: Vec<char> = word.chars().collect();
            if !line.is_empty() && line.chars().count() + 1 + rest.len() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            while rest.len() > width && width > 0 {
                lines.push(rest.drain(..width).collect());
            }
            line.extend(rest);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::{ProjectId, ProjectKey};

    use super::*;

    fn invite(name: &str) -> Invite {
        Invite::new(ProjectId::from_bytes([3; 16]), ProjectKey::from_bytes([9; 32]), name.to_owned(), false, None)
    }

    /// What a camera reads of these pixels.
    fn seen(width: usize, height: usize, light: impl Fn(usize, usize) -> u8) -> String {
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
        let grids = image.detect_grids();
        let [grid] = grids.as_slice() else { panic!("{} codes", grids.len()) };
        grid.decode().unwrap().1
    }

    #[test]
    fn the_image_and_the_terminal_are_read_back_as_the_invite() {
        for name in ["Río Napo", &"ñ".repeat(100)] {
            let invite = invite(name);
            let code = invite.to_code().unwrap();
            let png =
                image::load_from_memory(&code.to_png("Río Napo\nKeep it secret").unwrap()).unwrap().to_luma8();
            let (width, height) = (png.width() as usize, png.height() as usize);
            let read = seen(width, height, |x, y| png.get_pixel(x as u32, y as u32).0[0]);
            assert_eq!(Invite::parse(&read).unwrap().key(), invite.key());
            assert_eq!(Invite::parse(&read).unwrap().name(), name);

            let text = code.to_text();
            let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
            assert!(name.len() > 20 || lines[0].len() <= 80, "{} columns", lines[0].len());
            let scale = 4;
            let read = seen(lines[0].len() * scale, lines.len() * 2 * scale, |x, y| {
                let (x, y) = (x / scale, y / scale);
                let light = match lines[y / 2][x] {
                    '█' => true,
                    '▀' => y % 2 == 0,
                    '▄' => y % 2 == 1,
                    _ => false,
                };
                if light { 255 } else { 0 }
            });
            assert_eq!(Invite::parse(&read).unwrap().key(), invite.key());
        }
    }

    #[test]
    fn a_caption_is_drawn_under_the_code() {
        let code = invite("Río Napo").to_code().unwrap();
        let image = |caption: &str| image::load_from_memory(&code.to_png(caption).unwrap()).unwrap().to_luma8();
        let (one, three) = (
            image("Napo"),
            image("Napo\nKeep it secret, whoever has it is a member of the project for ever and ever"),
        );
        assert!(three.height() > one.height() && three.width() == one.width());
        let ink = |image: &GrayImage| {
            image.rows().skip(image.width() as usize).flatten().filter(|dot| dot.0[0] == 0).count()
        };
        assert!(ink(&three) > ink(&one) && ink(&one) > 100);
        assert_ne!(image("Rio"), image("Río"), "letters with accents have glyphs");
    }

    #[test]
    fn a_caption_is_broken_between_words() {
        assert_eq!(wrapped("a bc def\nghijk", 4), ["a bc", "def", "ghij", "k"]);
        assert_eq!(wrapped("", 4), Vec::<String>::new());
    }
}
