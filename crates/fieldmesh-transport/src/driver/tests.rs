//! Whole connections: two drivers, or a driver and a peer that the test plays.

pub(super) mod bench;
mod hostile;
mod tampering;

use std::collections::BTreeMap;

use fieldmesh_document::NewObservation;
use fieldmesh_sync::{LinkOptions, StopReason};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use bench::{End, Slow, TestHost, connected, different, ends, pipe, write};

#[tokio::test(start_paused = true)]
async fn a_session_makes_both_sides_equal_however_narrow_the_pipe() {
    for (bytes, photos) in [(64, &[9_000][..]), (4 << 10, &[300_000, 70_000, 1])] {
        let (a, b) = different(photos);
        let (mut one, mut two) = ends(bytes, a.clone(), b.clone()).await;
        one.tell(Command::Begin).await;
        two.invited().await;
        two.tell(Command::Answer(true)).await;
        let (ours, theirs) = tokio::join!(one.finished(), two.finished());
        assert!(ours.is_complete() && theirs.is_complete());
        assert_eq!(ours.received.attachments, photos.len() as u64);
        assert_eq!(ours.received, theirs.sent);
        assert_eq!(a.observations().len(), 2 * (1 + photos.len()));
        assert_eq!(a.observations(), b.observations());
    }
}

