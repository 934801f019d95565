//! List, map and filter.

use fieldmesh::{Bounds, DeviceId, NewObservation, Timestamp};
use fieldmesh_window::model::observations::{Filter, Kept, PAGE};
use fieldmesh_workload::{Profile, Workload};

use super::*;

fn notes(shown: &[Observation]) -> Vec<&str> {
    shown.iter().filter_map(|one| one.notes.as_deref()).collect()
}

#[test]
fn what_is_recorded_appears_and_each_filter_keeps_what_it_says() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let roof = ana.record("camp", "the roof is gone", Some((-1.0, -77.0)));
    let palm = ana.record("tree", "árbol by the path", Some((-2.0, -78.0)));
    let nowhere = ana.record("tree", "nowhere", None);
    assert_eq!(notes(&ana.show(Filter::default())), ["nowhere", "árbol by the path", "the roof is gone"]);
    let row = ana.app.observations().unwrap().row(2).unwrap();
    assert_eq!((row.name.as_deref(), row.author.as_deref(), row.unseen), (Some("Camp"), Some("Ana"), false));
    let category = Filter { category: Some("tree".to_owned()), ..Filter::default() };
    assert_eq!(notes(&ana.show(category)), ["nowhere", "árbol by the path"]);
    let text = Filter { text: "ARBOL".to_owned(), ..Filter::default() };
    assert_eq!(notes(&ana.show(text)), ["árbol by the path"]);
    let area = Bounds { west: -77.5, south: -1.5, east: -76.5, north: -0.5 };
    assert_eq!(notes(&ana.show(Filter { area: Some(area), ..Filter::default() })), ["the roof is gone"]);
    let at = ana.project().observation(&palm).unwrap().created_at.at;
    let until = Filter { until: Some(Timestamp(at.0 - 1)), ..Filter::default() };
    assert_eq!(notes(&ana.show(until)), ["the roof is gone"]);
    let since = Filter { since: Some(at), ..Filter::default() };
    assert_eq!(ana.show(since).len(), 2);

    // Map and list show the same, and share the selection.
    ana.show(Filter::default());
    let places = ana.app.observations().unwrap().places().clone();
    assert_eq!(places.index.len(), 2, "what has no place is not on the map");
    let swatch = |id| places.index.point(&id).map(|point| places.category(point.swatch));
    assert_eq!((swatch(palm), swatch(roof)), (Some(Some("tree")), Some(Some("camp"))));
    ana.select(roof);
    ana.until("the list knows where to scroll", |app| app.observations().unwrap().reveal() == Some(2));

    ana.detail(details::Action::Delete);
    ana.until("it left the list", |app| app.observations().unwrap().totals().all == 2);
    let deleted = Filter { kept: Kept::Deleted, ..Filter::default() };
    assert_eq!(ana.show(deleted.clone())[0].id, roof);
    let undo = ana.app.notices().iter().find(|notice| notice.news == News::Deleted(roof)).unwrap().id;
    ana.act(Action::Accept(undo));
    ana.until("it is back", |app| app.observations().unwrap().totals().all == 3);
    for id in [palm, nowhere] {
        ana.select(id);
        ana.detail(details::Action::Delete);
    }
    ana.until("both are gone", |app| app.observations().unwrap().totals().all == 1);
    ana.show(deleted);
    ana.act(Action::Observations(list::Action::RestoreAll));
    ana.until("all are back", |app| app.observations().unwrap().totals().all == 3);
}

#[test]
fn what_others_brought_carries_a_dot_until_it_is_opened() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.record("camp", "one's own", None);
    let other = DeviceId::from_bytes([7; 32]);
    let camp = |notes: &str| Observation::at(-1.0, -77.0).unwrap().category("camp").notes(notes);
    ana.project().observe_all_as(other, vec![camp("first"), camp("second")]).unwrap();
    let new = Filter { kept: Kept::New, ..Filter::default() };
    let shown = ana.show(new.clone());
    assert_eq!(shown.len(), 2);
    assert_eq!(ana.app.observations().unwrap().totals().unseen, 2);
    assert!(ana.app.observations().unwrap().row(0).unwrap().unseen);
    ana.select(shown[0].id);
    ana.until("the dot is gone", |app| app.observations().unwrap().totals().unseen == 1);
    assert!(!ana.app.observations().unwrap().row(0).unwrap().unseen, "and the row stays where it was");
    assert_eq!(ana.show(new.clone()).len(), 1);
    ana.act(Action::Observations(list::Action::MarkAllSeen));
    ana.until("no dot stays", |app| app.observations().unwrap().totals().unseen == 0);
    assert!(ana.show(new).is_empty());
}

