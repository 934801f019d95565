//! Two driven connections, what is told of them, and replicas to drive them with.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, mpsc as std_mpsc};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, AttachmentWant, DeviceId, DeviceKind, Incoming, Inventory,
    MediaDigest, MediaPolicy, Merged, NewObservation, PieceOutcome, Replica, Shard, ShardId, ShardKind, Snapshot,
};
use fieldmesh_sync::{Hello, LinkOptions};
use fieldmesh_testkit::MemoryReplica;
use tokio::io::DuplexStream;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::super::*;
use crate::connection::Decides;
use crate::connection::tests::member;
use crate::contact::Verdict;
use crate::host::HostError;

/// What a test serves as the device that `n` stands for.
pub(in crate::driver) struct TestHost {
    pub(in crate::driver) n: u8,
    pub(in crate::driver) replica: Arc<dyn Replica>,
    /// What its hello has in place of the honest one.
    pub(in crate::driver) change: fn(&mut LinkOptions),
}

/// One end of a connection, driven by a task.
pub(super) struct End {
    pub(super) commands: mpsc::Sender<Command>,
    pub(super) events: mpsc::Receiver<(ConnectionId, Event)>,
    pub(super) task: JoinHandle<()>,
}

/// A replica of which each merge waits for a word from the test.
pub(super) struct Slow {
    pub(super) replica: Arc<MemoryReplica>,
    words: Mutex<std_mpsc::Receiver<()>>,
    /// Tells when a merge waits.
    waits: Arc<Notify>,
}

impl Host for TestHost {
    fn replica(&self) -> &dyn Replica {
        &*self.replica
    }

    fn link_options(&self) -> Result<LinkOptions, HostError> {
        let mut options = options(self.n, &*self.replica)?;
        (self.change)(&mut options);
        Ok(options)
    }

    fn changes(&self) -> Result<u64, HostError> {
        Ok(0)
    }

    fn compared(&self, _: &DeviceId) -> bool {
        true
    }

    fn remember(&self, _: &DeviceId, _: &str) -> Result<(), HostError> {
        Ok(())
    }

    fn met(&self, _: &Hello) -> Result<(), HostError> {
        Ok(())
    }

    fn completed(&self, _: &Hello, _: &Outcome, _: Duration, _: bool) -> Result<(), HostError> {
        Ok(())
    }

    fn configuration_arrived(&self, _: &Arc<[u8]>) -> Result<(), HostError> {
        Ok(())
    }
}

/// What the device that `n` stands for says of itself.
pub(in crate::driver) fn options(n: u8, replica: &dyn Replica) -> Result<LinkOptions, ReplicaError> {
    let PeerKey { device, store } = member(n).key;
    let party = Party::Device { device, store, counter: 0, name: format!("laptop {n}"), kind: DeviceKind::Laptop };
    let hello = Hello {
        program: "test".into(),
        party,
        project: member(n).project,
        configuration: None,
        state: ReplicaState::of(replica, 0, MediaPolicy::Everything)?,
    };
    Ok(LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() })
}

/// Handshake and verdict between devices 1 and 2.
pub(super) async fn connected<S>(a: S, b: S) -> Result<(Connection<S>, Connection<S>), crate::HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + Debug + 'static,
{
    let (one, two) = (member(1), member(2));
    let settled = async |connection: Result<Connection<S>, _>| {
        let mut connection = connection?;
        match connection.decides {
            Decides::Us => connection.settle(Verdict::Use).await?,
            Decides::Them => assert_eq!(connection.await_verdict().await?, Verdict::Use),
        }
        Ok::<_, crate::HandshakeError>(connection)
    };
    let (a, b) = tokio::join!(async { settled(Connection::call(a, &one, None).await).await }, async {
        settled(Connection::listen(b, &two, None).await).await
    },);
    Ok((a?, b?))
}

/// A connection over a pipe of so many bytes.
pub(super) async fn pipe(bytes: usize) -> (Connection<DuplexStream>, Connection<DuplexStream>) {
    let (a, b) = tokio::io::duplex(bytes);
    connected(a, b).await.unwrap()
}