#[tokio::test]
async fn a_session_runs_over_tcp() {
    let (a, b) = different(&[100_000]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (called, listened) = tokio::join!(TcpStream::connect(address), listener.accept());
    let (one, two) = connected(called.unwrap(), listened.unwrap().0).await.unwrap();
    let (mut one, mut two) = (End::of(one, 1, a.clone()), End::of(two, 2, b.clone()));
    one.accepted().await;
    one.tell(Command::Begin).await;
    two.invited().await;
    two.tell(Command::Begin).await;
    let (ours, theirs) = tokio::join!(one.finished(), two.finished());
    assert!(ours.is_complete() && theirs.is_complete());
    one.tell(Command::Leave).await;
    assert_eq!((one.closed().await, two.closed().await), (Closing::Ours, Closing::Left));
    assert_eq!(a.observations(), b.observations());
}

#[tokio::test(start_paused = true)]
async fn progress_never_goes_backwards_and_ends_at_its_total() {
    let (a, b) = different(&[400_000; 4]);
    let (mut one, mut two) = ends(4 << 10, a, b).await;
    one.tell(Command::Begin).await;
    two.tell(Command::Begin).await;
    let mut newest = BTreeMap::new();
    one.until("the outcome", |event| match event {
        Event::Progress(progress) => {
            let before = newest.insert((progress.stage, progress.direction), progress);
            assert!(before.is_none_or(|before| before.total == progress.total && before.done <= progress.done));
            None
        }
        Event::Finished(_) => Some(()),
        _ => None,
    })
    .await;
    assert_eq!(newest.len(), 4);
    assert!(newest.values().all(|progress| progress.done == progress.total), "{newest:?}");
    two.finished().await;
}

#[tokio::test(start_paused = true)]
async fn a_store_that_takes_a_minute_does_not_look_like_silence() {
    let (a, b) = different(&[]);
    let (slow, words, waits) = Slow::new(b.clone());
    let (mut one, mut two) = ends(4 << 10, a.clone(), Arc::new(slow)).await;
    one.tell(Command::Begin).await;
    two.tell(Command::Begin).await;
    one.began().await;
    waits.notified().await;
    // The clock stands still by itself while the replica works.
    for _ in 0..60 {
        tokio::time::advance(Duration::from_secs(1)).await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }
    let mut beats = 0;
    while let Ok((_, event)) = one.events.try_recv() {
        assert!(matches!(event, Event::Heard | Event::Progress(_)), "{event:?}");
        beats += usize::from(matches!(event, Event::Heard));
    }
    assert!(beats > 0);
    words.send(()).unwrap();
    let (ours, theirs) = tokio::join!(one.finished(), two.finished());
    assert!(ours.is_complete() && theirs.is_complete());
    assert_eq!(a.observations(), b.observations());
}

#[tokio::test(start_paused = true)]
async fn when_both_begin_at_once_it_is_one_session() {
    let (a, b) = different(&[1_000]);
    let (mut one, mut two) = ends(4 << 10, a, b).await;
    one.tell(Command::Begin).await;
    two.tell(Command::Begin).await;
    let (ours, theirs) = tokio::join!(one.finished(), two.finished());
    assert!(ours.is_complete() && theirs.is_complete());
    for end in [&mut one, &mut two] {
        while let Ok((_, event)) = end.events.try_recv() {
            assert!(!matches!(event, Event::Invited | Event::Began | Event::Failed(_)), "{event:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_declined_invitation_is_told_and_the_next_one_can_be_taken() {
    let (a, b) = different(&[]);
    let (mut one, mut two) = ends(4 << 10, a, b.clone()).await;
    one.tell(Command::Begin).await;
    two.invited().await;
    two.tell(Command::Answer(false)).await;
    assert!(matches!(one.failed().await, SessionError::Stopped(StopReason::Cancelled)));
    assert_eq!(b.observations().len(), 1);
    one.tell(Command::Begin).await;
    two.invited().await;
    two.tell(Command::Answer(true)).await;
    let (ours, theirs) = tokio::join!(one.finished(), two.finished());
    assert!(ours.is_complete() && theirs.is_complete());
}

#[tokio::test(start_paused = true)]
async fn nothing_moves_before_an_invitation_is_answered_and_it_can_be_withdrawn() {
    let (a, b) = different(&[]);
    let (mut one, mut two) = ends(4 << 10, a.clone(), b.clone()).await;
    one.tell(Command::Begin).await;
    two.invited().await;
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!((a.observations().len(), b.observations().len()), (1, 1));
    one.tell(Command::Cancel).await;
    assert!(matches!(one.failed().await, SessionError::Cancelled));
    assert!(matches!(two.failed().await, SessionError::Stopped(StopReason::Cancelled)));
    // An answer that comes too late does nothing.
    two.tell(Command::Answer(true)).await;
    two.tell(Command::Begin).await;
    one.invited().await;
    one.tell(Command::Answer(true)).await;
    let (ours, theirs) = tokio::join!(one.finished(), two.finished());
    assert!(ours.is_complete() && theirs.is_complete());
}

#[tokio::test(start_paused = true)]
async fn either_side_can_cancel_a_running_session_and_begin_another() {
    for canceller in [0, 1] {
        let (a, b) = different(&[]);
        let (slow, words, waits) = Slow::new(b.clone());
        let (one, two) = ends(4 << 10, a, Arc::new(slow)).await;
        let mut ends = [one, two];
        for end in &ends {
            end.tell(Command::Begin).await;
        }
        waits.notified().await;
        ends[canceller].tell(Command::Cancel).await;
        assert!(matches!(ends[canceller].failed().await, SessionError::Cancelled));
        assert!(matches!(ends[1 - canceller].failed().await, SessionError::Stopped(StopReason::Cancelled)));
        // The next session asks nothing before this merge is done.
        drop(words);
        for end in &ends {
            end.tell(Command::Begin).await;
        }
        for end in &mut ends {
            assert!(end.finished().await.is_complete());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_leaves_cancels_its_session_and_says_goodbye() {
    let (a, b) = different(&[]);
    let (slow, words, waits) = Slow::new(b);
    let (mut one, mut two) = ends(64, a, Arc::new(slow)).await;
    one.tell(Command::Begin).await;
    two.tell(Command::Begin).await;
    waits.notified().await;
    one.tell(Command::Leave).await;
    assert!(matches!(one.failed().await, SessionError::Cancelled));
    assert_eq!(one.closed().await, Closing::Ours);
    assert!(matches!(two.failed().await, SessionError::Stopped(StopReason::Cancelled)));
    drop(words);
    assert_eq!(two.closed().await, Closing::Left);
}

#[tokio::test(start_paused = true)]
async fn who_closes_without_a_word_is_cut_off_not_gone() {
    let (a, b) = different(&[]);
    let (mut one, mut two) = ends(64, a, b).await;
    one.tell(Command::Close).await;
    assert_eq!((one.closed().await, two.closed().await), (Closing::Ours, Closing::Cut));
}

#[tokio::test(start_paused = true)]
async fn heartbeats_keep_a_link_for_hours_and_are_told_once_a_second_at_most() {
    let (a, b) = different(&[]);
    let (mut one, two) = ends(64, a, b).await;
    let begin = Instant::now();
    let mut beats = 0;
    while begin.elapsed() < Duration::from_secs(7_200) {
        let (_, event) = one.events.recv().await.unwrap();
        assert!(matches!(event, Event::Heard), "{event:?}");
        beats += 1;
    }
    assert!((3_000..=7_200).contains(&beats), "{beats}");
    drop(two);
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_is_lost_after_24_seconds() {
    let (connection, silent) = pipe(4 << 10).await;
    let (a, _) = different(&[]);
    let begin = Instant::now();
    let mut end = End::of(connection, 1, a);
    assert_eq!(end.closed().await, Closing::Lost);
    assert_eq!(begin.elapsed().as_secs(), 24);
    drop(silent);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_breaks_is_cut() {
    let (connection, other) = pipe(4 << 10).await;
    let (a, _) = different(&[]);
    let mut end = End::of(connection, 1, a);
    drop(other);
    assert_eq!(end.closed().await, Closing::Cut);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_reaches_both_sides() {
    let (a, b) = different(&[]);
    let (one, two) = pipe(64).await;
    let removed: fn(&mut LinkOptions) = |options| {
        options.removed = vec![crate::connection::tests::member(2).key.device];
    };
    let mut one = End::with(one, TestHost { n: 1, replica: a, change: removed });
    let mut two = End::of(two, 2, b);
    for end in [&mut one, &mut two] {
        end.until("the refusal", |event| {
            matches!(event, Event::Refused(LinkRefusal::RemovedDevice { .. }, _)).then_some(())
        })
        .await;
        assert_eq!(end.closed().await, Closing::Refused);
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_is_told_to_the_other_side() {
    let (a, b) = different(&[]);
    let (one, mut two) = ends(4 << 10, a.clone(), b).await;
    write(&a, 1, NewObservation::default());
    let state = ReplicaState::of(&*a, 2, fieldmesh_document::MediaPolicy::Everything).unwrap();
    one.tell(Command::Update(state.clone())).await;
    let told = two.until("the state", |event| match event {
        Event::StateChanged(state) => Some(state),
        _ => None,
    });
    assert_eq!(told.await, state);
}

#[tokio::test(start_paused = true)]
async fn a_driver_that_nobody_listens_to_says_goodbye() {
    let (a, b) = different(&[]);
    let (one, mut two) = ends(4 << 10, a, b).await;
    drop(one.events);
    assert_eq!(two.closed().await, Closing::Left);
    one.task.await.unwrap();
}
