//! How the window looks: colours of light and dark, sizes of type, distances. Nothing else in the crate names a
//! colour, a size of type or a distance.

use egui::style::{ScrollStyle, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Theme, Vec2, Visuals,
};
use fieldmesh::config::Color;

/// Distances in points: everything is a multiple of four.
pub(crate) mod space {
    /// Between a picture and its text.
    pub(crate) const TINY: f32 = 4.0;
    /// Between controls.
    pub(crate) const SMALL: f32 = 8.0;
    /// Between groups.
    pub(crate) const MEDIUM: f32 = 16.0;
    /// Between parts of a screen.
    pub(crate) const LARGE: f32 = 24.0;
    /// The width of the panel at the left.
    pub(crate) const NAVIGATION: f32 = 184.0;
    /// A line of text that reads well is no wider.
    pub(crate) const COLUMN: f32 = 640.0;
    /// The first screen is no wider.
    pub(crate) const PAGE: f32 = 880.0;
    /// A field for the name of a device or project.
    pub(crate) const NAME: f32 = 280.0;
    /// The parts of the screen *Project*, by name.
    pub(crate) const PARTS: f32 = 176.0;
    /// A dialog that asks something.
    pub(crate) const DIALOG: f32 = 420.0;
    /// A QR code that a phone reads from an arm's length.
    pub(crate) const CODE: f32 = 280.0;
}

/// Sizes of things in points.
pub(crate) mod size {
    /// The list of observations, until somebody makes it wider.
    pub(crate) const LIST: f32 = 280.0;
    /// The panel of one observation.
    pub(crate) const DETAIL: f32 = 340.0;
    /// A row of the list: three lines.
    pub(crate) const ROW: f32 = 72.0;
    /// The icon in a row.
    pub(crate) const ROW_ICON: f32 = 36.0;
    /// The picture in a row.
    pub(crate) const ROW_PICTURE: f32 = 48.0;
    /// An icon in a line of text.
    pub(crate) const SMALL_ICON: f32 = 24.0;
    /// The dot of what is new.
    pub(crate) const DOT: f32 = 6.0;
    /// The side of a square button.
    pub(crate) const CONTROL: f32 = 32.0;
    /// A photo among others.
    pub(crate) const THUMBNAIL: f32 = 92.0;
    /// The icon at the head of a detail.
    pub(crate) const HEAD_ICON: f32 = 44.0;
    /// A category to choose.
    pub(crate) const CHOICE: f32 = 40.0;
    /// The corners of a mark around something.
    pub(crate) const RADIUS: f32 = 4.0;
    /// A line of controls.
    pub(crate) const BAR: f32 = 34.0;
    /// The box of categories.
    pub(crate) const CATEGORY: f32 = 170.0;
    /// The box of what happened.
    pub(crate) const KEPT: f32 = 124.0;
    /// What a button opens is no higher.
    pub(crate) const MENU: f32 = 360.0;
    /// The days to choose from.
    pub(crate) const DATES: f32 = 220.0;
    /// A question.
    pub(crate) const DIALOG: f32 = 360.0;
    /// Text on the map.
    pub(crate) const MAP_TEXT: f32 = 12.0;
    /// The layers of the map.
    pub(crate) const LAYERS: f32 = 300.0;
    /// A bar without words in it.
    pub(crate) const THIN_BAR: f32 = 8.0;
    /// A question that shows something to compare or to read.
    pub(crate) const WIDE_DIALOG: f32 = 520.0;
}

