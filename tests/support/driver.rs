//! The few calls of the WebDriver protocol (W3C) that a person's hands and eyes need.
//!
//! Written out instead of taken from a client library: each call is one short HTTP exchange with a limit,
//! because any of them may hang, and a library's dependencies would change the features of the whole build.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One call to the driver.
const CALL: Duration = Duration::from_secs(30);
/// The first call starts the program.
const START: Duration = Duration::from_secs(120);
/// The key under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with one window.
pub struct Driver {
    port: u16,
    session: String,
}

/// An element that was found; it may be gone from the page by the next call.
pub struct Element(String);

type Answer<T> = Result<T, String>;

impl Driver {
    /// Asks the driver on this port to start the program.
    pub fn start(port: u16, program: &str) -> Answer<Driver> {
        let options = json!({ "binary": program, "args": [] });
        let wish =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = exchange(port, "POST", "/session", Some(&wish), START)?;
        let session =
            answer["sessionId"].as_str().ok_or_else(|| format!("no session: {answer}"))?;
        Ok(Driver { port, session: session.to_owned() })
    }

    fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer<Value> {
        let path = format!("/session/{}{path}", self.session);
        exchange(self.port, method, &path, body.as_ref(), CALL)
    }

    /// Every element for this strategy (`css selector`, `xpath`).
    pub fn find(&self, using: &str, value: &str) -> Answer<Vec<Element>> {
        let found =
            self.call("POST", "/elements", Some(json!({ "using": using, "value": value })))?;
        let found = found.as_array().into_iter().flatten();
        Ok(found.filter_map(|e| Some(Element(e[ELEMENT].as_str()?.to_owned()))).collect())
    }

    /// The element that has the focus.
    pub fn focus(&self) -> Answer<Element> {
        let found = self.call("GET", "/element/active", None)?;
        let id = found[ELEMENT].as_str().ok_or("nothing has the focus")?;
        Ok(Element(id.to_owned()))
    }

    pub fn displayed(&self, element: &Element) -> Answer<bool> {
        let answer = self.call("GET", &format!("/element/{}/displayed", element.0), None)?;
        Ok(answer == json!(true))
    }

    pub fn click(&self, element: &Element) -> Answer<()> {
        self.call("POST", &format!("/element/{}/click", element.0), Some(json!({}))).map(drop)
    }

    pub fn keys(&self, element: &Element, text: &str) -> Answer<()> {
        let body = json!({ "text": text });
        self.call("POST", &format!("/element/{}/value", element.0), Some(body)).map(drop)
    }

    pub fn property(&self, element: &Element, name: &str) -> Answer<Value> {
        self.call("GET", &format!("/element/{}/property/{name}", element.0), None)
    }

    /// Runs a script in the page; `arguments` are its `arguments`.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Answer<Value> {
        let body = json!({ "script": script, "args": arguments });
        self.call("POST", "/execute/sync", Some(body))
    }

    /// Runs a script that answers by calling its last argument.
    pub fn script_later(&self, script: &str, arguments: &[Value]) -> Answer<Value> {
        let body = json!({ "script": script, "args": arguments });
        self.call("POST", "/execute/async", Some(body))
    }

    /// Closes the window as a person does.
    pub fn close(&self) -> Answer<()> {
        self.call("DELETE", "/window", None).map(drop)
    }
}

/// One HTTP exchange; the protocol's `value` or its error as a sentence.
fn exchange(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
    limit: Duration,
) -> Answer<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let talk = || -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(limit))?;
        stream.set_write_timeout(Some(limit))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    };
    let answer = talk().map_err(|e| format!("{method} {path}: {e}"))?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (_, json) =
        text.split_once("\r\n\r\n").ok_or_else(|| format!("{method} {path}: {text}"))?;
    let json: Value =
        serde_json::from_str(json).map_err(|e| format!("{method} {path}: {e}: {text}"))?;
    match json["value"]["error"].as_str() {
        Some(error) => Err(format!("{method} {path}: {error}: {}", json["value"]["message"])),
        None => Ok(json["value"].clone()),
    }
}
