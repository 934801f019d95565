//! A device nearby: always the same columns, so that nothing jumps while its state changes.

use egui::{Align, Button, Color32, CornerRadius, FontId, Layout, Rect, RichText, Role, Sense, TextStyle};
use egui::{Ui, UiBuilder, Vec2, WidgetInfo};
use fieldmesh::{DeviceStanding, JobEvent, LanPeer, PeerState, Presence};

use super::dialogs::Dialog;
use super::{icon, state};
use crate::model::synchronize::{Action, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets;

/// Where the columns begin and how wide they are.
#[derive(Clone, Copy, Debug)]
struct Columns {
    name: f32,
    id: f32,
    standing: f32,
    state: f32,
    button: f32,
}

impl Columns {
    fn of(ui: &Ui, width: f32, buttons: &[String]) -> Self {
        let font = TextStyle::Button.resolve(ui.style());
        let padding = 2.0 * ui.spacing().button_padding.x;
        let widest = buttons.iter().map(|text| text_size(ui, text, &font, f32::INFINITY).x).fold(0.0, f32::max);
        let (button, id) = (widest + padding + space::TINY, ID);
        let rest = (width - icon::SIZE - id - button - 6.0 * space::SMALL).max(0.0);
        Self { name: rest * 0.29, id, standing: rest * 0.23, state: rest * 0.48, button }
    }
}

/// Draws a row.
pub(super) fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &Synchronize,
    peer: &LanPeer,
    dialog: &mut Option<Dialog>,
) {
    let (language, colours) = (scene.language, scene.palette);
    let is_stranger = matches!(peer.standing, DeviceStanding::KnownNameOtherKey { .. });
    let is_here = peer.presence == Presence::Here;
    let ink = if is_here { colours.ink } else { colours.faint };
    let edition = screen.other_configuration(&peer.key.device).map(|other| other.edition);
    let words = state::words(language, peer, edition, &jiff::Zoned::now());
    let standing = fieldmesh_sentences::standing(language, &peer.standing);
    let buttons = [fl!(language, "sync-button"), fl!(language, "sync-stop"), fl!(language, "sync-what-to-do")];
    let width = ui.available_width();
    let columns = Columns::of(ui, width, &buttons);

    let body = TextStyle::Body.resolve(ui.style());
    let bold = FontId::new(body.size, theme::bold());
    let standing_font = if is_stranger { &bold } else { &body };
    let texts = [
        text_size(ui, &words, &body, columns.state).y,
        text_size(ui, &standing, standing_font, columns.standing).y,
    ];
    let height = texts.into_iter().fold(HEIGHT - 2.0 * space::SMALL, f32::max) + 2.0 * space::SMALL;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
    if is_stranger {
        ui.painter().rect_filled(rect, CornerRadius::same(6), colours.danger_paper);
    }

    let mut left = rect.left() + space::SMALL;
    let mut cell = |width: f32| {
        let cell = Rect::from_min_size(egui::pos2(left, rect.top()), Vec2::new(width, height));
        left += width + space::SMALL;
        cell
    };
    let (at_icon, at_name, at_id) = (cell(icon::SIZE), cell(columns.name), cell(columns.id));
    let (at_standing, at_state, at_button) = (cell(columns.standing), cell(columns.state), cell(columns.button));
    within(ui, at_icon, |ui| icon::device(ui, language, peer.kind, if is_here { colours.accent } else { ink }));
    within(ui, at_name, |ui| {
        let name = RichText::new(&peer.name).font(bold.clone()).color(ink);
        ui.add(egui::Label::new(name).truncate());
    });
    within(ui, at_id, |ui| {
        ui.label(RichText::new(peer.key.device.short()).monospace().color(ink));
    });
    within(ui, at_standing, |ui| {
        let text = RichText::new(&standing).font(standing_font.clone());
        let compared = match peer.standing {
            DeviceStanding::Compared { at } => Some(fieldmesh_sentences::compared_on(language, Some(at))),
            _ => None,
        };
        let colour = match peer.standing {
            DeviceStanding::Compared { .. } if is_here => colours.good,
            DeviceStanding::KnownNameOtherKey { .. } => colours.danger,
            DeviceStanding::New if is_here => colours.warning,
            _ => colours.faint,
        };
        let label = ui.add(egui::Label::new(text.color(colour)).wrap());
        if let Some(compared) = compared {
            label.on_hover_text(compared);
        }
    });
    within(ui, at_state, |ui| match &peer.state {
        PeerState::Running(stages) if peer.presence != Presence::Gone => match JobEvent::current(stages) {
            Some(stage) => {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = space::TINY;
                    ui.add_space(space::SMALL);
                    ui.add(egui::Label::new(fieldmesh_sentences::progress(language, stage)).truncate());
                    widgets::thin_bar(ui, stage.done, stage.total);
                });
            }
            None => drop(ui.add(egui::Label::new(&words).wrap())),
        },
        _ => {
            let colour = colour_of(peer, colours, ink);
            ui.add(egui::Label::new(RichText::new(&words).color(colour)).wrap());
        }
    });
    within(ui, at_button, |ui| button(ui, scene, peer, &buttons, columns.button, dialog));
}

/// One button, by the state: its name to a screen reader says with whom.
fn button(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    peer: &LanPeer,
    [synchronize, stop, what_to_do]: &[String; 3],
    width: f32,
    dialog: &mut Option<Dialog>,
) {
    if peer.presence == Presence::Gone {
        return;
    }
    let (language, device, name) = (scene.language, peer.key.device, peer.name.as_str());
    let mut add = |text: &String, name: &str| {
        let size = Vec2::new(width, ui.spacing().interact_size.y);
        let response = ui.add_sized(size, Button::new(text));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        response.clicked()
    };
    match &peer.state {
        PeerState::Asking { .. } | PeerState::Waiting | PeerState::Running(_) => {
            if add(stop, &fl!(language, "sync-stop-with", name = name)) {
                scene.act(Action::Stop(device));
            }
        }
        PeerState::Refused(_) => {
            if add(what_to_do, &fl!(language, "sync-what-to-do-about", name = name)) {
                *dialog = Some(Dialog::Device(device));
            }
        }
        _ => {
            if add(synchronize, &fl!(language, "sync-with-device", name = name)) {
                scene.act(Action::Synchronize(device));
            }
        }
    }
}

fn colour_of(peer: &LanPeer, colours: &theme::Palette, ink: Color32) -> Color32 {
    match peer.state {
        _ if peer.presence != Presence::Here => colours.faint,
        PeerState::Failed(_) => colours.danger,
        PeerState::Refused(_) => colours.warning,
        PeerState::Asking { .. } => colours.accent,
        PeerState::Ready | PeerState::Complete if peer.same_data => colours.good,
        _ => ink,
    }
}

fn within(ui: &mut Ui, rect: Rect, content: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, content);
}

fn text_size(ui: &Ui, text: &str, font: &FontId, width: f32) -> Vec2 {
    ui.painter().layout(text.to_owned(), font.clone(), Color32::PLACEHOLDER, width).size()
}

/// Two lines of text and some air.
const HEIGHT: f32 = 52.0;
/// Nine characters of equal width.
const ID: f32 = 88.0;