/// The colours of one of the two themes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    /// Behind everything.
    pub(crate) paper: Color32,
    /// What lies on the paper: cards, forms, dialogs.
    pub(crate) card: Color32,
    /// Text.
    pub(crate) ink: Color32,
    /// Text that may be overlooked. Still 4.5 to 1 on the paper.
    pub(crate) faint: Color32,
    /// Lines and edges.
    pub(crate) line: Color32,
    /// What a person does next, and what is selected.
    pub(crate) accent: Color32,
    /// Text on the accent.
    pub(crate) on_accent: Color32,
    /// Behind what is selected.
    pub(crate) selected: Color32,
    /// It went well.
    pub(crate) good: Color32,
    /// To be looked at: conflicts, an open project.
    pub(crate) warning: Color32,
    /// Behind a warning.
    pub(crate) warning_paper: Color32,
    /// Something was not done, or takes something away.
    pub(crate) danger: Color32,
    /// Behind an error.
    pub(crate) danger_paper: Color32,
    /// The panel at the left.
    pub(crate) navigation: Color32,
    /// Text there.
    pub(crate) on_navigation: Color32,
    /// Behind the mode that is shown.
    pub(crate) navigation_selected: Color32,
    /// Water of the map.
    pub(crate) sea: Color32,
    /// Land of the map.
    pub(crate) land: Color32,
    /// Where they meet.
    pub(crate) coast: Color32,
    /// Borders of countries, for those who asked.
    pub(crate) border: Color32,
    /// Lines of latitude and longitude.
    pub(crate) graticule: Color32,
    /// A category without a colour.
    pub(crate) uncategorized: Color32,
    /// Behind the drawings of categories, which are made for white.
    pub(crate) icon_paper: Color32,
    /// A map of a person's own.
    pub(crate) own_map: Color32,
    /// Around what is marked on the map.
    pub(crate) marker_edge: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    paper: rgb(0xF6_F4_EE),
    card: rgb(0xFF_FF_FF),
    ink: rgb(0x1E_28_26),
    faint: rgb(0x5A_66_62),
    line: rgb(0xD8_D5_CB),
    accent: rgb(0x1C_6B_52),
    on_accent: rgb(0xFF_FF_FF),
    selected: rgb(0xD9_EA_E2),
    good: rgb(0x1C_6B_52),
    warning: rgb(0x8A_56_00),
    warning_paper: rgb(0xFC_EE_CF),
    danger: rgb(0xA5_2A_22),
    danger_paper: rgb(0xFB_E3_E0),
    navigation: rgb(0x1D_3B_34),
    on_navigation: rgb(0xE6_F0_EC),
    navigation_selected: rgb(0x2F_5E_53),
    sea: rgb(0xCE_DE_E6),
    land: rgb(0xF2_EF_E6),
    coast: rgb(0x7C_90_98),
    border: rgb(0xB0_8A_9A),
    graticule: rgb(0xBE_D0_D8),
    uncategorized: rgb(0x6B_76_72),
    icon_paper: rgb(0xFF_FF_FF),
    own_map: rgb(0x5B_4B_8A),
    marker_edge: rgb(0xFF_FF_FF),
};

const DARK: Palette = Palette {
    paper: rgb(0x14_1B_1A),
    card: rgb(0x1E_27_25),
    ink: rgb(0xE8_EE_EB),
    faint: rgb(0x9F_AE_A9),
    line: rgb(0x36_42_3F),
    accent: rgb(0x5F_C6_A2),
    on_accent: rgb(0x0C_20_19),
    selected: rgb(0x24_43_39),
    good: rgb(0x5F_C6_A2),
    warning: rgb(0xF0_B4_4C),
    warning_paper: rgb(0x3B_2E_14),
    danger: rgb(0xF1_8B_80),
    danger_paper: rgb(0x42_20_1D),
    navigation: rgb(0x0E_23_1F),
    on_navigation: rgb(0xDC_E8_E3),
    navigation_selected: rgb(0x24_4A_41),
    sea: rgb(0x1A_2A_33),
    land: rgb(0x2B_34_31),
    coast: rgb(0x5E_75_7D),
    border: rgb(0x8E_6A_7A),
    graticule: rgb(0x2A_3C_45),
    uncategorized: rgb(0x9A_A5_A1),
    icon_paper: rgb(0xEE_F2_F0),
    own_map: rgb(0xB9_A8_E8),
    marker_edge: rgb(0xE8_EE_EB),
};

/// The dark and the light modules of a QR code, in both themes: readers expect dark on light.
pub(crate) const CODE: [Color32; 2] = [Color32::BLACK, Color32::WHITE];

/// The colours in use.
pub(crate) const fn palette(visuals: &Visuals) -> &'static Palette {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// The colour of a category.
pub(crate) fn category(colour: Option<Color>, palette: &Palette) -> Color32 {
    colour.map_or(palette.uncategorized, |Color([red, green, blue])| Color32::from_rgb(red, green, blue))
}

/// Black or white: what can be read on a colour that somebody else chose.
pub(crate) fn ink_on(colour: Color32) -> Color32 {
    if contrast(colour, LIGHT.card) >= 4.5 { LIGHT.card } else { LIGHT.ink }
}

/// What a white drawing is seen on: its category's colour, if that is dark enough.
pub(crate) fn behind_light_icon(colour: Color32) -> Color32 {
    if contrast(colour, LIGHT.card) >= 3.0 { colour } else { LIGHT.faint }
}

