//! Two members, and others who are none, over a pipe in memory.

use fieldmesh_document::{DeviceId, ProjectId, ProjectKey, StoreId};
use tokio::io::{DuplexStream, duplex};
use zeroize::Zeroizing;

use super::*;

type Result<T = Connection<DuplexStream>, E = HandshakeError> = std::result::Result<T, E>;

/// A member of the project with this key and id; the device that `n` stands for.
fn member_of(key: u8, project: u8, n: u8, store: u64) -> Membership {
    let (x25519, ed25519) = (Zeroizing::new([n; 32]), [n; 32]);
    let public = x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from([n; 32])).to_bytes();
    let key_of_device =
        PeerKey { device: DeviceId::from_public_keys(&public, &ed25519), store: StoreId::new(store) };
    let key = ProjectKey::from_bytes([key; 32]);
    Membership::new(ProjectId::from_bytes([project; 16]), &key, x25519, ed25519, key_of_device)
}

/// The device that `n` stands for, in the project of all tests.
pub(crate) fn member(n: u8) -> Membership {
    member_of(1, 2, n, n.into())
}

async fn meet(caller: &Membership, listener: &Membership) -> (Result, Result) {
    let (a, b) = duplex(64);
    tokio::join!(Connection::call(a, caller, Some(Instance(7))), Connection::listen(b, listener, None))
}

/// The listener's end of a pipe at whose other end a test plays the caller; and the other way round.
async fn listen_to(play: impl AsyncFnOnce(&mut DuplexStream)) -> HandshakeError {
    let (a, mut b) = duplex(4_096);
    let (listened, ()) = tokio::join!(async { Connection::listen(a, &member(1), None).await.map(|_| ()) }, async {
        play(&mut b).await;
        drop(b);
    });
    listened.unwrap_err()
}

async fn call_to(play: impl AsyncFnOnce(&mut DuplexStream)) -> HandshakeError {
    let (a, mut b) = duplex(4_096);
    let (called, ()) = tokio::join!(async { Connection::call(a, &member(1), None).await.map(|_| ()) }, async {
        play(&mut b).await;
        drop(b);
    });
    called.unwrap_err()
}

/// Behind its length.
fn message(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    [&[(length >> 8) as u8, length as u8], bytes].concat()
}

async fn read(stream: &mut DuplexStream, bytes: usize) -> Vec<u8> {
    let mut read = vec![0; bytes];
    stream.read_exact(&mut read).await.unwrap();
    read
}

/// Until the other end closes.
async fn hear_all(stream: &mut DuplexStream) -> Vec<u8> {
    let mut heard = Vec::new();
    stream.read_to_end(&mut heard).await.unwrap();
    heard
}

#[tokio::test]
async fn two_members_learn_who_the_other_is_and_share_a_binding() {
    let (a, b) = (member(1), member(2));
    let (called, listened) = meet(&a, &b).await;
    let (called, listened) = (called.unwrap(), listened.unwrap());
    assert_eq!((called.peer, listened.peer), (b.key, a.key));
    assert_eq!((called.instance, listened.instance), (None, Some(Instance(7))));
    assert_eq!(called.binding, listened.binding);
    assert_ne!(called.binding, [0; 32]);
    let smaller = if a.key < b.key { (Decides::Us, Decides::Them) } else { (Decides::Them, Decides::Us) };
    assert_eq!((called.decides, listened.decides), smaller);
}

#[tokio::test]
async fn the_verdict_arrives_as_it_was_sent() {
    for verdict in [Verdict::Use, Verdict::Duplicate] {
        let (called, listened) = meet(&member(1), &member(2)).await;
        let (mut called, mut listened) = (called.unwrap(), listened.unwrap());
        called.settle(verdict).await.unwrap();
        assert_eq!(listened.await_verdict().await.unwrap(), verdict);
    }
}

#[tokio::test]
async fn frames_of_the_largest_size_pass_both_ways() {
    let (called, listened) = meet(&member(1), &member(2)).await;
    let ((mut a_in, mut a_out), (mut b_in, mut b_out)) =
        (called.unwrap().into_halves(), listened.unwrap().into_halves());
    let frame = vec![7; fieldmesh_sync::FRAME_LIMIT];
    let send = async |sender: &mut Sender<DuplexStream>| {
        for length in [0, 1, frame.len()] {
            sender.feed(&frame[..length]).await.unwrap();
        }
        sender.close().await.unwrap();
    };
    let receive = async |receiver: &mut Receiver<DuplexStream>| {
        for length in [0, 1, frame.len()] {
            assert_eq!(receiver.receive().await.unwrap().as_deref(), Some(&frame[..length]));
        }
        assert_eq!(receiver.receive().await.unwrap(), None);
    };
    tokio::join!(send(&mut a_out), receive(&mut a_in), send(&mut b_out), receive(&mut b_in));
}

#[tokio::test]
async fn who_lacks_the_key_learns_nothing_and_is_named_on_both_sides() {
    for stranger in [member_of(9, 2, 2, 2), member_of(1, 9, 2, 2)] {
        for (caller, listener) in [(&member(1), &stranger), (&stranger, &member(1))] {
            let (called, listened) = meet(caller, listener).await;
            assert!(matches!(called, Err(HandshakeError::NotMember)), "{called:?}");
            assert!(matches!(listened, Err(HandshakeError::NotMember)), "{listened:?}");
        }
    }
}

