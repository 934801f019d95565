//! The map by mouse and keyboard.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::{fit, on_map};
use crate::map::{ScreenPoint, Viewport};
use crate::model::observations::Observations;

/// Moves the view as a person does; says whether they did.
pub(super) fn moved(ui: &Ui, response: &Response, view: &mut Viewport, list: &Observations) -> bool {
    let before = *view;
    if response.dragged() {
        let by = response.drag_delta();
        view.pan(by.x, by.y);
    }
    if let Some(at) = response.hover_pos() {
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let steps = f64::from(wheel / WHEEL) + f64::from(pinch.max(0.01)).log2();
        if steps != 0.0 {
            view.zoom_about(on_map(response.rect, at), steps);
        }
    }
    if response.has_focus() {
        keys(ui, response, view, list);
    }
    *view != before
}

fn keys(ui: &Ui, response: &Response, view: &mut Viewport, list: &Observations) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f32;
    let right = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
    let down = pressed(Key::ArrowDown) - pressed(Key::ArrowUp);
    view.pan(-right * STEP, -down * STEP);
    // On many keyboards the plus stands above the equals sign.
    let nearer =
        pressed(Key::Plus) + pressed(Key::Equals) + ui.input_mut(shifted_plus) as f32 - pressed(Key::Minus);
    if nearer != 0.0 {
        let size = view.size();
        let middle = ScreenPoint { x: size.width / 2.0, y: size.height / 2.0 };
        view.zoom_about(middle, f64::from(nearer));
    }
    if pressed(Key::Num0) > 0.0 || pressed(Key::Home) > 0.0 {
        fit(view, list);
    }
}

fn shifted_plus(input: &mut egui::InputState) -> usize {
    input.count_and_consume_key(Modifiers::SHIFT, Key::Plus)
}

/// Points of the wheel to a step of zoom: two notches of a mouse.
const WHEEL: f32 = 100.0;
/// Points that an arrow key moves the map by.
const STEP: f32 = 80.0;
