//! Sealing small secrets: with a key, and to a public key.

use super::Secret;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness no key may be made: there is nothing sensible to fall back to.
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// XChaCha20-Poly1305 with a random nonce in front.
pub(crate) fn seal(key: &Secret, aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce = random::<NONCE>();
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .expect("sealing some bytes in memory cannot fail");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`seal`] made; `None` when key, label or bytes are not the ones.
pub(crate) fn open(key: &Secret, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
    cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad }).ok().map(Zeroizing::new)
}

/// Seals to a public key: an ephemeral public key in front.
pub(super) fn seal_to(public: &[u8; 32], aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let ephemeral = StaticSecret::from(random::<32>());
    let ephemeral_public = PublicKey::from(&ephemeral).to_bytes();
    let shared = ephemeral.diffie_hellman(&PublicKey::from(*public));
    let key = agreed_key(shared.as_bytes(), &ephemeral_public, public);
    [ephemeral_public.as_slice(), seal(&key, aad, plain).as_slice()].concat()
}

/// Opens what [`seal_to`] made with the private half.
pub(super) fn open_from(private: &Secret, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (ephemeral_public, rest) = sealed.split_first_chunk::<32>()?;
    let private = StaticSecret::from(**private);
    let public = PublicKey::from(&private).to_bytes();
    let shared = private.diffie_hellman(&PublicKey::from(*ephemeral_public));
    if !shared.was_contributory() {
        return None;
    }
    open(&agreed_key(shared.as_bytes(), ephemeral_public, &public), aad, rest)
}

/// Public half of a private key.
pub(super) fn public_of(private: &Secret) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(**private)).to_bytes()
}

/// Key from secret bytes of full entropy.
pub(super) fn stretch(secret: &[u8], salt: &[u8], label: &str) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(label.as_bytes(), out.as_mut_slice())
        .expect("32 bytes are within HKDF's limit of 255 blocks");
    out
}

fn agreed_key(shared: &[u8], ephemeral: &[u8; 32], public: &[u8; 32]) -> Secret {
    let salt = [ephemeral.as_slice(), public].concat();
    stretch(shared, &salt, "fengqiao key slot 1")
}

fn cipher(key: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(**key))
}

/// Bytes as base64 in JSON.
pub(super) mod base64_bytes {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&STANDARD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        STANDARD.decode(text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_bytes_open_with_the_same_key_and_label_only() {
        let key = Zeroizing::new([7; 32]);
        let sealed = seal(&key, b"slot a", b"master");
        assert_eq!(open(&key, b"slot a", &sealed).unwrap().as_slice(), b"master");
        assert!(open(&key, b"slot b", &sealed).is_none());
        assert!(open(&Zeroizing::new([8; 32]), b"slot a", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&key, b"slot a", &changed).is_none(), "byte {at}");
        }
    }

    #[test]
    fn what_is_sealed_to_a_public_key_opens_with_its_private_half_only() {
        let mine = Zeroizing::new(random::<32>());
        let other = Zeroizing::new(random::<32>());
        let sealed = seal_to(&public_of(&mine), b"a", b"master");
        assert_eq!(open_from(&mine, b"a", &sealed).unwrap().as_slice(), b"master");
        assert!(open_from(&other, b"a", &sealed).is_none());
        assert!(open_from(&mine, b"b", &sealed).is_none());
    }
}
