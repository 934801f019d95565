//! Laptop and phone, as lines.

use egui::{Color32, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use fieldmesh::{DeviceKind, Language};

use crate::view::language::fl;

/// Draws what a device is.
pub(super) fn device(ui: &mut Ui, language: Language, kind: DeviceKind, colour: Color32) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIZE), Sense::empty());
    let name = match kind {
        DeviceKind::Phone => fl!(language, "sync-phone"),
        _ => fl!(language, "sync-laptop"),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let stroke = Stroke::new(1.5, colour);
    let at = |x: f32, y: f32| Pos2::new(rect.left() + x * SIZE, rect.top() + y * SIZE);
    let painter = ui.painter();
    if kind == DeviceKind::Phone {
        painter.rect_stroke(Rect::from_min_max(at(0.28, 0.05), at(0.72, 0.95)), 3.0, stroke, StrokeKind::Inside);
        painter.line_segment([at(0.43, 0.84), at(0.57, 0.84)], stroke);
    } else {
        painter.rect_stroke(Rect::from_min_max(at(0.16, 0.16), at(0.84, 0.68)), 2.0, stroke, StrokeKind::Inside);
        painter.line_segment([at(0.03, 0.80), at(0.97, 0.80)], Stroke::new(2.5, colour));
    }
}

/// How wide and high.
pub(super) const SIZE: f32 = 26.0;
