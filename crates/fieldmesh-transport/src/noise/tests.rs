//! A transcript that another implementation made, and what must fail.

use data_encoding::HEXLOWER;

use super::*;

const PROLOGUE: &[u8] = b"FM\0\0FM\0\0\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07";
const PRE_SHARED_KEY: [u8; 32] = [5; 32];

fn handshake(role: Role, prologue: &[u8], pre_shared_key: &[u8; 32]) -> Handshake {
    let secret = match role {
        Role::Caller => [1; 32],
        Role::Listener => [2; 32],
    };
    Handshake::new(role, &secret, pre_shared_key, prologue).unwrap()
}

fn pair() -> (Handshake, Handshake) {
    (handshake(Role::Caller, PROLOGUE, &PRE_SHARED_KEY), handshake(Role::Listener, PROLOGUE, &PRE_SHARED_KEY))
}

/// The three messages and both ends.
fn shake((caller, listener): (Handshake, Handshake)) -> ([Vec<u8>; 3], Secured, Secured) {
    let (caller, first) = caller.write(&[]).unwrap();
    let (listener, nothing) = listener.read(&first).unwrap();
    assert!(nothing.is_empty());
    let (listener, second) = listener.write(b"of the listener").unwrap();
    let (caller, payload) = caller.read(&second).unwrap();
    assert_eq!(payload, b"of the listener");
    let (caller, third) = caller.write(b"of the caller").unwrap();
    let (listener, payload) = listener.read(&third).unwrap();
    assert_eq!(payload, b"of the caller");
    ([first, second, third], caller.finish().unwrap(), listener.finish().unwrap())
}

/// The expected bytes come from an implementation of the Noise rules (revision 34) on other libraries, which agrees
/// with the published vector of `Noise_XXpsk3_25519_ChaChaPoly_BLAKE2s`; none is published for psk0.
#[test]
fn the_transcript_is_the_one_of_another_implementation() {
    let fixed = |role, secret: &'static [u8; 32], ephemeral: &'static [u8; 32]| {
        Handshake::build(role, |builder| {
            builder
                .fixed_ephemeral_key_for_testing_only(ephemeral)
                .local_private_key(secret)?
                .psk(0, &PRE_SHARED_KEY)?
                .prologue(PROLOGUE)
        })
        .unwrap()
    };
    let pair = (fixed(Role::Caller, &[1; 32], &[3; 32]), fixed(Role::Listener, &[2; 32], &[4; 32]));
    let (messages, mut caller, mut listener) = shake(pair);
    let sealed = [
        listener.sealer.seal(b"one").unwrap(),
        caller.sealer.seal(b"two").unwrap(),
        listener.sealer.seal(b"three").unwrap(),
        caller.sealer.seal(b"").unwrap(),
    ];
    let said: Vec<_> = messages.iter().chain(&sealed).map(|message| HEXLOWER.encode(message)).collect();
    assert_eq!(
        said,
        [
            "5dfedd3b6bd47f6fa28ee15d969d5bb0ea53774d488bdaf9df1c6e0124b3ef22199977004a1f04c235de700f980dbf84",
            "ac01b2209e86354fb853237b5de0f4fab13c7fcbf433a61c019369617fecf10ba557a5e1b1dd117e03ecc03c86901fd0e9c22635\
         699065721e776444eddaf6a824d1c0346b9131eeac4f6e021ee774d9a780173d95aae48d06180c9bdcdb7792969ecc5225b9642f\
         fd73a7589d6f74",
            "303bf98d6d603fd3a765925559b552934f0f38c3658ce422c0a29ecc5fd92b574c77b582195bc92b9e0e2a10d54784e36bc74207\
         1c7c9a8415ad818aa9aee67c4e042cdee01a1d704688ab836e",
            "d47a1cea28ab46441b14db822e1590b9e5fe8d",
            "84b81beac4b399ecac2c0399f85a47048f8c6b",
            "1fdc5a876f2fca683ec8814f373932caf1b84503e9",
            "b2bf5644fdf526f04319d8f4968ae70b",
        ]
    );
    let binding = "131e52fbd1ed265d31a8c267b5f205fdfc41b22c2c52aff004715373003e227d";
    assert_eq!([&caller, &listener].map(|end| HEXLOWER.encode(&end.binding)), [binding; 2]);
    let keys = [&listener, &caller].map(|end| HEXLOWER.encode(&end.remote_static));
    assert_eq!(
        keys,
        [
            "a4e09292b651c278b9772c569f5fa9bb13d906b46ab68c9df9dc2b4409f8a209",
            "ce8d3ad1ccb633ec7b70c17814a5c76ecd029685050d344745ba05870e587d59",
        ]
    );
}

