//! The living list on a terminal: devices nearby, a key for each thing to do.

use std::io::{Stdout, Write, stdout};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, poll, read};
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode, size};
use crossterm::{cursor, queue};
use fieldmesh::{Lan, LanEvent, LanPeer, PeerState, Presence, Project, Surroundings};
use fieldmesh_sentences::{self as sentences, word};

use super::lines::{self, LONELY, Lines};
use super::plan::{Step, begin};
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;

/// How often the list is drawn anew at most.
const EVERY: Duration = Duration::from_millis(100);

/// What a person pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Leave,
    All,
    Step(Step),
}

/// See the module. Dropping it gives the terminal back as it was.
pub(super) struct Screen<'a> {
    context: &'a Context,
    project: &'a Project,
    endings: Lines<'a>,
    header: String,
    surroundings: Surroundings,
    discovery: Option<String>,
    drawn: u16,
    stale: bool,
    last: Instant,
    out: Stdout,
}

impl<'a> Screen<'a> {
    pub(super) fn open(context: &'a Context, project: &'a Project, lan: &Lan) -> Result<Self, Failure> {
        enable_raw_mode()?;
        Ok(Self {
            context,
            project,
            endings: Lines::new(context, project),
            header: lines::header(context, project, lan),
            surroundings: Surroundings::default(),
            discovery: None,
            drawn: 0,
            stale: true,
            last: Instant::now(),
            out: stdout(),
        })
    }

    pub(super) fn tell(&mut self, event: &LanEvent, lan: &Lan) -> Result<(), Failure> {
        self.stale = true;
        match event {
            LanEvent::Surroundings(surroundings) => self.surroundings = surroundings.clone(),
            LanEvent::Discovery(state) => self.discovery.clone_from(state),
            // What was achieved stays above the list, where it can be read and scrolled back to.
            LanEvent::Complete(_) => {
                self.erase()?;
                disable_raw_mode()?;
                self.endings.tell(event)?;
                enable_raw_mode()?;
                self.draw(lan, Duration::ZERO)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Draws what changed, and reads a key.
    pub(super) fn key(&mut self, lan: &Lan, elapsed: Duration) -> Result<Option<Key>, Failure> {
        if self.stale && self.last.elapsed() >= EVERY {
            self.draw(lan, elapsed)?;
        }
        if !poll(Duration::ZERO)? {
            return Ok(None);
        }
        let key = match read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => key,
            Event::Resize(..) => {
                self.stale = true;
                return Ok(None);
            }
            _ => return Ok(None),
        };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let peers = lan.peers();
        let asking = peers.iter().find(|peer| matches!(peer.state, PeerState::Asking { .. }));
        let parted = peers.iter().find(|peer| peer.configuration.is_some() && peer.presence != Presence::Gone);
        Ok(match key.code {
            KeyCode::Char('c') if control => Some(Key::Leave),
            KeyCode::Char('q') | KeyCode::Esc => Some(Key::Leave),
            KeyCode::Char(yes @ ('y' | 'n')) => {
                asking.map(|peer| Key::Step(Step::Answer(peer.key.device, yes == 'y')))
            }
            KeyCode::Char('a') => Some(Key::All),
            KeyCode::Char('s') => {
                let running =
                    peers.iter().find(|peer| matches!(peer.state, PeerState::Running(_) | PeerState::Waiting));
                running.map(|peer| Key::Step(Step::Stop(peer.key.device)))
            }
            KeyCode::Char('t') => parted.map(|peer| Key::Step(Step::UseTheirs(peer.key.device))),
            KeyCode::Char('m') => parted.map(|peer| Key::Step(Step::GiveMine(peer.key.device))),
            KeyCode::Char(digit) => {
                let nth = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
                nth.and_then(|nth| peers.get(nth)).and_then(begin).map(Key::Step)
            }
            _ => None,
        })
    }

    fn draw(&mut self, lan: &Lan, elapsed: Duration) -> Result<(), Failure> {
        (self.stale, self.last) = (false, Instant::now());
        let text = self.text(&lan.peers(), elapsed);
        self.erase()?;
        let columns = usize::from(size()?.0.max(20));
        for line in &text {
            // A line that wrapped could not be erased again.
            let fitting: String = line.chars().take(columns - 1).collect();
            write!(self.out, "{fitting}\r\n")?;
        }
        self.drawn = u16::try_from(text.len()).unwrap_or(u16::MAX);
        Ok(self.out.flush()?)
    }

    fn text(&self, peers: &[LanPeer], elapsed: Duration) -> Vec<String> {
        let mut text = vec![self.header.clone(), String::new(), word::nearby(self.context.language)];
        for (number, peer) in (1..).zip(peers) {
            let mark = match (&peer.state, peer.presence) {
                (PeerState::Refused(_), _) => "!".to_owned(),
                (_, Presence::Here) => number.to_string(),
                (_, _) => "·".to_owned(),
            };
            let mut rows = lines::rows(self.context, self.project, peer).into_iter();
            text.extend(rows.next().map(|row| format!("  {mark}  {row}")));
            text.extend(rows);
        }
        if peers.is_empty() {
            text.push(format!("     {}", word::looking(self.context.language)));
        }
        text.extend(lines::surroundings_lines(self.context, &self.surroundings));
        if self.discovery.is_some() {
            text.push(fl!("sync-no-discovery"));
        }
        if peers.is_empty() && elapsed >= LONELY {
            text.extend(fl!("sync-nobody").lines().map(str::to_owned));
        }
        text.push(String::new());
        match peers.iter().find(|peer| matches!(peer.state, PeerState::Asking { .. })) {
            Some(peer) => text.extend(self.question(peer).lines().map(str::to_owned)),
            None if peers.iter().any(|peer| peer.configuration.is_some()) => {
                text.push(fl!("sync-keys-configuration"));
            }
            None => text.push(fl!("sync-keys")),
        }
        text
    }

    fn question(&self, peer: &LanPeer) -> String {
        let ours = self.project.totals().map(|totals| totals.live).unwrap_or_default();
        format!("{}  {}", sentences::question(self.context.language, peer, ours), fl!("sync-yes-no"))
    }

    fn erase(&mut self) -> Result<(), Failure> {
        if self.drawn > 0 {
            queue!(self.out, cursor::MoveUp(self.drawn))?;
        }
        queue!(self.out, cursor::MoveToColumn(0), Clear(ClearType::FromCursorDown))?;
        self.drawn = 0;
        Ok(self.out.flush()?)
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}
