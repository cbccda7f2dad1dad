//! A small client on the wire: pinned TLS 1.3, the bytes of `ledger::wire`, nothing of the product's own client.

use super::Log;
use hub::{Hub, NewCode, NewHub, Place, Serving};
use ledger::wire::code::EnrolCode;
use ledger::wire::page::Page;
use ledger::wire::{EnrolAsk, Enrolled, Hello, PushAnswer, Refusal, Role, Token, TokenAsk, page};
use ledger::{Cursor, DeviceId, Incarnation, SigningKey, VerifyingKey};
use reqwest::{Client, Method, Response};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::sync::Arc;

/// A hub that serves on a free port.
pub struct County {
    pub dir: tempfile::TempDir,
    pub place: Place,
    pub serving: Option<Serving>,
    /// The administrator's own connection, as a command beside the service has it.
    pub admin: Hub,
    pub url: String,
}

impl County {
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::new(&dir.path().join("hub"), None);
        let new = NewHub { name: "勐某县调解中心".into(), url: String::new() };
        drop(hub::init(&place, new).unwrap());
        let serving = hub::serve(&place, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let url = format!("https://{}", serving.address());
        let admin = Hub::open(&place).unwrap();
        Self { dir, place, serving: Some(serving), admin, url }
    }

    pub fn station(&self, name: &str) -> String {
        self.admin.write().add_station(name, hub::clock::now()).unwrap().id
    }

    pub fn code(&self, station: &str, role: Role, confirmed: bool) -> EnrolCode {
        self.code_at(station, role, confirmed, hub::clock::now())
    }

    pub fn code_at(&self, station: &str, role: Role, confirmed: bool, now: hub::Now) -> EnrolCode {
        let new =
            NewCode { station: station.into(), role, series: None, hours: 1, confirmed, url: None };
        self.admin.write().new_code(&new, now).unwrap()
    }

    /// An enrolled and confirmed desk with a pass.
    pub async fn desk(&self, n: u8, station: &str, role: Role) -> Desk {
        let code = self.code(station, role, true);
        let mut desk = Desk::new(n, &code);
        desk.enrol(&code).await.unwrap();
        desk.pass().await.unwrap();
        desk
    }

    pub async fn stop(mut self) {
        self.serving.take().unwrap().stop().await.unwrap();
    }
}

/// Trusts the one key whose hash it was told, as a desk does.
#[derive(Debug)]
struct Pinned {
    pin: String,
    algorithms: rustls::crypto::WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        cert: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let cert = rustls::server::ParsedCertificate::try_from(cert)?;
        let found = hex::encode(Sha256::digest(cert.subject_public_key_info()));
        if found == self.pin {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.2 is not spoken".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

pub fn client(pin: &str) -> Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let algorithms = provider.signature_verification_algorithms;
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Pinned { pin: pin.into(), algorithms }))
        .with_no_client_auth();
    Client::builder().tls_backend_preconfigured(config).no_proxy().build().unwrap()
}

/// What came instead of what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub status: u16,
    pub refusal: Refusal,
}

impl Refused {
    pub fn code(&self) -> &str {
        &self.refusal.code
    }
}

pub type Answered<T> = Result<T, Refused>;

/// A desk on the wire.
pub struct Desk {
    pub log: Log,
    pub http: Client,
    pub url: String,
    pub token: String,
    pub hub_inc: Option<Incarnation>,
    pub hub_key: Option<VerifyingKey>,
    pub after: u64,
}

impl Desk {
    pub fn new(n: u8, code: &EnrolCode) -> Self {
        let log = Log::new(SigningKey::from_bytes(&[n; 32]), Incarnation([n; 8]));
        let (http, url) = (client(&code.pin), code.url.clone());
        let token = String::new();
        Self { log, http, url, token, hub_inc: None, hub_key: None, after: 0 }
    }

    pub fn dev(&self) -> DeviceId {
        self.log.head.dev
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        request.header("authorization", format!("Bearer {}", self.token))
    }

