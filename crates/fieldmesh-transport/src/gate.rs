//! Who may call: limits on connections that have not proven anything yet (`docs/lan.md`, section 6).

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;

use fieldmesh_document::Timestamp;

/// Connections without a finished handshake.
const UNPROVEN: usize = 16;

/// The same, from one address.
const UNPROVEN_OF_ONE: usize = 4;

/// Failed handshakes of one address within [`WINDOW`], after which it is ignored.
const FAILURES: usize = 20;

/// Milliseconds over which failures are counted.
const WINDOW: i64 = 60_000;

/// Milliseconds for which an address is ignored.
const IGNORED_FOR: i64 = 60_000;

/// Addresses whose failures are remembered.
const REMEMBERED: usize = 1_024;

/// Counts callers by their address. Memory stays bounded, however many addresses call.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    unproven: HashMap<IpAddr, usize>,
    records: HashMap<IpAddr, Record>,
}

/// Why a caller is closed unheard.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum Turned {
    /// It does not come from the local network.
    #[error("an address outside the local network called")]
    NotLocal,
    /// Too many of its handshakes failed.
    #[error("the address is ignored for {millis} ms more, because too many of its calls failed")]
    Ignored { millis: i64 },
    /// Too many callers have not proven anything yet.
    #[error("{have} callers have proven nothing yet, and {limit} may")]
    TooMany { have: usize, limit: usize },
}

/// What an address did.
#[derive(Debug, Default)]
struct Record {
    /// At most [`FAILURES`], oldest first.
    failures: VecDeque<Timestamp>,
    ignored_until: Option<Timestamp>,
}

impl Gate {
    /// Lets a caller begin its handshake. [`Self::finished`] must follow, once, for each that was let in.
    ///
    /// # Errors
    /// Every [`Turned`].
    pub(crate) fn admit(&mut self, address: IpAddr, now: Timestamp) -> Result<(), Turned> {
        let address = address.to_canonical();
        if !is_local(address) {
            return Err(Turned::NotLocal);
        }
        if let Some(until) = self.records.get(&address).and_then(|record| record.ignored_until)
            && now < until
        {
            return Err(Turned::Ignored { millis: until.0.saturating_sub(now.0) });
        }
        let all = self.unproven.values().sum();
        let of_one = self.unproven.get(&address).copied().unwrap_or_default();
        for (have, limit) in [(all, UNPROVEN), (of_one, UNPROVEN_OF_ONE)] {
            if have >= limit {
                return Err(Turned::TooMany { have, limit });
            }
        }
        self.unproven.insert(address, of_one + 1);
        Ok(())
    }

    /// The handshake of a caller is over, `failed` or not.
    pub(crate) fn finished(&mut self, address: IpAddr, failed: bool, now: Timestamp) {
        let address = address.to_canonical();
        if let Some(count) = self.unproven.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.unproven.remove(&address);
            }
        }
        if failed {
            self.make_room(address);
            self.records.entry(address).or_default().fail(now);
        }
    }

    /// Forgets the address that failed longest ago, when there is no room for a new one.
    fn make_room(&mut self, address: IpAddr) {
        if self.records.len() >= REMEMBERED && !self.records.contains_key(&address) {
            let oldest = self.records.iter().min_by_key(|(_, record)| record.latest()).map(|(address, _)| *address);
            oldest.map(|address| self.records.remove(&address));
        }
    }
}

impl Record {
    fn fail(&mut self, now: Timestamp) {
        self.failures.retain(|at| now.0.saturating_sub(at.0) < WINDOW);
        self.failures.push_back(now);
        if self.failures.len() >= FAILURES {
            self.failures.clear();
            self.ignored_until = Some(Timestamp(now.0.saturating_add(IGNORED_FOR)));
        }
    }

    /// When it last failed, or how long it is ignored: whichever is later.
    fn latest(&self) -> Option<Timestamp> {
        self.failures.back().copied().max(self.ignored_until)
    }
}

