//! Packets of multicast DNS as anybody could write them (RFC 1035, section 4).

use std::net::Ipv4Addr;

use data_encoding::HEXLOWER;

use crate::discovery::record::{SERVICE, VERSION, host_name};
use crate::discovery::tags::Tags;
use crate::{Instance, Membership};

/// What one packet says of one instance.
#[derive(Clone)]
pub(super) struct Announcement {
    pub(super) number: u64,
    pub(super) instance: Option<String>,
    pub(super) host: Option<String>,
    pub(super) port: u16,
    /// One string of the TXT record, or several behind their lengths already.
    pub(super) text: Vec<u8>,
    pub(super) copies_of_text: usize,
    pub(super) addresses: Vec<Ipv4Addr>,
}

impl Announcement {
    pub(super) fn of(number: u64) -> Self {
        Self {
            number,
            instance: None,
            host: None,
            port: 5,
            text: b"\x03v=0\x03p=0".to_vec(),
            copies_of_text: 0,
            addresses: vec![Ipv4Addr::new(10, 0, 0, 1)],
        }
    }
}

/// The tags of a member with this number, and the text of its record.
pub(super) fn tags_of(membership: &Membership, number: u64) -> (Tags, Vec<u8>) {
    let tags = Tags::new(membership, Instance(number), number, 5, None);
    let mut text = vec![3];
    text.extend_from_slice(format!("v={VERSION}").as_bytes());
    for (key, tag) in [("p", tags.project), ("c", tags.configuration)] {
        text.push(18);
        text.extend_from_slice(format!("{key}={}", HEXLOWER.encode(&tag)).as_bytes());
    }
    (tags, text)
}

/// One response with all records of these instances.
pub(super) fn announce<'a>(announcements: impl IntoIterator<Item = &'a Announcement>) -> Vec<u8> {
    let mut records = Vec::new();
    for Announcement { number, instance, host, port, text, copies_of_text, addresses } in announcements {
        let service = labels(SERVICE);
        let full = format!("{}.{SERVICE}", instance.clone().unwrap_or_else(|| Instance(*number).to_string()));
        let host = labels(&host.as_ref().map_or_else(|| host_name(*number), |host| format!("{host}.local.")));
        let mut text = text.clone();
        if *copies_of_text > 0 {
            text.insert(0, u8::try_from(text.len()).unwrap());
            text = text.repeat(*copies_of_text);
        }
        records.push(record(&service, 12, 1, &labels(&full)));
        let server = [&[0; 4][..], &[(port >> 8) as u8, *port as u8], &host].concat();
        records.push(record(&labels(&full), 33, 0x8001, &server));
        records.push(record(&labels(&full), 16, 0x8001, &text));
        records.extend(addresses.iter().map(|address| record(&host, 1, 1, &address.octets())));
    }
    let count = u16::try_from(records.len()).unwrap();
    let header = [0, 0, 0x84, 0, 0, 0, (count >> 8) as u8, count as u8, 0, 0, 0, 0];
    [&header[..], &records.concat()].concat()
}

fn record(name: &[u8], kind: u8, class: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    let fixed = [0, kind, (class >> 8) as u8, class as u8, 0, 0, 0, 120, (length >> 8) as u8, length as u8];
    [name, &fixed, data].concat()
}

fn labels(name: &str) -> Vec<u8> {
    let mut labels = Vec::new();
    for label in name.split('.') {
        labels.push(u8::try_from(label.len()).unwrap());
        labels.extend_from_slice(label.as_bytes());
    }
    labels
}
