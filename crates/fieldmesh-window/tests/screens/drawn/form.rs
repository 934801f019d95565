//! The form, drawn.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use fieldmesh::config::FieldKind;
use fieldmesh_window::model::edit;
use fieldmesh_window::model::observations as list;

use super::{Key, Modifiers, Window};
use crate::folder;

fn begun(window: &mut Window) {
    window.act(edit::Action::Begin(None));
    window.until_drawn("the form is open", |window| window.says("Save") && window.app().form().is_some());
}

fn until_saved(window: &mut Window) -> fieldmesh::Observation {
    window.until_drawn("it is saved", |window| {
        window.app().form().is_none() && !window.app().is_reading_detail() && window.says("Saved on this laptop.")
    });
    window.app().detail().unwrap().observation().clone()
}

/// A photo that tells where and when it was taken.
fn photo(dir: &Path) -> PathBuf {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let whole = |num| Rational { num, denom: 1 };
    let fields = [
        field(Tag::GPSLatitude, Value::Rational(vec![whole(1), whole(30), whole(0)])),
        field(Tag::GPSLatitudeRef, text("S")),
        field(Tag::GPSLongitude, Value::Rational(vec![whole(77), whole(15), whole(0)])),
        field(Tag::GPSLongitudeRef, text("W")),
        field(Tag::DateTimeOriginal, text("2026:11:20 14:03:00")),
        field(Tag::OffsetTimeOriginal, text("-05:00")),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut exif = Cursor::new(Vec::new());
    writer.write(&mut exif, false).unwrap();
    let exif = exif.into_inner();
    let mut jpeg = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(640, 480).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let mut jpeg = jpeg.into_inner();
    #[expect(clippy::big_endian_bytes, reason = "lengths in a JPEG are written so")]
    let length = u16::try_from(exif.len() + 8).unwrap().to_be_bytes();
    let segment = [&[0xFF, 0xE1][..], &length, b"Exif\0\0", &exif].concat();
    jpeg.splice(2..2, segment);
    let path = dir.join("camp.jpg");
    fs_err::write(&path, jpeg).unwrap();
    path
}

#[test]
fn an_observation_is_recorded_with_the_keyboard_alone() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    window.until("the form is open", |app| app.form().is_some());
    window.harness.step();
    // The search of the categories has the focus.
    window.harness.event(egui::Event::Text("camp".to_owned()));
    window.harness.step();
    window.harness.key_press(Key::Enter);
    window.until("the category is chosen", |app| app.form().is_some_and(|form| form.category() == Some("camp")));
    for _ in 0..40 {
        if window.app().form().unwrap().place().0 == "-1.5" {
            break;
        }
        window.harness.key_press(Key::Tab);
        window.harness.step();
        let at_latitude = window.harness.ctx.memory(|memory| memory.focused()).is_some_and(|focused| {
            use egui_kittest::kittest::{NodeT, Queryable};
            let mut found = window.harness.query_all_by_label("Latitude");
            found.any(|node| node.accesskit_node().is_focused() && focused != egui::Id::NULL)
        });
        if at_latitude {
            window.harness.event(egui::Event::Text("-1.5".to_owned()));
            window.harness.step();
            window.harness.key_press(Key::Tab);
            window.harness.step();
            window.harness.event(egui::Event::Text("-77.25".to_owned()));
            window.harness.step();
            window.harness.step();
        }
    }
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    let saved = until_saved(&mut window);
    assert_eq!(saved.category.as_deref(), Some("camp"));
    let at = *saved.position.unwrap().anchor().unwrap();
    assert_eq!((at.latitude, at.longitude), (-1.5, -77.25));
}

#[test]
fn a_wrong_place_is_told_beside_it_and_nothing_is_lost() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    begun(&mut window);
    window.type_into("Latitude", "95");
    window.type_into("Longitude", "0");
    window.until_drawn("it is told", |window| window.says("There is no such place"));
    window.click("Save");
    window.until_drawn("it is not saved", |window| window.says("Not saved yet"));
    window.type_into("Latitude", "0");
    window.until_drawn("it is told no more", |window| !window.says("There is no such place"));
    window.click("Save");
    let saved = until_saved(&mut window);
    assert_eq!(saved.position.unwrap().anchor().map(|at| (at.latitude, at.longitude)), Some((0.0, 0.0)));
}

#[test]
fn leaving_asks_only_where_something_would_be_lost() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    begun(&mut window);
    window.click("Cancel");
    window.until("nothing was touched", |app| app.form().is_none());
    begun(&mut window);
    window.type_into("Notes", "half a sentence");
    window.until("it is typed", |app| app.form().unwrap().notes() == "half a sentence");
    window.click("Cancel");
    window.until_drawn("it asks", |window| window.says("Leave without saving?"));
    window.click("Go on writing");
    assert_eq!(window.app().form().unwrap().notes(), "half a sentence");
    window.click("Cancel");
    window.click("Leave without saving");
    window.until("it is left", |app| app.form().is_none());
}