#[test]
fn possible_duplicates_are_a_view_and_deleting_one_settles_it() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.record("camp", "one's own", None);
    let imported = |notes: &str, id: &str| NewObservation {
        source: Some(fieldmesh::Source { kind: "geojson".to_owned(), id: id.to_owned() }),
        ..NewObservation::default().notes(notes)
    };
    ana.project().observe_all(vec![imported("a", "1"), imported("b", "2"), imported("alone", "3")]).unwrap();
    let other = DeviceId::from_bytes([7; 32]);
    ana.project().observe_all_as(other, vec![imported("a", "1"), imported("b", "2")]).unwrap();
    let duplicates = Filter { kept: Kept::Duplicates, ..Filter::default() };
    let shown = ana.show(duplicates.clone());
    assert_eq!(notes(&shown), ["a", "a", "b", "b"], "those of one source lie side by side");
    ana.select(shown[2].id);
    ana.until("the list knows where to scroll", |app| app.observations().unwrap().reveal() == Some(2));
    ana.detail(details::Action::Delete);
    ana.until("one is gone", |app| app.observations().unwrap().totals().all == 5);
    assert_eq!(notes(&ana.show(duplicates)), ["a", "a"]);
}

/// Scrolls through many and looks at what is held.
fn only_what_is_shown_is_in_memory(count: usize) {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let device = Workload::new(Profile::data_v0(), 1).devices(1).remove(0);
    let mut made = device.observations();
    for _ in 0..count.div_ceil(1_000) {
        ana.project().observe_all(made.by_ref().take(1_000).collect()).unwrap();
    }
    let all = u64::try_from(count).unwrap();
    let begun = Instant::now();
    ana.act(Action::Show(Screen::Observations));
    ana.until("the first rows", |app| app.observations().unwrap().totals().shown == all);
    let first = begun.elapsed();
    ana.until("the places", |app| app.observations().unwrap().places().index.len() == count);
    let places = begun.elapsed();
    let mut slowest = Duration::ZERO;
    for start in [0, all / 2, all - 40, 10] {
        let begun = Instant::now();
        ana.act(Action::Observations(list::Action::Scroll(start..start + 40)));
        assert!(begun.elapsed() < Duration::from_millis(50), "an action returns at once");
        ana.until("the rows are there", |app| {
            let list = app.observations().unwrap();
            (start..start + 40).all(|number| list.row(number).is_some())
        });
        slowest = slowest.max(begun.elapsed());
        assert!(ana.app.observations().unwrap().held() as u64 <= 6 * PAGE);
    }
    let begun = Instant::now();
    let camp = Filter { category: Some("camp".to_owned()), ..Filter::default() };
    ana.act(Action::Observations(list::Action::Filter(camp.clone())));
    ana.until("filtered", |app| !app.observations().unwrap().is_loading());
    let filtered = begun.elapsed();
    let shown = ana.app.observations().unwrap().totals().shown;
    assert!(shown > 0 && shown < all);
    assert_eq!(shown, ana.project().count(&camp.query()).unwrap());
    println!("{count}: list {first:?}, places {places:?}, scroll {slowest:?}, filter with places {filtered:?}");
}

#[test]
fn a_long_list_is_read_page_by_page() {
    only_what_is_shown_is_in_memory(2_000);
}

#[test]
#[ignore = "takes a minute: makes 100,000 observations"]
fn a_list_of_a_hundred_thousand_is_read_page_by_page() {
    only_what_is_shown_is_in_memory(100_000);
}
