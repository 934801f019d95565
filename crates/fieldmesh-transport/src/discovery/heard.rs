//! Who is present, as far as discovery knows: what turns a stream of records into few and sound events.

use std::collections::HashMap;

use super::Discovered;
use super::record::{self, Reading};
use crate::Instance;
use crate::sighting::Sighting;

/// Members, and strangers, that are remembered (`docs/lan.md`, section 6).
const MAX_EACH: usize = 256;

/// A memory of what was heard and not yet withdrawn. Pure; bounded whatever is announced.
///
/// A member at the bound takes the place of the one heard longest ago, which only other members can bring about;
/// a stranger at the bound is not counted any more, so that a flood of them makes no flood of events.
#[derive(Default)]
pub(super) struct Heard {
    members: HashMap<Instance, Member>,
    /// The hash of each stranger's name, and the round in which it was heard last.
    strangers: HashMap<u64, u32>,
    /// Counts what was heard of members, to know the one heard longest ago.
    heard: u64,
    /// Counts the times when what is remembered came into doubt.
    round: u32,
}

struct Member {
    sighting: Sighting,
    heard: u64,
    round: u32,
}

impl Heard {
    /// A record was heard. Events tell what it changed.
    pub(super) fn resolved(&mut self, full_name: &str, reading: Reading) -> Vec<Discovered> {
        match reading {
            Reading::Incomplete => Vec::new(),
            Reading::Member(sighting) => self.member(full_name, sighting),
            Reading::Foreign => self.stranger(full_name),
        }
    }

    /// A record was withdrawn or ran out.
    pub(super) fn removed(&mut self, full_name: &str) -> Vec<Discovered> {
        let mut events = self.no_stranger(full_name);
        if let Some(instance) = record::instance(full_name)
            && self.members.remove(&instance).is_some()
        {
            events.push(Discovered::Vanished(instance));
        }
        events
    }

    /// Withdrawals may have been missed: what is not heard again before [`Self::settle`] is gone.
    pub(super) fn doubt(&mut self) {
        self.round = self.round.wrapping_add(1);
    }

    /// Forgets what was not heard again since the last doubt.
    pub(super) fn settle(&mut self) -> Vec<Discovered> {
        let round = self.round;
        let members = self.members.extract_if(|_, member| member.round != round);
        let mut events: Vec<_> = members.map(|(instance, _)| Discovered::Vanished(instance)).collect();
        let strangers = self.strangers.extract_if(|_, heard| *heard != round);
        events.extend(strangers.map(|(name, _)| Discovered::Foreign { name, present: false }));
        events
    }

    fn member(&mut self, full_name: &str, sighting: Sighting) -> Vec<Discovered> {
        let mut events = self.no_stranger(full_name);
        let instance = sighting.instance;
        self.heard += 1;
        let new = Member { sighting: sighting.clone(), heard: self.heard, round: self.round };
        let known = self.members.insert(instance, new);
        if known.is_none_or(|known| known.sighting != sighting) {
            events.push(Discovered::Sighted(sighting));
        }
        if self.members.len() > MAX_EACH
            && let Some(oldest) = self.members.iter().min_by_key(|(_, member)| member.heard).map(|(id, _)| *id)
        {
            self.members.remove(&oldest);
            events.push(Discovered::Vanished(oldest));
        }
        events
    }

    fn stranger(&mut self, full_name: &str) -> Vec<Discovered> {
        // Tags that held once were made with the project key; a record that contradicts them is forged.
        if record::instance(full_name).is_some_and(|instance| self.members.contains_key(&instance)) {
            return Vec::new();
        }
        let name = hash(full_name);
        if self.strangers.len() >= MAX_EACH && !self.strangers.contains_key(&name) {
            return Vec::new();
        }
        let new = self.strangers.insert(name, self.round).is_none();
        new.then_some(Discovered::Foreign { name, present: true }).into_iter().collect()
    }

    fn no_stranger(&mut self, full_name: &str) -> Vec<Discovered> {
        let name = hash(full_name);
        let known = self.strangers.remove(&name).is_some();
        known.then_some(Discovered::Foreign { name, present: false }).into_iter().collect()
    }
}