/// Relative luminance and contrast of WCAG 2.2, section 1.4.3.
pub(crate) fn contrast(a: Color32, b: Color32) -> f32 {
    let light = |colour: Color32| {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Type for a name among small things: larger than text, smaller than a heading.
pub(crate) fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// Type to be compared with another screen.
pub(crate) fn large() -> TextStyle {
    TextStyle::Name("large".into())
}

/// Type that stands out: the bold font.
pub(crate) fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// Dresses a context, both themes of it.
pub(crate) fn dress(context: &Context) {
    super::fonts::install(context);
    for theme in [Theme::Light, Theme::Dark] {
        let colours = if theme == Theme::Dark { &DARK } else { &LIGHT };
        context.set_visuals_of(theme, visuals(theme, colours));
        context.style_mut_of(theme, |style| {
            style.text_styles = [
                (TextStyle::Small, FontId::proportional(12.5)),
                (TextStyle::Body, FontId::proportional(15.0)),
                (TextStyle::Button, FontId::proportional(15.0)),
                (TextStyle::Monospace, FontId::monospace(14.0)),
                (title(), FontId::new(17.0, bold())),
                (large(), FontId::new(20.0, bold())),
                (TextStyle::Heading, FontId::new(22.0, bold())),
            ]
            .into();
            style.spacing.item_spacing = Vec2::splat(space::SMALL);
            style.spacing.button_padding = Vec2::new(12.0, 6.0);
            style.spacing.interact_size = Vec2::new(40.0, 32.0);
            style.spacing.window_margin = Margin::same(16);
            style.spacing.menu_margin = Margin::same(8);
            style.spacing.text_edit_width = 260.0;
            style.spacing.combo_width = 180.0;
            style.spacing.scroll = ScrollStyle {
                floating: true,
                bar_width: 8.0,
                floating_width: 8.0,
                floating_allocated_width: 10.0,
                // A handle in the colour of text, thinned: controls are as white as what lies under them.
                foreground_color: true,
                dormant_background_opacity: 0.0,
                active_background_opacity: 0.0,
                interact_background_opacity: 0.0,
                dormant_handle_opacity: 0.3,
                active_handle_opacity: 0.4,
                interact_handle_opacity: 0.6,
                ..ScrollStyle::solid()
            };
            // Nothing on a screen moves by itself.
            style.animation_time = 0.0;
        });
    }
}

fn visuals(theme: Theme, colours: &Palette) -> Visuals {
    let radius = CornerRadius::same(6);
    let widget = |fill: Color32, edge: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let base = if theme == Theme::Dark { Visuals::dark() } else { Visuals::light() };
    Visuals {
        widgets: Widgets {
            noninteractive: widget(colours.card, colours.line, colours.ink),
            inactive: widget(colours.card, colours.line, colours.ink),
            hovered: widget(colours.selected, colours.accent, colours.ink),
            active: widget(colours.selected, colours.accent, colours.ink),
            open: widget(colours.selected, colours.line, colours.ink),
        },
        selection: egui::style::Selection { bg_fill: colours.selected, stroke: Stroke::new(1.5, colours.accent) },
        weak_text_color: Some(colours.faint),
        hyperlink_color: colours.accent,
        faint_bg_color: colours.paper,
        extreme_bg_color: colours.card,
        code_bg_color: colours.paper,
        warn_fg_color: colours.warning,
        error_fg_color: colours.danger,
        window_corner_radius: CornerRadius::same(10),
        window_shadow: Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(60) },
        window_fill: colours.card,
        window_stroke: Stroke::new(1.0, colours.line),
        menu_corner_radius: radius,
        panel_fill: colours.paper,
        text_cursor: TextCursorStyle { blink: false, ..base.text_cursor.clone() },
        ..base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_readable_on_whatever_it_stands_on() {
        for (name, p) in [("light", LIGHT), ("dark", DARK)] {
            let pairs = [
                ("ink on paper", p.ink, p.paper),
                ("ink on card", p.ink, p.card),
                ("ink on selected", p.ink, p.selected),
                ("faint on paper", p.faint, p.paper),
                ("faint on card", p.faint, p.card),
                ("on accent", p.on_accent, p.accent),
                ("accent on card", p.accent, p.card),
                ("good on card", p.good, p.card),
                ("warning", p.warning, p.warning_paper),
                ("warning on card", p.warning, p.card),
                ("danger", p.danger, p.danger_paper),
                ("danger on card", p.danger, p.card),
                ("navigation", p.on_navigation, p.navigation),
                ("navigation selected", p.on_navigation, p.navigation_selected),
            ];
            for (pair, text, ground) in pairs {
                let have = contrast(text, ground);
                assert!(have >= 4.5, "{name}: {pair} has {have:.2}");
            }
        }
    }
}
