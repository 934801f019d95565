//! The window where it cannot be shown: no test opens one.

use crate::team::Team;

#[test]
fn without_a_display_one_sentence_points_to_the_command_line() {
    let team = Team::of_two();
    fs_err::write(team.path("notes.txt"), "nothing of this program").unwrap();
    for args in [&[] as &[&str], &["window"], &["napo.invite"], &["notes.txt"], &["--frame-times"]] {
        let called = team.call("ana", args);
        assert_eq!(called.code, 1, "{args:?}: {}", called.err);
        assert_eq!(
            called.err.lines().collect::<Vec<_>>(),
            [
                "error: There is no display here that a window can be shown on.",
                "next: Use the command line: fieldmesh --help lists every command.",
            ],
            "{args:?}"
        );
        assert_eq!(called.out, "", "{args:?}");
    }
    assert_eq!(team.failure("ana", &["demo", "--window"]), ("no-display".to_owned(), 1));
}

#[test]
fn a_misspelt_command_is_told_and_opens_no_window() {
    let team = Team::new();
    let called = team.call("ana", &["proyect"]);
    assert_eq!(called.code, 2);
    assert!(called.err.contains("proyect") && called.err.contains("project"), "{}", called.err);
    assert_eq!(team.call("ana", &["missing.fieldmesh"]).code, 2);
    assert_eq!(team.call("ana", &["--frame-tims"]).code, 2);
}