#[test]
fn every_handshake_has_its_own_keys() {
    let (a, one, _) = shake(pair());
    let (b, two, _) = shake(pair());
    assert_ne!((&a, one.binding), (&b, two.binding));
    assert!(a.iter().zip(&b).all(|(a, b)| a != b));
}

#[test]
fn another_prologue_or_key_fails_at_the_first_message() {
    let (_, first) = pair().0.write(&[]).unwrap();
    for (prologue, key) in [(&b"FM\0\x01FM\0\0"[..], [5; 32]), (PROLOGUE, [6; 32])] {
        let failed = handshake(Role::Listener, prologue, &key).read(&first).unwrap_err();
        assert!(matches!(failed, NoiseError::Unsealed { bytes: 48 }), "{failed:?}");
    }
    assert!(pair().1.read(&first).is_ok());
}

#[test]
fn a_message_that_is_cut_or_out_of_turn_is_refused() {
    let (caller, first) = pair().0.write(&[]).unwrap();
    for length in 0..first.len() {
        assert!(pair().1.read(&first[..length]).is_err(), "{length}");
    }
    assert!(matches!(caller.write(&[]), Err(NoiseError::Failed(_))));
    assert!(matches!(pair().1.finish(), Err(NoiseError::Failed(_))));
}

#[test]
fn sealed_messages_open_in_their_order_and_nothing_opens_after_a_failure() {
    let (_, mut caller, mut listener) = shake(pair());
    let messages: Vec<_> = (0..4u8).map(|n| caller.sealer.seal(&[n]).unwrap()).collect();
    assert_eq!(listener.opener.open(&messages[0]).unwrap(), [0]);
    assert_eq!(listener.opener.open(&messages[1]).unwrap(), [1]);
    // The one after the next; the next itself comes too late then.
    assert!(matches!(listener.opener.open(&messages[3]), Err(NoiseError::Unsealed { bytes: 17 })));
    assert!(matches!(listener.opener.open(&messages[2]), Err(NoiseError::Poisoned)));
    // The other direction is not affected.
    let answer = listener.sealer.seal(b"yes").unwrap();
    assert_eq!(caller.opener.open(&answer).unwrap(), b"yes");
}

#[test]
fn a_message_is_not_opened_twice_nor_by_its_sender() {
    let (_, mut caller, mut listener) = shake(pair());
    let message = caller.sealer.seal(b"once").unwrap();
    assert!(caller.opener.open(&message).is_err());
    assert_eq!(listener.opener.open(&message).unwrap(), b"once");
    assert!(listener.opener.open(&message).is_err());
}

#[test]
fn the_longest_message_passes_and_a_longer_one_is_not_sealed() {
    let (_, mut caller, mut listener) = shake(pair());
    let longest = vec![7; MESSAGE_LIMIT - TAG];
    let message = caller.sealer.seal(&longest).unwrap();
    assert_eq!(message.len(), MESSAGE_LIMIT);
    assert_eq!(listener.opener.open(&message).unwrap(), longest);
    assert!(matches!(caller.sealer.seal(&vec![7; MESSAGE_LIMIT - TAG + 1]), Err(NoiseError::Failed(_))));
    assert!(matches!(caller.sealer.seal(b"x"), Err(NoiseError::Poisoned)));
}
