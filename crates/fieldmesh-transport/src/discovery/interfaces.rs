//! On which network interfaces devices look for each other.

use std::net::IpAddr;

use crate::gate::is_local;

/// The interfaces on which a device is discoverable and looks for others.
///
/// Only IPv4 addresses that are private, link-local or loopback are used, whatever is named
/// (`docs/lan.md`, section 6). Point-to-point interfaces, as most tunnels are, cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Interfaces {
    /// All but loopback and those that lead into virtual machines, containers and tunnels.
    #[default]
    Usual,
    /// Exactly those with one of these names; `lo` is the loopback interface on every system.
    Named(Vec<String>),
}

/// An address of this computer, and where it has it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LocalAddress {
    /// The address.
    pub ip: IpAddr,
    /// The name of the interface.
    pub interface: String,
}

impl LocalAddress {
    /// Where this computer has an address now.
    pub fn of(ip: IpAddr) -> Option<Self> {
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        let interface = interfaces.into_iter().find(|interface| interface.ip() == ip)?;
        Some(Self { ip, interface: interface.name })
    }
}

/// How the names of interfaces begin that lead to no other device nearby, in lower case: of Linux, macOS, then
/// Windows. `bridge` is not among them: on macOS, the hotspot of the laptop is one.
const ELSEWHERE: [&str; 28] = [
    "br-",
    "cali",
    "cni",
    "docker",
    "flannel",
    "lxc",
    "lxdbr",
    "podman",
    "tailscale",
    "tap",
    "tun",
    "vboxnet",
    "veth",
    "virbr",
    "vmnet",
    "vnet",
    "wg",
    "zt",
    "awdl",
    "llw",
    "utun",
    "vmenet",
    "hyper-v",
    "openvpn",
    "virtualbox",
    "vmware",
    "wireguard",
    "zerotier",
];

impl Interfaces {
    /// Whether only this computer is meant.
    pub fn is_loopback_alone(&self) -> bool {
        matches!(self, Self::Named(names) if names.iter().all(|name| name == "lo"))
    }

    /// The addresses that this computer has on them now: what a device of the same network reaches it by. Empty
    /// where it is in no network, or where the system does not tell.
    pub fn addresses(&self) -> Vec<LocalAddress> {
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        let mut addresses: Vec<_> = interfaces
            .into_iter()
            .filter(|interface| interface.is_oper_up() && self.take(&interface.name, interface.ip()))
            .map(|interface| LocalAddress { ip: interface.ip(), interface: interface.name })
            .collect();
        addresses.sort();
        addresses.dedup_by_key(|address| address.ip);
        addresses
    }

    /// Whether the interface of this name with this address is one of them.
    pub(crate) fn take(&self, name: &str, address: IpAddr) -> bool {
        if !address.is_ipv4() || !is_local(address) {
            return false;
        }
        match self {
            Self::Usual => {
                let name = name.to_lowercase();
                !address.is_loopback() && !ELSEWHERE.iter().any(|prefix| name.starts_with(prefix))
            }
            Self::Named(names) => {
                names.iter().any(|named| named == name || (named == "lo" && address.is_loopback()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const PRIVATE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 4, 12));

    fn named(names: &[&str]) -> Interfaces {
        Interfaces::Named(names.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn cables_radios_and_hotspots_are_usual() {
        for name in ["eth0", "enp3s0", "wlan0", "wlp2s0", "en0", "usb0", "bridge100", "Wi-Fi", "Ethernet 2", "ap0"]
        {
            assert!(Interfaces::Usual.take(name, PRIVATE), "{name}");
        }
        assert!(Interfaces::Usual.take("eth0", [169, 254, 7, 7].into()));
    }

    #[test]
    fn virtual_machines_containers_and_tunnels_are_not_usual() {
        for name in [
            "docker0",
            "br-1f00",
            "veth12ab",
            "virbr0",
            "vmnet8",
            "vboxnet0",
            "tun0",
            "tap1",
            "wg0",
            "ztabc",
            "utun3",
            "tailscale0",
            "vEthernet (WSL)",
            "VMware Network Adapter VMnet8",
            "Tailscale",
            "TAP-Windows",
        ] {
            assert!(!Interfaces::Usual.take(name, PRIVATE), "{name}");
            assert!(named(&[name]).take(name, PRIVATE), "{name}, named");
        }
        assert!(!Interfaces::Usual.take("lo", [127, 0, 0, 1].into()));
    }

    #[test]
    fn named_interfaces_are_exactly_those() {
        let two = named(&["eth0", "wg0"]);
        assert!(two.take("eth0", PRIVATE) && two.take("wg0", PRIVATE));
        assert!(
            !two.take("eth1", PRIVATE) && !two.take("eth01", PRIVATE) && !two.take("lo", [127, 0, 0, 1].into())
        );
        assert!(!named(&[]).take("eth0", PRIVATE));
    }

    #[test]
    fn lo_is_the_loopback_interface_whatever_its_name() {
        for name in ["lo", "lo0", "Loopback Pseudo-Interface 1"] {
            assert!(named(&["lo"]).take(name, [127, 0, 0, 1].into()), "{name}");
        }
        assert!(!named(&["lo"]).take("eth0", PRIVATE));
    }

    #[test]
    fn the_loopback_interface_has_its_address_everywhere() {
        let lo = named(&["lo"]);
        let own = lo.addresses();
        assert_eq!(own.iter().map(|address| address.ip).collect::<Vec<_>>(), [IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        assert_eq!(own.first().cloned(), LocalAddress::of(Ipv4Addr::LOCALHOST.into()));
        assert_eq!(LocalAddress::of([203, 0, 113, 7].into()), None, "of nobody here");
        assert!(Interfaces::Usual.addresses().iter().all(|address| !address.ip.is_loopback()));
    }

    #[test]
    fn public_and_ipv6_addresses_are_never_used() {
        for interfaces in [Interfaces::Usual, named(&["eth0"])] {
            assert!(!interfaces.take("eth0", [8, 8, 8, 8].into()));
            assert!(!interfaces.take("eth0", [100, 64, 0, 1].into()));
            assert!(!interfaces.take("eth0", "fe80::1".parse().unwrap()));
        }
    }
}