    pub async fn hello(&self) -> Hello {
        json(self.request(Method::GET, "/v1/hello").send().await.unwrap()).await.unwrap()
    }

    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl serde::Serialize,
    ) -> Answered<T> {
        json(self.request(Method::POST, path).json(body).send().await.unwrap()).await
    }

    pub async fn enrol(&mut self, code: &EnrolCode) -> Answered<Enrolled> {
        let ask = EnrolAsk::new(&self.log.key, &code.secret, "一号机", None);
        let enrolled: Enrolled = self.post("/v1/enrol", &ask).await?;
        self.hub_inc = Some(enrolled.hub_inc);
        self.hub_key = ledger::wire::key_of(&enrolled.key);
        Ok(enrolled)
    }

    pub async fn pass(&mut self) -> Answered<Token> {
        let nonce = self.hello().await.nonce;
        let token: Token = self.post("/v1/token", &TokenAsk::new(&self.log.key, &nonce)).await?;
        self.token.clone_from(&token.token);
        Ok(token)
    }

    pub async fn push_bytes(&self, bytes: Vec<u8>) -> Answered<PushAnswer> {
        json(self.request(Method::POST, "/v1/push").body(bytes).send().await.unwrap()).await
    }

    /// Pushes the places from ..= to, and checks the receipt.
    pub async fn push(&self, from: u64, to: u64) -> Answered<PushAnswer> {
        let answer = self.push_bytes(self.log.batch(from, to)).await?;
        let receipt = answer.receipt.open(&self.hub_key.unwrap()).expect("the hub signed");
        assert_eq!((receipt.dev, receipt.inc), (self.dev(), self.log.head.inc));
        assert_eq!((receipt.from.0, receipt.to.0), (from, to));
        assert_eq!(receipt.head, self.log.before(to + 1).hash);
        Ok(answer)
    }

    pub async fn page(&self, after: u64) -> Answered<Page> {
        let after_text = match (after, self.hub_inc) {
            (0, _) | (_, None) => "0".to_owned(),
            (n, Some(hub_inc)) => Cursor { hub_inc, hub_seq: n }.to_string(),
        };
        let path = format!("/v1/feed?after={after_text}");
        let response = self.request(Method::GET, &path).send().await.unwrap();
        if !response.status().is_success() {
            return Err(refused(response).await);
        }
        let bytes = response.bytes().await.unwrap();
        Ok(page::read(&bytes, &self.hub_key.unwrap(), self.dev(), after).expect("a proved page"))
    }

    /// Reads its feed to the end.
    pub async fn feed(&mut self) -> Answered<Vec<Page>> {
        let mut pages = Vec::new();
        loop {
            let page = self.page(self.after).await?;
            self.after = page.head.until;
            let more = page.head.until < page.head.newest;
            pages.push(page);
            if !more {
                return Ok(pages);
            }
        }
    }

    /// Place, kind and verdict of everything in its feed from the beginning; withdrawals as `-case`.
    pub async fn sees(&mut self) -> Vec<(u64, String, String)> {
        self.after = 0;
        let mut all = Vec::new();
        for page in self.feed().await.unwrap() {
            for entry in &page.entries {
                let kind = entry.record.as_ref().map_or("-", |r| &r.record().kind).to_owned();
                all.push((entry.place.pos, kind, entry.place.verdict.clone()));
            }
            for gone in &page.withdrawn {
                all.push((gone.pos, format!("-{}", gone.case), String::new()));
            }
        }
        all.sort();
        all
    }

    pub async fn blob(
        &self,
        method: Method,
        sha256: &str,
        headers: &[(&'static str, String)],
        body: impl Into<reqwest::Body>,
    ) -> Answered<Response> {
        let mut request = self.request(method, &format!("/v1/blob/{sha256}")).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let response = request.send().await.unwrap();
        if response.status().is_success() { Ok(response) } else { Err(refused(response).await) }
    }

    pub async fn patch(
        &self,
        sha256: &str,
        offset: u64,
        length: u64,
        body: impl Into<reqwest::Body>,
    ) -> Answered<u64> {
        let headers =
            [("upload-offset", offset.to_string()), ("upload-length", length.to_string())];
        let response = self.blob(Method::PATCH, sha256, &headers, body).await?;
        Ok(number(&response, "upload-offset").unwrap())
    }

    pub async fn offset(&self, sha256: &str) -> Answered<(u64, Option<u64>)> {
        let response = self.blob(Method::HEAD, sha256, &[], "").await?;
        Ok((number(&response, "upload-offset").unwrap(), number(&response, "upload-length")))
    }

    pub async fn get(&self, sha256: &str, range: Option<&str>) -> Answered<Vec<u8>> {
        let headers: Vec<_> = range.map(|r| ("range", r.to_owned())).into_iter().collect();
        let response = self.blob(Method::GET, sha256, &headers, "").await?;
        Ok(response.bytes().await.unwrap().to_vec())
    }
}

fn number(response: &Response, name: &str) -> Option<u64> {
    response.headers().get(name)?.to_str().ok()?.parse().ok()
}

pub async fn json<T: DeserializeOwned>(response: Response) -> Answered<T> {
    if response.status().is_success() {
        Ok(response.json().await.unwrap())
    } else {
        Err(refused(response).await)
    }
}

/// Every answer that is not 2xx is a refusal with a code; HEAD has no body to say it in.
async fn refused(response: Response) -> Refused {
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap();
    let refusal =
        if bytes.is_empty() { Refusal::new("") } else { serde_json::from_slice(&bytes).unwrap() };
    Refused { status, refusal }
}

pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Every file under a folder.
pub fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(files(&entry.path()))
        } else {
            all.push(entry.path())
        }
    }
    all
}
