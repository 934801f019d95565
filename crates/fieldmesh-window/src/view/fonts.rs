//! The fonts: Noto Sans, cut down to the Latin alphabets with every diacritic that Indigenous orthographies stack on
//! them, then those that egui brings. Other scripts come from the system where it has them.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};

use super::theme;

const REGULAR: &[u8] = include_bytes!("../../assets/NotoSans-Regular.subset.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/NotoSans-Bold.subset.ttf");

/// Gives a context its fonts.
pub(crate) fn install(context: &Context) {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [("noto-sans", REGULAR), ("noto-sans-bold", BOLD)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let mut fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    // Arrows are in no other.
    fallback.extend(fonts.families.get(&FontFamily::Monospace).into_iter().flatten().cloned());
    let with = |first: &str| std::iter::once(first.to_owned()).chain(fallback.iter().cloned()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, with("noto-sans"));
    fonts.families.insert(theme::bold(), with("noto-sans-bold"));
    context.set_fonts(fonts);
}