#[tokio::test]
async fn a_listener_says_nothing_of_itself_to_a_stranger() {
    let error = listen_to(async |stream| {
        stream.write_all(&[b"FM\x01\x01", &message(&[7; 48])[..]].concat()).await.unwrap();
        assert_eq!(hear_all(stream).await, b"FM\x01\x01");
    });
    let error = error.await;
    assert!(matches!(error, HandshakeError::NotMember), "{error:?}");
}

#[tokio::test]
async fn a_device_that_calls_itself_is_told_apart_from_its_copy() {
    let (called, listened) = meet(&member(1), &member(1)).await;
    assert!(matches!(called, Err(HandshakeError::Itself)) && matches!(listened, Err(HandshakeError::Itself)));
    let (called, listened) = meet(&member(1), &member_of(1, 2, 1, 77)).await;
    assert_eq!(called.unwrap().decides, Decides::Us);
    assert_eq!(listened.unwrap().decides, Decides::Them);
}

#[tokio::test]
async fn other_programs_are_named_as_such() {
    let error = call_to(async |stream| stream.write_all(b"SSH-2.0-other\r\n").await.unwrap()).await;
    assert!(matches!(error, HandshakeError::NotFieldmesh { began } if began == *b"SSH-"), "{error:?}");
    let error = listen_to(async |stream| stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap()).await;
    assert!(matches!(error, HandshakeError::NotFieldmesh { began } if began == *b"GET "), "{error:?}");
}

#[tokio::test]
async fn who_must_be_updated_is_known_on_both_sides() {
    let newer = Versions { lowest: 2, highest: 3 };
    let check = |error: HandshakeError| {
        let HandshakeError::Version { ours, theirs } = error else { panic!("{error:?}") };
        assert_eq!((ours, theirs), (Versions::OURS, newer));
    };
    check(call_to(async |stream| stream.write_all(&newer.to_bytes()).await.unwrap()).await);
    let error = listen_to(async |stream| {
        stream.write_all(&newer.to_bytes()).await.unwrap();
        assert_eq!(read(stream, 4).await, Versions::OURS.to_bytes());
    });
    check(error.await);
}

#[tokio::test]
async fn a_listener_that_closes_at_once_is_busy() {
    let error = call_to(async |_| {}).await;
    assert!(matches!(error, HandshakeError::Busy), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn silence_at_any_stage_ends_after_five_seconds_in_all() {
    let wait = async || tokio::time::sleep(Duration::from_secs(60)).await;
    let errors = [
        call_to(async |_| wait().await).await,
        listen_to(async |_| wait().await).await,
        call_to(async |stream| {
            stream.write_all(b"FM\x01\x01").await.unwrap();
            wait().await;
        })
        .await,
        listen_to(async |stream| {
            stream.write_all(b"FM").await.unwrap();
            wait().await;
        })
        .await,
    ];
    for error in errors {
        assert!(matches!(error, HandshakeError::TimedOut { after: 5_000 }), "{error:?}");
    }

    let (called, listened) = meet(&member(1), &member(2)).await;
    let (mut called, listened) = (called.unwrap(), listened.unwrap());
    let met = Instant::now();
    tokio::time::sleep(Duration::from_secs(4)).await;
    let error = called.await_verdict().await.unwrap_err();
    assert!(matches!(error, HandshakeError::TimedOut { .. }), "{error:?}");
    assert_eq!(met.elapsed().as_secs(), 5);
    drop(listened);
}

#[tokio::test]
async fn a_message_of_the_handshake_that_is_too_long_is_refused_before_it_is_read() {
    let words = [b"FM\x01\x01", &message(&[0; 1_025])[..]].concat();
    let say = async |stream: &mut DuplexStream| {
        stream.write_all(&words[..6]).await.unwrap();
        hear_all(stream).await;
    };
    let error = listen_to(say).await;
    assert!(matches!(error, HandshakeError::Garbled { what: "message 1 of the handshake" }), "{error:?}");
    let error = call_to(say).await;
    assert!(matches!(error, HandshakeError::Garbled { what: "message 2 of the handshake" }), "{error:?}");
}

/// What a caller says first: preface and message 1.
async fn first_words_of_a_member() -> Vec<u8> {
    let (a, mut b) = duplex(4_096);
    let call = tokio::spawn(async move { Connection::call(a, &member(2), None).await.map(|_| ()) });
    let preface = read(&mut b, 4).await;
    b.write_all(b"FM\x01\x01").await.unwrap();
    let message = read(&mut b, 50).await;
    drop(b);
    assert!(matches!(call.await.unwrap(), Err(HandshakeError::NotMember)));
    [preface, message].concat()
}

#[tokio::test]
async fn a_recorded_first_message_gets_an_answer_that_the_replayer_cannot_use() {
    let words = first_words_of_a_member().await;
    let error = listen_to(async |stream| {
        stream.write_all(&words).await.unwrap();
        // Preface, and a message 2 that only the owner of message 1 can read.
        assert_eq!(read(stream, 6).await, [b'F', b'M', 1, 1, 0, 130]);
        read(stream, 130).await;
        stream.write_all(&message(&[7; 64])).await.unwrap();
    });
    assert!(matches!(error.await, HandshakeError::Garbled { what: "message 3 of the handshake" }));
}

#[tokio::test]
async fn any_flipped_bit_of_the_first_message_is_a_stranger_s() {
    let words = first_words_of_a_member().await;
    for at in 6..words.len() {
        let mut words = words.clone();
        words[at] ^= 0x10;
        let error = listen_to(async |stream| {
            stream.write_all(&words).await.unwrap();
            hear_all(stream).await;
        });
        assert!(matches!(error.await, HandshakeError::NotMember), "byte {at}");
    }
}
