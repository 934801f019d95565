//! The marks by which members of a project recognise each other's records.

use fieldmesh_document::Fingerprint;

use crate::{Instance, Membership};

/// The two tags of one opening (`docs/lan.md`, section 1).
///
/// They are compared as they are: whoever listens answers nothing to a record, so a forger learns nothing from the
/// time a comparison takes, and all a forged tag brings is a dial that the handshake ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tags {
    /// `p`: equal between members only.
    pub(crate) project: [u8; 8],
    /// `c`: equal between members with one configuration only.
    pub(crate) configuration: [u8; 8],
}

/// What the tags of a record say of its sender.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Relation {
    /// A member with our configuration, or with none as we have none.
    Same,
    /// A member whose configuration is another one.
    OtherConfiguration,
    /// No member.
    OtherProject,
}

impl Tags {
    /// The tags that a member writes into the record of this instance, host label and port, and expects there.
    pub(crate) fn new(
        membership: &Membership,
        instance: Instance,
        host_label: u64,
        port: u16,
        configuration: Option<&Fingerprint>,
    ) -> Self {
        let begin = |purpose: &[u8; 1]| {
            let mut hasher = blake3::Hasher::new_keyed(&membership.discovery_key);
            hasher.update(purpose);
            hasher.update(&instance.0.to_le_bytes());
            hasher.update(&host_label.to_le_bytes());
            hasher.update(&port.to_le_bytes());
            hasher
        };
        let mut of_configuration = begin(b"c");
        if let Some(Fingerprint { algorithm, hash }) = configuration {
            of_configuration.update(&[*algorithm]);
            of_configuration.update(hash);
        }
        Self { project: first_eight(&begin(b"p")), configuration: first_eight(&of_configuration) }
    }

    /// Compares what was heard with what a member would have said.
    pub(crate) fn relation(&self, heard: &Self) -> Relation {
        if self.project != heard.project {
            Relation::OtherProject
        } else if self.configuration != heard.configuration {
            Relation::OtherConfiguration
        } else {
            Relation::Same
        }
    }
}

fn first_eight(hasher: &blake3::Hasher) -> [u8; 8] {
    let mut tag = [0; 8];
    hasher.finalize_xof().fill(&mut tag);
    tag
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;
    use crate::discovery::samples::{fingerprint, member};

    #[test]
    fn the_tags_of_the_example_are_those_of_the_page() {
        let tags = |configuration: Option<Fingerprint>| {
            let (instance, host_label) = (Instance(0x0123_4567_89ab_cdef), 0xfedc_ba98_7654_3210);
            let tags = Tags::new(&member(1), instance, host_label, 41_327, configuration.as_ref());
            [tags.project, tags.configuration].map(|tag| HEXLOWER.encode(&tag))
        };
        assert_eq!(tags(None), ["e3da33042cc582f7", "b424c42d0483bde1"]);
        assert_eq!(tags(Some(fingerprint(3))), ["e3da33042cc582f7", "93696d902254742a"]);
    }

    proptest! {
        /// A record is a member's where key, instance, host label and port are the same, of one configuration where
        /// the fingerprint is too, and anything else makes it a stranger's.
        #[test]
        fn a_tag_holds_for_exactly_what_it_was_made_of(
            key in 0u8..4, instance in 0u64..4, label in 0u64..4, port in 1u16..4, configuration in 0u8..4,
            their_key in 0u8..4, their_instance in 0u64..4, their_label in 0u64..4, their_port in 1u16..4,
            their_configuration in 0u8..4, equal in any::<bool>(),
        ) {
            let tags = |key, instance, label, port, configuration: u8| {
                let configuration = (configuration > 0).then(|| fingerprint(configuration));
                Tags::new(&member(key), Instance(instance), label, port, configuration.as_ref())
            };
            let ours = tags(key, instance, label, port, configuration);
            if equal {
                prop_assert_eq!(ours.relation(&tags(key, instance, label, port, configuration)), Relation::Same);
            }
            let theirs = tags(their_key, their_instance, their_label, their_port, their_configuration);
            let expected = if (key, instance, label, port) != (their_key, their_instance, their_label, their_port) {
                Relation::OtherProject
            } else if configuration != their_configuration {
                Relation::OtherConfiguration
            } else {
                Relation::Same
            };
            prop_assert_eq!(ours.relation(&theirs), expected);
        }
    }
}
