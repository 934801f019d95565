//! A driver and a member of the project that does not keep to the protocol.

use fieldmesh_sync::LinkOptions;
use tokio::io::DuplexStream;

use super::bench::{End, different, options, pipe};
use super::*;
use crate::connection::{Receiver, Sender};

/// A peer that the test plays.
struct Peer {
    link: Link,
    receiver: Receiver<DuplexStream>,
    sender: Sender<DuplexStream>,
}

impl Peer {
    /// Device 2 on an open connection with a driven device 1.
    async fn new() -> (Self, End) {
        Self::who_says(|_| {}).await
    }

    async fn who_says(change: impl FnOnce(&mut LinkOptions)) -> (Self, End) {
        let (driven, played) = pipe(16 << 10).await;
        let (a, b) = different(&[]);
        let mut options = options(2, &*b).unwrap();
        change(&mut options);
        let (receiver, sender) = played.into_halves();
        (Self { link: Link::new(options, Timestamp(0)), receiver, sender }, End::of(driven, 1, a))
    }

    async fn say(&mut self, frame: &[u8]) {
        self.sender.feed(frame).await.unwrap();
        self.sender.flush().await.unwrap();
    }

    /// Goes on honestly until the link is accepted.
    async fn accepted() -> (Self, End) {
        let (mut peer, mut end) = Self::new().await;
        while peer.link.acceptance().is_none() {
            peer.say_honestly().await;
            let frame = peer.receiver.receive().await.unwrap().unwrap();
            peer.link.handle_message(&frame, Timestamp(0)).unwrap();
        }
        peer.say_honestly().await;
        end.accepted().await;
        (peer, end)
    }

    async fn say_honestly(&mut self) {
        while let Some(frame) = self.link.poll_transmit() {
            self.say(&frame).await;
        }
    }
}

/// The first frame of a session, which perhaps answers another.
fn begin(answers: Option<u8>) -> Vec<u8> {
    let mut frame = vec![1, 5, 5, 5, 5, 0];
    frame.extend([5; 16]);
    frame.push(answers.is_some().into());
    frame.extend(answers.map(|n| [n; 16]).into_iter().flatten());
    // Two digests, no shards, nothing wanted.
    frame.extend([0; 32 + 32 + 1 + 1]);
    frame
}

#[tokio::test(start_paused = true)]
async fn a_hello_of_another_device_or_store_ends_the_connection() {
    for change in [
        |party: &mut Party| {
            let Party::Device { device, .. } = party else { unreachable!() };
            *device = crate::connection::tests::member(3).key.device;
        },
        |party: &mut Party| {
            let Party::Device { store, .. } = party else { unreachable!() };
            *store = fieldmesh_document::StoreId::new(99);
        },
        |party: &mut Party| {
            let (writer, store, name) = (party.device(), fieldmesh_document::StoreId::new(2), "file".into());
            *party = Party::File { writer, store, counter: 0, name };
        },
    ] {
        let (mut peer, mut end) = Peer::who_says(|options| change(&mut options.hello.party)).await;
        peer.say_honestly().await;
        assert_eq!(end.closed().await, Closing::Broken);
    }
}

#[tokio::test(start_paused = true)]
async fn frames_that_are_none_end_the_connection() {
    // No channel, channels that do not exist or belong to the verdict, a link message that is none and one that is
    // cut off, an acceptance and a session before their time.
    let invitation = begin(None);
    let frames = [&[][..], &[9, 0], &[2, 0], &[0, 1], &[0, 1, 3, 7], &[0, 1, 1], &invitation];
    for frame in frames {
        let (mut peer, mut end) = Peer::new().await;
        peer.say(frame).await;
        assert_eq!(end.closed().await, Closing::Broken, "{frame:?}");
    }
    let (mut peer, mut end) = Peer::accepted().await;
    peer.say(&invitation).await;
    end.invited().await;
}

#[tokio::test(start_paused = true)]
async fn late_frames_are_dropped_and_an_answer_to_nothing_is_stopped() {
    let (mut peer, mut end) = Peer::accepted().await;
    peer.say(&[1, 5, 5, 5, 5, 99]).await;
    peer.say(&[1]).await;
    peer.say(&begin(Some(6))).await;
    loop {
        let frame = peer.receiver.receive().await.unwrap().unwrap();
        if channel_of(&frame) == Some(Channel::Session) {
            // Stop, cancelled, under the tag of the session that was answered.
            assert_eq!(frame, [1, 6, 6, 6, 6, 22, 0]);
            break;
        }
    }
    end.tell(Command::Leave).await;
    assert_eq!(end.closed().await, Closing::Ours);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_talks_and_never_reads_is_lost() {
    let (mut peer, mut end) = Peer::accepted().await;
    let started = Instant::now();
    let talk = async {
        // Each answer to nothing is worth a stop, which nobody reads.
        loop {
            for frame in std::iter::once(&[0, 1, 4][..]).chain(std::iter::repeat_n(&begin(Some(6))[..], 1_000)) {
                peer.sender.feed(frame).await?;
            }
            peer.sender.flush().await?;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        #[expect(unreachable_code, reason = "names the type of the error")]
        Ok::<(), crate::connection::ChannelError>(())
    };
    let (_, closing) = tokio::join!(talk, end.closed());
    assert_eq!(closing, Closing::Lost);
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}