#[test]
fn a_photo_is_added_by_its_path_and_its_place_and_time_are_taken_when_somebody_says_so() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    begun(&mut window);
    // Without the list of categories the photos are on the screen.
    window.act(edit::Action::Category(Some("camp".to_owned())));
    let path = photo(dir.path());
    window.type_into("Photo or file", &path.display().to_string());
    window.harness.key_press(Key::Enter);
    window.until_drawn("what it tells is offered", |window| {
        window.says("The photo was taken at -1.50000, -77.25000 on 2026-11-20 14:03.")
    });
    assert_eq!(window.app().form().unwrap().place(), (String::new(), String::new()), "only when somebody asks");
    window.click("Use place");
    window.click("Use time");
    window.until("both are taken", |app| {
        let form = app.form().unwrap();
        form.place() == ("-1.5".to_owned(), "-77.25".to_owned()) && form.observed_at().is_some()
    });
    window.click("Save");
    let saved = until_saved(&mut window);
    assert_eq!(saved.attachments.len(), 1);
    assert_eq!(fieldmesh::rfc3339_moment(saved.observed_at.unwrap()), "2026-11-20T14:03:00-05:00");
    assert!(window.says("2026-11-20 14:03"));
    // Large over everything, until Escape.
    let id = *saved.attachments.keys().next().unwrap();
    window.click(&format!("camp.jpg · {}", kilobytes(saved.attachments[&id].size)));
    window.until("it is large", |app| app.detail().unwrap().picture() == Some(id));
    window.until_drawn("it is drawn", |window| window.says("1 / 1"));
    window.harness.key_press(Key::Escape);
    window.until("it is closed", |app| app.detail().unwrap().picture().is_none());
}

fn kilobytes(bytes: u64) -> String {
    let amount = bytes as f64 / 1e3;
    if amount < 10.0 { format!("{amount:.1} kB") } else { format!("{amount:.0} kB") }
}

#[test]
fn an_answer_that_does_not_fit_is_told_and_kept() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    let configuration = fieldmesh::Configuration::builtin();
    let asks_number = |category: &&fieldmesh::config::Category| {
        let mut fields = configuration.fields_of(Some(category.id.as_str()));
        fields.any(|field| matches!(field.kind, FieldKind::Number { min: Some(_), .. }))
    };
    let category = configuration.categories.iter().find(asks_number).unwrap();
    let mut fields = configuration.fields_of(Some(category.id.as_str()));
    let field = fields.find(|field| matches!(field.kind, FieldKind::Number { min: Some(_), .. })).unwrap();
    begun(&mut window);
    window.act(edit::Action::Category(Some(category.id.as_str().to_owned())));
    window.type_into(field.label("en"), "-7");
    window.until_drawn("it is told", |window| window.says("is outside what is expected"));
    assert!(window.says("It can be saved all the same."));
    window.type_into(field.label("en"), "many");
    window.until_drawn("it is told", |window| window.says("This is no number."));
    window.type_into(field.label("en"), "-7");
    window.click("Save");
    let saved = until_saved(&mut window);
    assert_eq!(saved.tags[&field.tag_key], fieldmesh::TagValue::from(-7));
    assert!(window.says("is outside what is expected"));
}

#[test]
fn what_changes_elsewhere_meanwhile_is_told_and_stays_where_it_was_not_touched() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    let new = fieldmesh::Observation::at(-1.0, -77.0).unwrap().category("camp").notes("before");
    let id = window.project().observe(new).unwrap();
    window.act(list::Action::Select(Some(id)));
    window.until("it is shown", |app| app.detail().is_some());
    window.click("Edit");
    window.type_into("Latitude", "-2");
    let notes = fieldmesh::Edit { notes: Some(Some("meanwhile".to_owned())), ..Default::default() };
    window.project().edit(&id, &notes).unwrap();
    window.show(fieldmesh_window::model::Screen::Observations);
    window.until("it is read again", |app| {
        app.detail().is_some_and(|one| one.observation().notes.as_deref() == Some("meanwhile"))
    });
    assert!(!window.says("was changed on another device meanwhile"), "she did not touch the notes");
    let place = fieldmesh::Position::point(-3.0, -77.0).unwrap();
    let place = fieldmesh::Edit { position: Some(Some(place)), ..Default::default() };
    window.project().edit(&id, &place).unwrap();
    window.show(fieldmesh_window::model::Screen::Observations);
    window.until_drawn("it is told", |window| window.says("This was changed on another device meanwhile: Place."));
    window.click("Save");
    let saved = until_saved(&mut window);
    assert_eq!(saved.notes.as_deref(), Some("meanwhile"));
    assert_eq!(saved.position.unwrap().anchor().unwrap().latitude, -2.0);
}
