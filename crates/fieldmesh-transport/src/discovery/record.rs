//! Reading what was heard: nothing of it can be trusted.

use std::net::{Ipv4Addr, SocketAddr};

use data_encoding::HEXLOWER;
use fieldmesh_document::Fingerprint;
use mdns_sd::ResolvedService;

use super::tags::{Relation, Tags};
use crate::gate::is_local;
use crate::sighting::Sighting;
use crate::{Instance, Membership};

/// The service of DNS-SD.
pub(super) const SERVICE: &str = "_fieldmesh._tcp.local.";

/// The version of `docs/lan.md` that records state.
pub(super) const VERSION: &str = "1";

/// Addresses of one device that are tried.
const MAX_ADDRESSES: usize = 8;

/// What a resolved service turned out to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// A member that can be dialled.
    Member(Sighting),
    /// Something of this service that is no member's.
    Foreign,
    /// Too little to tell: no TXT record came yet, or a member's without an address that may be dialled.
    Incomplete,
}

/// The full name of a service instance.
pub(super) fn full_name(instance: Instance) -> String {
    format!("{instance}.{SERVICE}")
}

/// The name of a host, from its label.
pub(super) fn host_name(label: u64) -> String {
    format!("{label:016x}.local.")
}

/// The instance that a full name names, if it is one that this program would write.
pub(super) fn instance(full_name: &str) -> Option<Instance> {
    let name = full_name.strip_suffix(SERVICE)?.strip_suffix('.')?;
    number(name).map(Instance)
}

/// Reads a record as a member with this configuration does.
pub(super) fn read(service: &ResolvedService, membership: &Membership, ours: Option<&Fingerprint>) -> Reading {
    if service.txt_properties.is_empty() {
        return Reading::Incomplete;
    }
    let Some((instance, host_label, heard)) = parse(service) else {
        return Reading::Foreign;
    };
    let expected = Tags::new(membership, instance, host_label, service.port, ours);
    let same_configuration = match expected.relation(&heard) {
        Relation::Same => true,
        Relation::OtherConfiguration => false,
        Relation::OtherProject => return Reading::Foreign,
    };
    let addresses = addresses(service);
    if addresses.is_empty() {
        return Reading::Incomplete;
    }
    Reading::Member(Sighting { instance, addresses, same_configuration })
}

/// Instance, host label and tags, if all are of the form of `docs/lan.md`, section 1.
fn parse(service: &ResolvedService) -> Option<(Instance, u64, Tags)> {
    let value = |key| service.txt_properties.get_property_val(key).flatten();
    if service.port == 0 || !is_version(value("v")?) {
        return None;
    }
    let host_label = number(service.host.strip_suffix(".local.")?)?;
    let tags = Tags { project: digits(value("p")?)?, configuration: digits(value("c")?)? };
    Some((instance(&service.fullname)?, host_label, tags))
}

/// Whether this names a version, whichever: those that come later keep the tags as they are, and the preface tells which
/// versions two devices have in common.
fn is_version(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| !text.starts_with(['0', '+']) && text.parse::<u8>().is_ok())
}

/// A number as the names of instance and host write it, the most significant digit first.
fn number(text: &str) -> Option<u64> {
    digits(text.as_bytes()).map(u64::from_be_bytes)
}

/// The bytes of exactly 16 lower-case hexadecimal digits.
fn digits(text: &[u8]) -> Option<[u8; 8]> {
    let mut bytes = [0; 8];
    let written = (text.len() == 16).then(|| HEXLOWER.decode_mut(text, &mut bytes).ok()).flatten()?;
    (written == bytes.len()).then_some(bytes)
}

/// Where it may be dialled, addresses of a network with a router first.
fn addresses(service: &ResolvedService) -> Vec<SocketAddr> {
    let mut addresses: Vec<Ipv4Addr> =
        service.get_addresses_v4().into_iter().filter(|v4| is_local((*v4).into())).collect();
    addresses.sort_unstable_by_key(|address| (address.is_loopback(), address.is_link_local(), *address));
    addresses.truncate(MAX_ADDRESSES);
    addresses.into_iter().map(|address| SocketAddr::from((address, service.port))).collect()
}

