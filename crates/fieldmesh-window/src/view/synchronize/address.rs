//! A typed address: for networks where devices do not find each other by themselves.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use egui::{Key, RichText, TextEdit, Ui};
use fieldmesh::DEFAULT_PORT;

use crate::model::synchronize::{Action, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::widgets;

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct State {
    open: bool,
    text: String,
    /// Whether it was sent, and is no address.
    wrong: bool,
    /// Whether the field is to be typed in at once.
    focus: bool,
}

/// Draws the button that asks for an address.
pub(super) fn button(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    if widgets::button(ui, &fl!(scene.language, "sync-type-address")).clicked() {
        *state = State { open: !state.open, focus: !state.open, ..State::default() };
    }
}

/// Draws the field, where it was asked for.
pub(super) fn field(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, state: &mut State) {
    if !state.open {
        return;
    }
    let language = scene.language;
    ui.horizontal(|ui| {
        let name = fl!(language, "sync-address");
        let field = ui.add(TextEdit::singleline(&mut state.text).hint_text(&name));
        // A hint is no name to a screen reader.
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name.as_str()));
        if std::mem::take(&mut state.focus) {
            field.request_focus();
        }
        if field.changed() {
            state.wrong = false;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let pressed = widgets::button(ui, &fl!(language, "sync-connect")).clicked();
        if entered || pressed {
            match parse(&state.text) {
                Some(address) => {
                    scene.act(Action::Dial(address));
                    *state = State::default();
                }
                None => state.wrong = true,
            }
        }
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if widgets::button(ui, &fl!(language, "sync-cancel")).clicked() || escaped {
            *state = State::default();
        }
    });
    if state.wrong {
        let port = screen.addresses().first().map_or(DEFAULT_PORT, |local| local.address.port());
        let example = SocketAddr::new(IpAddr::V4(EXAMPLE), port).to_string();
        let text = fl!(language, "sync-not-an-address", example = example);
        ui.label(RichText::new(text).color(scene.palette.danger));
    }
}

/// An address with its port, or without: then it is the usual one.
fn parse(text: &str) -> Option<SocketAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| Some(SocketAddr::new(text.parse().ok()?, DEFAULT_PORT)))
}

const EXAMPLE: Ipv4Addr = Ipv4Addr::new(192, 168, 4, 12);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_lack_its_port() {
        let usual = SocketAddr::new(IpAddr::V4(EXAMPLE), DEFAULT_PORT);
        assert_eq!(parse(" 192.168.4.12 "), Some(usual));
        assert_eq!(parse(&usual.to_string()), Some(usual));
        assert_eq!(parse("192.168.4.12:4000").map(|address| address.port()), Some(4000));
        assert_eq!([parse(""), parse("Marco"), parse("192.168.4"), parse("1.2.3.4:99999")], [None; 4]);
    }
}
