//! What this device's people know of another device: whether they compared it, or know its name by another key.
//! The rules are in `docs/device-id.md`, section 7.

use fieldmesh_document::{DeviceId, Timestamp};
use fieldmesh_store::Compared;

use super::Project;
use crate::ProjectError;
use crate::time::now;
use crate::words::folded;

/// How a device that names itself stands to what is known here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceStanding {
    /// Never compared, and nobody else has its name.
    New,
    /// A person compared its id with its own screen.
    Compared {
        /// When, by this device's clock.
        at: Timestamp,
    },
    /// Another device is known by this name: this is to be said loudly.
    KnownNameOtherKey {
        /// The device known by it.
        known: DeviceId,
        /// When that one was compared; `None` where only its card is known.
        at: Option<Timestamp>,
    },
}

impl Project {
    /// The devices that a person compared, newest first. Only this device knows.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn compared(&self) -> Result<Vec<Compared>, ProjectError> {
        Ok(self.store().compared()?)
    }

    /// Remembers that a person compared the id of a device with its own screen, while it had this name.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn mark_compared(&self, device: &DeviceId, name: &str) -> Result<(), ProjectError> {
        Ok(self.store().compare(device, name, now())?)
    }

    /// How a device that calls itself `name` stands.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn standing(&self, device: &DeviceId, name: &str) -> Result<DeviceStanding, ProjectError> {
        let cards = self.store().cards()?;
        let own = self.device().name();
        let named = std::iter::once((self.device().id(), own.as_str()));
        let named: Vec<_> = named.chain(cards.iter().map(|card| (card.device, card.name.as_str()))).collect();
        Ok(standing(device, name, &self.compared()?, &named))
    }
}

/// The standing from the compared devices, newest first, and the names that devices have.
fn standing(device: &DeviceId, name: &str, compared: &[Compared], named: &[(DeviceId, &str)]) -> DeviceStanding {
    let name = folded(name.trim());
    let same = |other: &str| folded(other.trim()) == name;
    let own = compared.iter().find(|one| one.device == *device);
    if let Some(own) = own
        && same(&own.name)
    {
        // Whoever compared it saw it under this name, whatever others are called.
        return DeviceStanding::Compared { at: own.at };
    }
    let by_compared =
        compared.iter().find(|one| one.device != *device && same(&one.name)).map(|one| (one.device, Some(one.at)));
    let by_name =
        || named.iter().find(|(other, name)| other != device && same(name)).map(|(other, _)| (*other, None));
    match (by_compared.or_else(by_name), own) {
        (Some((known, at)), _) => DeviceStanding::KnownNameOtherKey { known, at },
        (None, Some(own)) => DeviceStanding::Compared { at: own.at },
        (None, None) => DeviceStanding::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Configuration, Device};

    const ANA: DeviceId = DeviceId::from_bytes([1; 32]);
    const MARCO: DeviceId = DeviceId::from_bytes([2; 32]);
    const OTHER: DeviceId = DeviceId::from_bytes([3; 32]);
    const AT: Timestamp = Timestamp(1_700_000_000_000);

    fn compared(device: DeviceId, name: &str) -> Compared {
        Compared { device, name: name.to_owned(), at: AT }
    }

    #[test]
    fn a_known_name_with_another_key_is_told() {
        let known = [compared(ANA, "Ana’s laptop"), compared(MARCO, "Río")];
        let named = [(OTHER, "Office")];
        let stands = |device, name| standing(&device, name, &known, &named);
        assert_eq!(stands(ANA, "Ana’s laptop"), DeviceStanding::Compared { at: AT });
        assert_eq!(stands(OTHER, "new here"), DeviceStanding::New);
        assert_eq!(stands(OTHER, "Office"), DeviceStanding::New);
        for name in ["Río", "RIO ", "rio"] {
            let other = DeviceStanding::KnownNameOtherKey { known: MARCO, at: Some(AT) };
            assert_eq!(stands(OTHER, name), other, "{name}");
        }
        let fourth = DeviceId::from_bytes([4; 32]);
        assert_eq!(stands(fourth, "office"), DeviceStanding::KnownNameOtherKey { known: OTHER, at: None });
    }

    #[test]
    fn a_compared_device_may_take_a_name_but_not_that_of_another() {
        let known = [compared(ANA, "Ana"), compared(MARCO, "Marco")];
        let stands = |name| standing(&ANA, name, &known, &[]);
        assert_eq!(stands("Ana María"), DeviceStanding::Compared { at: AT });
        assert_eq!(stands("Marco"), DeviceStanding::KnownNameOtherKey { known: MARCO, at: Some(AT) });
        // Two that had the same name when they were compared were told apart by a person.
        let twins = [compared(ANA, "Laptop"), compared(MARCO, "Laptop")];
        assert_eq!(standing(&ANA, "Laptop", &twins, &[]), DeviceStanding::Compared { at: AT });
    }

    #[test]
    fn a_comparison_is_remembered_and_told_of_peers_also_after_the_device_is_renewed() {
        let dir = tempfile::tempdir().unwrap();
        let device = Device::open(dir.path()).unwrap();
        device.rename("Ana").unwrap();
        let project = device.create_project("Río Napo", Configuration::builtin()).unwrap();
        assert_eq!(project.standing(&MARCO, "Marco").unwrap(), DeviceStanding::New);
        project.mark_compared(&MARCO, "Marco").unwrap();
        let at = project.compared().unwrap()[0].at;
        assert_eq!(project.standing(&MARCO, "Marco").unwrap(), DeviceStanding::Compared { at });
        let other = DeviceStanding::KnownNameOtherKey { known: MARCO, at: Some(at) };
        assert_eq!(project.standing(&OTHER, "marco").unwrap(), other);
        let own = device.id();
        let as_this = DeviceStanding::KnownNameOtherKey { known: own, at: None };
        assert_eq!(project.standing(&OTHER, "Ana").unwrap(), as_this);
        assert_eq!(project.standing(&own, "Ana").unwrap(), DeviceStanding::New);
        let peers = project.peers().unwrap();
        assert_eq!((peers.len(), peers[0].name.as_deref(), peers[0].compared), (1, Some("Marco"), Some(at)));
        drop(project);

        device.renew().unwrap();
        let project = device.project(None).unwrap();
        assert_ne!(device.id(), own);
        assert_eq!(project.standing(&MARCO, "Marco").unwrap(), DeviceStanding::Compared { at });
    }
}