#[cfg(test)]
mod tests {
    use mdns_sd::ServiceInfo;
    use proptest::prelude::*;

    use super::*;
    use crate::discovery::samples::{fingerprint, member};

    const INSTANCE: Instance = Instance(0x0123_4567_89ab_cdef);
    const LABEL: u64 = 77;

    fn service(name: &str, host: &str, addresses: &str, port: u16, txt: &[(&str, &str)]) -> ResolvedService {
        ServiceInfo::new(SERVICE, name, host, addresses, port, txt).unwrap().as_resolved_service()
    }

    fn heard(configuration: Option<Fingerprint>, addresses: &str) -> ResolvedService {
        let tags = Tags::new(&member(1), INSTANCE, LABEL, 5, configuration.as_ref());
        let [p, c] = [tags.project, tags.configuration].map(|tag| HEXLOWER.encode(&tag));
        let txt = [("v", VERSION), ("p", &p), ("c", &c)];
        service(&INSTANCE.to_string(), &host_name(LABEL), addresses, 5, &txt)
    }

    fn read_by(key: u8, service: &ResolvedService) -> Reading {
        read(service, &member(key), Some(&fingerprint(1)))
    }

    fn sighting(addresses: &[&str], same_configuration: bool) -> Reading {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        Reading::Member(Sighting { instance: INSTANCE, addresses, same_configuration })
    }

    #[test]
    fn a_member_is_read_with_its_addresses_and_whether_its_configuration_is_ours() {
        let with = heard(Some(fingerprint(1)), "192.168.4.7");
        assert_eq!(read_by(1, &with), sighting(&["192.168.4.7:5"], true));
        assert_eq!(
            read_by(1, &heard(Some(fingerprint(2)), "10.0.0.1")),
            sighting(&["10.0.0.1:5"], false),
            "another one"
        );
        assert_eq!(read_by(1, &heard(None, "10.0.0.1")), sighting(&["10.0.0.1:5"], false), "none yet");
        assert_eq!(instance(&with.fullname), Some(INSTANCE));
        assert_eq!(instance(&full_name(INSTANCE)), Some(INSTANCE));
    }

    #[test]
    fn who_has_another_key_is_foreign() {
        assert_eq!(read_by(2, &heard(Some(fingerprint(1)), "192.168.4.7")), Reading::Foreign);
    }

    #[test]
    fn only_local_ipv4_addresses_are_dialled_private_ones_first() {
        let addresses = "127.0.0.1,8.8.8.8,169.254.1.1,fe80::1,192.168.4.7,10.1.1.1,0.0.0.0,224.0.0.251";
        assert_eq!(
            read_by(1, &heard(Some(fingerprint(1)), addresses)),
            sighting(&["10.1.1.1:5", "192.168.4.7:5", "169.254.1.1:5", "127.0.0.1:5"], true)
        );
    }

    #[test]
    fn a_member_without_an_address_to_dial_is_not_listed_and_not_counted() {
        for addresses in ["", "8.8.8.8", "fe80::1"] {
            assert_eq!(read_by(1, &heard(Some(fingerprint(1)), addresses)), Reading::Incomplete, "{addresses}");
        }
    }

    #[test]
    fn at_most_eight_addresses_are_kept() {
        let many: Vec<_> = (1..=200).map(|last| format!("10.0.0.{last}")).collect();
        let Reading::Member(sighting) = read_by(1, &heard(None, &many.join(","))) else { panic!("no member") };
        assert_eq!(sighting.addresses.len(), MAX_ADDRESSES);
    }