impl End {
    pub(super) fn of<S>(connection: Connection<S>, n: u8, replica: Arc<dyn Replica>) -> Self
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        Self::with(connection, TestHost { n, replica, change: |_| {} })
    }

    pub(super) fn with<S>(connection: Connection<S>, host: TestHost) -> Self
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (commands, receiver) = mpsc::channel(8);
        let (sender, events) = mpsc::channel(8);
        let id = ConnectionId(host.n.into());
        let task = tokio::spawn(drive(id, connection, Arc::new(host), receiver, sender));
        Self { commands, events, task }
    }

    pub(super) async fn tell(&self, command: Command) {
        self.commands.send(command).await.unwrap();
    }

    /// The first event that `pick` picks; the test fails when none comes for ten minutes, or no more can come.
    pub(super) async fn until<T>(&mut self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        let mut seen = Vec::new();
        let deadline = Instant::now() + Duration::from_secs(600);
        loop {
            let event = tokio::time::timeout_at(deadline, self.events.recv()).await;
            let Ok(Some((_, event))) = event else { panic!("{what} did not come; seen: {seen:?}") };
            seen.push(format!("{event:?}").chars().take(60).collect::<String>());
            if let Some(picked) = pick(event) {
                return picked;
            }
        }
    }

    pub(super) async fn accepted(&mut self) {
        self.until("the acceptance", |event| matches!(event, Event::Accepted(_)).then_some(())).await;
    }

    pub(super) async fn invited(&mut self) {
        self.until("an invitation", |event| matches!(event, Event::Invited).then_some(())).await;
    }

    pub(super) async fn began(&mut self) {
        self.until("the beginning", |event| matches!(event, Event::Began).then_some(())).await;
    }

    /// The outcome of a session, which says `Began` if it did not yet.
    pub(super) async fn finished(&mut self) -> Outcome {
        self.until("the outcome", |event| match event {
            Event::Finished(outcome) => Some(*outcome),
            Event::Failed(error) => panic!("{error:?}"),
            Event::Closed(closing) => panic!("{closing:?}"),
            _ => None,
        })
        .await
    }

    pub(super) async fn failed(&mut self) -> SessionError {
        self.until("the failure", |event| match event {
            Event::Failed(error) => Some(error),
            Event::Finished(outcome) => panic!("{outcome:?}"),
            Event::Closed(closing) => panic!("{closing:?}"),
            _ => None,
        })
        .await
    }

    /// Why the connection ended; nothing comes after it.
    pub(super) async fn closed(&mut self) -> Closing {
        let closing = self
            .until("the end", |event| match event {
                Event::Closed(closing) => Some(closing),
                _ => None,
            })
            .await;
        assert!(self.events.recv().await.is_none());
        closing
    }
}

/// Both ends of a connection over a pipe of so many bytes, accepted.
pub(super) async fn ends(bytes: usize, a: Arc<dyn Replica>, b: Arc<dyn Replica>) -> (End, End) {
    let (one, two) = pipe(bytes).await;
    let (mut one, mut two) = (End::of(one, 1, a), End::of(two, 2, b));
    one.accepted().await;
    two.accepted().await;
    (one, two)
}

/// Two replicas that differ: each has an observation in a shard of its own, and `photos` of so many bytes.
pub(in crate::driver) fn different(photos: &[usize]) -> (Arc<MemoryReplica>, Arc<MemoryReplica>) {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    for (n, replica) in [(1, &a), (2, &b)] {
        write(replica, n, NewObservation::default());
        for (k, bytes) in photos.iter().enumerate() {
            let content: Vec<u8> = (0..*bytes).map(|at| (at / 251 + at * 7 + k) as u8 ^ n).collect();
            let record = AttachmentRecord {
                media_type: "image/jpeg".into(),
                size: content.len() as u64,
                name: None,
                created: None,
                preview: None,
                thumbnail: None,
            };
            let id = replica.add_content(content);
            write(replica, n, NewObservation { attachments: [(id, record)].into(), ..NewObservation::default() });
        }
    }
    (Arc::new(a), Arc::new(b))
}

/// Adds an observation to the shard of the device that `n` stands for.
pub(in crate::driver) fn write(replica: &MemoryReplica, n: u8, observation: NewObservation) {
    let (shard, author) = (ShardId::from_bytes([n; 16]), member(n).key.device);
    replica
        .write(shard, ShardKind::OBSERVATIONS, author, |writer| writer.create(vec![observation], Timestamp(0)))
        .unwrap();
}

impl Slow {
    /// With it: the words, and what tells when a merge waits for one.
    pub(super) fn new(replica: Arc<MemoryReplica>) -> (Self, std_mpsc::Sender<()>, Arc<Notify>) {
        let (sender, words) = std_mpsc::channel();
        let waits = Arc::new(Notify::new());
        (Self { replica, words: Mutex::new(words), waits: Arc::clone(&waits) }, sender, waits)
    }
}

impl Replica for Slow {
    fn merge(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError> {
        self.waits.notify_one();
        // A test that drops its end lets all of them go.
        let _ = self.words.lock().unwrap().recv();
        self.replica.merge(incoming)
    }

    fn inventory(&self) -> Result<Inventory, ReplicaError> {
        self.replica.inventory()
    }

    fn snapshot(&self, shard: &ShardId) -> Result<Snapshot, ReplicaError> {
        self.replica.snapshot(shard)
    }

    fn load(&self, shard: &ShardId) -> Result<Shard, ReplicaError> {
        self.replica.load(shard)
    }

    fn commit(&self) -> Result<(), ReplicaError> {
        self.replica.commit()
    }

    fn wanted(&self) -> Result<Vec<AttachmentWant>, ReplicaError> {
        self.replica.wanted()
    }

    fn held(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        self.replica.held(ids)
    }

    fn media_digest(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError> {
        self.replica.media_digest(class)
    }

    fn read_piece(&self, id: &AttachmentId, offset: u64, max: usize) -> Result<Vec<u8>, ReplicaError> {
        self.replica.read_piece(id, offset, max)
    }

    fn write_piece(&self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> Result<PieceOutcome, ReplicaError> {
        self.replica.write_piece(want, offset, bytes)
    }

    fn quarantine(&self, id: &AttachmentId) -> Result<(), ReplicaError> {
        self.replica.quarantine(id)
    }
}