/// Stands for a stranger's name, which may be long.
fn hash(full_name: &str) -> u64 {
    let mut bytes = [0; 8];
    blake3::Hasher::new().update(full_name.as_bytes()).finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::discovery::record::full_name;

    fn seen(instance: u64, port: u16) -> Reading {
        let addresses = vec![([10, 0, 0, 1], port).into()];
        Reading::Member(Sighting { instance: Instance(instance), addresses, same_configuration: true })
    }

    fn name(instance: u64) -> String {
        full_name(Instance(instance))
    }

    #[test]
    fn a_member_is_told_once_again_when_it_changed_and_when_it_goes() {
        let mut heard = Heard::default();
        let Reading::Member(first) = seen(1, 5) else { unreachable!() };
        let Reading::Member(second) = seen(1, 6) else { unreachable!() };
        assert_eq!(heard.resolved(&name(1), seen(1, 5)), [Discovered::Sighted(first)]);
        assert_eq!(heard.resolved(&name(1), seen(1, 5)), []);
        assert_eq!(heard.resolved(&name(1), seen(1, 6)), [Discovered::Sighted(second)]);
        assert_eq!(heard.removed(&name(1)), [Discovered::Vanished(Instance(1))]);
        assert_eq!(heard.removed(&name(1)), []);
    }

    #[test]
    fn a_forged_record_does_not_take_a_member_away() {
        let mut heard = Heard::default();
        heard.resolved(&name(1), seen(1, 5));
        assert_eq!(heard.resolved(&name(1), Reading::Foreign), []);
        assert_eq!(heard.removed(&name(1)), [Discovered::Vanished(Instance(1))]);
    }

    #[test]
    fn a_stranger_that_proves_a_member_is_not_counted_any_more() {
        let mut heard = Heard::default();
        let stranger = hash(&name(1));
        assert_eq!(
            heard.resolved(&name(1), Reading::Foreign),
            [Discovered::Foreign { name: stranger, present: true }]
        );
        let events = heard.resolved(&name(1), seen(1, 5));
        assert_eq!(events.first(), Some(&Discovered::Foreign { name: stranger, present: false }));
        assert!(matches!(events.last(), Some(Discovered::Sighted(_))));
    }

    #[test]
    fn what_is_not_heard_again_after_a_doubt_is_gone() {
        let mut heard = Heard::default();
        heard.resolved(&name(1), seen(1, 5));
        heard.resolved(&name(2), seen(2, 5));
        heard.resolved("a", Reading::Foreign);
        heard.resolved("b", Reading::Foreign);
        assert_eq!(heard.settle(), []);
        heard.doubt();
        assert_eq!(heard.resolved(&name(1), seen(1, 5)), []);
        assert_eq!(heard.resolved("b", Reading::Foreign), []);
        assert_eq!(
            heard.settle(),
            [Discovered::Vanished(Instance(2)), Discovered::Foreign { name: hash("a"), present: false }]
        );
        assert_eq!(heard.settle(), []);
    }

    #[test]
    fn a_flood_of_strangers_makes_no_flood_of_events_and_hides_no_member() {
        let mut heard = Heard::default();
        let events: usize = (0..10_000).map(|n| heard.resolved(&n.to_string(), Reading::Foreign).len()).sum();
        assert_eq!((events, heard.strangers.len()), (MAX_EACH, MAX_EACH));
        assert_eq!(heard.resolved(&name(1), seen(1, 5)).len(), 1);
    }

    #[test]
    fn of_too_many_members_the_one_heard_longest_ago_goes() {
        let mut heard = Heard::default();
        for instance in 0..256 {
            heard.resolved(&name(instance), seen(instance, 5));
        }
        heard.resolved(&name(0), seen(0, 5));
        let events = heard.resolved(&name(256), seen(256, 5));
        assert_eq!(events.last(), Some(&Discovered::Vanished(Instance(1))));
        assert_eq!(heard.members.len(), MAX_EACH);
    }

    proptest! {
        /// Whoever counts along with the events knows exactly who is remembered, and everybody heard since the last
        /// doubt and not withdrawn is remembered.
        #[test]
        fn events_and_memory_agree(steps in prop::collection::vec((0u8..5, 0u64..6), 0..80)) {
            let mut heard = Heard::default();
            let (mut members, mut strangers) = (BTreeSet::new(), BTreeSet::new());
            let mut expected = BTreeSet::new();
            for (step, instance) in steps {
                let events = match step {
                    0 | 1 => {
                        expected.insert(instance);
                        heard.resolved(&name(instance), seen(instance, 5 + u16::from(step)))
                    }
                    2 => heard.resolved(&name(instance), Reading::Foreign),
                    3 => {
                        expected.remove(&instance);
                        heard.removed(&name(instance))
                    }
                    _ => {
                        heard.doubt();
                        expected.retain(|known| *known == instance);
                        let mut events: Vec<_> = Vec::new();
                        if expected.contains(&instance) {
                            events.extend(heard.resolved(&name(instance), seen(instance, 9)));
                        }
                        events.extend(heard.settle());
                        events
                    }
                };
                for event in events {
                    match event {
                        Discovered::Sighted(sighting) => { members.insert(sighting.instance); }
                        Discovered::Vanished(instance) => prop_assert!(members.remove(&instance)),
                        Discovered::Foreign { name, present: true } => prop_assert!(strangers.insert(name)),
                        Discovered::Foreign { name, present: false } => prop_assert!(strangers.remove(&name)),
                        other => prop_assert!(false, "{other:?}"),
                    }
                }
                prop_assert_eq!(&members, &heard.members.keys().copied().collect());
                prop_assert_eq!(&strangers, &heard.strangers.keys().copied().collect());
                prop_assert_eq!(&members, &expected.iter().copied().map(Instance).collect());
            }
        }
    }
}