/// Private, link-local and loopback addresses.
pub(crate) const fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_link_local() || v4.is_loopback(),
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    const fn address(n: u8) -> IpAddr {
        IpAddr::V4(Ipv4Addr::new(192, 168, 4, n))
    }

    const fn at(millis: i64) -> Timestamp {
        Timestamp(millis)
    }

    fn fail(gate: &mut Gate, address: IpAddr, times: usize, now: Timestamp) {
        for _ in 0..times {
            gate.admit(address, now).unwrap();
            gate.finished(address, true, now);
        }
    }

    #[test]
    fn four_of_one_address_and_sixteen_in_all_may_be_unproven() {
        let mut gate = Gate::default();
        for n in 0..16 {
            gate.admit(address(n / 4), at(0)).unwrap();
        }
        assert_eq!(gate.admit(address(9), at(0)), Err(Turned::TooMany { have: 16, limit: 16 }));
        gate.finished(address(0), false, at(0));
        assert_eq!(gate.admit(address(1), at(0)), Err(Turned::TooMany { have: 4, limit: 4 }));
        assert_eq!(gate.admit(address(9), at(0)), Ok(()));
    }

    #[test]
    fn twenty_failures_in_a_minute_close_the_gate_to_one_address_for_a_minute() {
        let mut gate = Gate::default();
        fail(&mut gate, address(1), 19, at(0));
        fail(&mut gate, address(1), 1, at(59_999));
        assert_eq!(gate.admit(address(1), at(60_000)), Err(Turned::Ignored { millis: 59_999 }));
        assert_eq!(gate.admit(address(2), at(60_000)), Ok(()));
        assert_eq!(gate.admit(address(1), at(119_999)), Ok(()));
    }

    #[test]
    fn failures_of_more_than_a_minute_ago_and_successes_do_not_count() {
        let mut gate = Gate::default();
        fail(&mut gate, address(1), 19, at(0));
        fail(&mut gate, address(1), 19, at(60_000));
        for _ in 0..100 {
            gate.admit(address(1), at(60_000)).unwrap();
            gate.finished(address(1), false, at(60_000));
        }
        fail(&mut gate, address(1), 1, at(60_000));
        assert!(gate.admit(address(1), at(60_000)).is_err());
    }

    #[test]
    fn only_the_local_network_may_call() {
        let mut gate = Gate::default();
        let mapped = |v4: Ipv4Addr| IpAddr::V6(v4.to_ipv6_mapped());
        for local in [
            address(1),
            Ipv4Addr::LOCALHOST.into(),
            Ipv4Addr::new(10, 1, 2, 3).into(),
            Ipv4Addr::new(172, 16, 0, 1).into(),
            Ipv4Addr::new(169, 254, 7, 7).into(),
            Ipv6Addr::LOCALHOST.into(),
            "fe80::1".parse().unwrap(),
            "fd12::1".parse().unwrap(),
            mapped(Ipv4Addr::new(192, 168, 4, 200)),
        ] {
            assert_eq!(gate.admit(local, at(0)), Ok(()), "{local}");
        }
        let far = ["8.8.8.8", "172.32.0.1", "100.64.0.1", "0.0.0.0", "2001:db8::1", "::", "::ffff:8.8.8.8"];
        for far in far {
            assert_eq!(gate.admit(far.parse().unwrap(), at(0)), Err(Turned::NotLocal), "{far}");
        }
    }

    #[test]
    fn an_address_is_the_same_whichever_way_it_is_written() {
        let mut gate = Gate::default();
        let mapped = IpAddr::V6(Ipv4Addr::new(192, 168, 4, 1).to_ipv6_mapped());
        fail(&mut gate, mapped, 20, at(0));
        assert!(gate.admit(address(1), at(0)).is_err());
    }

    #[test]
    fn memory_is_bounded_and_the_ignored_are_forgotten_last() {
        let mut gate = Gate::default();
        fail(&mut gate, address(1), 20, at(0));
        for n in 0..20_000u32 {
            let [b, c, d, _] = n.to_le_bytes();
            fail(&mut gate, Ipv4Addr::new(10, d, c, b).into(), 1, at(i64::from(n)));
        }
        assert_eq!((gate.records.len(), gate.unproven.len()), (REMEMBERED, 0));
        assert!(gate.admit(address(1), at(20_000)).is_err());
    }
}