    #[test]
    fn whatever_is_not_of_the_written_form_is_foreign() {
        let good = heard(Some(fingerprint(1)), "10.0.0.1");
        assert_eq!(read_by(1, &good), sighting(&["10.0.0.1:5"], true));
        let bad = |change: &dyn Fn(&mut ResolvedService)| {
            let mut service = good.clone();
            change(&mut service);
            assert_eq!(read_by(1, &service), Reading::Foreign, "{service:?}");
        };
        bad(&|s| s.port = 0);
        bad(&|s| s.port = 6);
        bad(&|s| s.host = "laptop.local.".into());
        bad(&|s| s.host = host_name(LABEL + 1));
        bad(&|s| s.host = s.host.replace(".local.", ".example."));
        bad(&|s| s.fullname = s.fullname.to_uppercase());
        bad(&|s| s.fullname = s.fullname.replacen('0', "", 1));
        bad(&|s| s.fullname = s.fullname.replacen(SERVICE, "_http._tcp.local.", 1));
        bad(&|s| s.fullname = SERVICE.into());
        let text = |txt: &[(&str, &str)]| service(&INSTANCE.to_string(), "x", "", 5, txt).txt_properties;
        let digits = "0123456789abcdef";
        for txt in [
            vec![("v", "0"), ("p", digits), ("c", digits)],
            vec![("v", "1"), ("p", digits)],
            vec![("p", digits), ("c", digits)],
            vec![("v", "1"), ("p", "0123456789ABCDEF"), ("c", digits)],
            vec![("v", "1"), ("p", "0123456789abcde"), ("c", digits)],
            vec![("v", "1"), ("p", digits), ("c", &"0".repeat(250))],
            vec![("a", "b")],
        ] {
            bad(&|s| s.txt_properties = text(&txt));
        }
    }

    #[test]
    fn a_member_of_a_later_version_is_dialled_so_that_both_learn_who_must_be_updated() {
        let with_version = |version: &str| {
            let mut record = heard(None, "10.0.0.1");
            let pairs: Vec<(String, String)> = record
                .txt_properties
                .iter()
                .map(|property| (property.key().to_owned(), property.val_str().to_owned()))
                .map(|(key, value)| if key == "v" { (key, version.to_owned()) } else { (key, value) })
                .chain([("x".to_owned(), "what a later version says".to_owned())])
                .collect();
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            record.txt_properties = service("a", "x", "", 5, &pairs).txt_properties;
            read_by(1, &record)
        };
        for version in ["1", "2", "255"] {
            assert_eq!(with_version(version), sighting(&["10.0.0.1:5"], false), "{version}");
        }
        for version in ["", "0", "256", "-1", "+1", "01", "1.0", "x"] {
            assert_eq!(with_version(version), Reading::Foreign, "{version}");
        }
    }

    #[test]
    fn a_record_whose_text_has_not_come_yet_is_not_judged() {
        let mut service = heard(None, "10.0.0.1");
        service.txt_properties = Default::default();
        assert_eq!(read_by(1, &service), Reading::Incomplete);
    }

    proptest! {
        /// Nothing that can be announced makes the reader panic, and what is no member's is never taken for one;
        /// the same record with its own tags is one.
        #[test]
        fn only_true_tags_make_a_member(
            name in "[0-9a-fA-F.\\PC]{0,70}", host in "[0-9a-f.\\PC]{0,70}", port in any::<u16>(),
            txt in prop::collection::vec(("[vpcx]{1,2}", "[0-9a-f\\PC]{0,60}"), 0..6),
            true_name in any::<bool>(), true_host in any::<bool>(),
        ) {
            let name = if true_name { INSTANCE.to_string() } else { name };
            let host = if true_host { host_name(LABEL) } else { host };
            let pairs: Vec<_> = txt.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let mut service = service(&name, &host, "10.0.0.1", port, &pairs);
            prop_assert!(!matches!(read_by(1, &service), Reading::Member(_)));
            if true_name && true_host && port != 0 {
                service.port = 5;
                service.txt_properties = heard(None, "").txt_properties;
                prop_assert!(matches!(read_by(1, &service), Reading::Member(_)));
            }
        }
    }
}
