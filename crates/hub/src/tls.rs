//! The hub's certificate: self-signed, pinned by its key; dates and names in it decide nothing.

use crate::error::{HubError, Result};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A certificate with its key.
pub(crate) struct Certificate {
    /// The certificate, DER.
    pub(crate) der: Vec<u8>,
    /// Its private key, PKCS 8.
    pub(crate) key: Zeroizing<Vec<u8>>,
    /// SHA-256 of its SubjectPublicKeyInfo, 64 hexadecimal digits.
    pub(crate) pin: String,
}

/// Makes a certificate with a new key (ECDSA P-256).
pub(crate) fn self_signed() -> Result<Certificate> {
    use rcgen::PublicKeyData as _;
    let wrong = |error: rcgen::Error| HubError::Keys(error.to_string());
    let key = rcgen::KeyPair::generate().map_err(wrong)?;
    let params = rcgen::CertificateParams::new(vec!["fengqiao-hub".to_owned()]).map_err(wrong)?;
    let certificate = params.self_signed(&key).map_err(wrong)?;
    Ok(Certificate {
        der: certificate.der().to_vec(),
        pin: hex::encode(Sha256::digest(key.subject_public_key_info())),
        key: Zeroizing::new(key.serialize_der()),
    })
}

/// TLS 1.3 by ring, HTTP/1.1, no client certificates.
pub(crate) fn server(certificate: &[u8], key: &[u8]) -> Result<Arc<rustls::ServerConfig>> {
    let wrong = |error: rustls::Error| HubError::Keys(error.to_string());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.to_vec()));
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(wrong)?
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate.to_vec())], key)
        .map_err(wrong)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
