//! The real window, driven as a person drives it: WebKitWebDriver → the desk, on a display in memory.
//!
//! What the study of this driver taught: visible table cells answer "" to get-text (text is read by
//! script), its own screenshot hangs on a still page (the X server pictures), menus fade in (a click is
//! tried again until it lands), and any call may hang (each has a limit).

use super::driver::{Driver, Element};
use super::group::{Group, free_port};
use super::screen::Screen;
use base64::Engine as _;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a person would wait before saying that the desk hangs, on a machine that is busy with a build.
const PATIENCE: Duration = Duration::from_secs(180);
/// From the start of the driver to the first screen, on a slow machine.
const START: Duration = Duration::from_secs(120);

pub struct Window {
    page: Driver,
    group: Group,
    screen: Screen,
    home: tempfile::TempDir,
}

impl Window {
    /// Opens the desk on this data folder, with these further environment variables.
    pub fn open(data: &Path, env: &[(&str, &str)]) -> Window {
        let screen = Screen::start();
        let port = free_port();
        // A home of its own, so that no earlier window's size and no person's settings come in.
        let home = tempfile::tempdir().unwrap();
        // What bus, driver and desk complain of is told only when the test fails.
        let complaints = std::fs::File::create(home.path().join("stderr")).unwrap();
        // A session bus of its own: the desk is alone, whoever is signed in on this machine.
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "WebKitWebDriver", "--host=127.0.0.1", &format!("--port={port}")])
            .env("DISPLAY", &screen.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("FENGQIAO_DATA", data)
            .env("FENGQIAO_MANY", "1")
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "C.UTF-8")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(env.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(complaints);
        let group = Group::spawn(&mut command);
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                start.elapsed() < START,
                "WebKitWebDriver does not listen; `cargo xtask setup`"
            );
            std::thread::sleep(Duration::from_millis(100));
        }
        let page = Driver::start(port, env!("CARGO_BIN_EXE_fengqiao"));
        let page = page.unwrap_or_else(|why| panic!("no window: {why}"));
        Window { page, group, screen, home }
    }

    /// A picture of the whole screen, in the target folder.
    pub fn picture(&self, name: &str) -> PathBuf {
        self.screen.picture(name)
    }

    /// Runs a script in the page and returns its value.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.page.script(script, arguments).unwrap_or_else(|why| self.fail(&why))
    }

    /// As [`Window::script`], for asking again and again: a call that hangs or fails is no answer yet.
    pub fn look(&self, script: &str, arguments: &[Value]) -> Option<Value> {
        self.page.script(script, arguments).ok().filter(|value| !value.is_null())
    }

    /// The text of the first visible element with this data-testid; `None` while there is none.
    pub fn text(&self, testid: &str) -> Option<String> {
        let script = "const e = [...document.querySelectorAll(`[data-testid=\"${arguments[0]}\"]`)]
            .find(e => e.getClientRects().length > 0);
            return e ? (e.value ?? e.textContent).trim() : null";
        self.look(script, &[json!(testid)])?.as_str().map(str::to_owned)
    }

    /// Waits until an element with this data-testid is there to be seen; returns its text.
    pub fn see(&self, testid: &str) -> String {
        self.wait(&format!("[{testid}] to be seen"), || self.text(testid))
    }

    /// Waits until the element's text holds `part`.
    pub fn read(&self, testid: &str, part: &str) -> String {
        let what = format!("[{testid}] to hold {part:?}");
        self.wait(&what, || self.text(testid).filter(|text| text.contains(part)))
    }

    /// Waits until the whole page's text holds `part`.
    pub fn read_anywhere(&self, part: &str) {
        let script = "return document.body.innerText.includes(arguments[0])";
        let ask = || self.look(script, &[json!(part)]).filter(|said| *said == json!(true));
        self.wait(&format!("the page to say {part:?}"), ask);
    }

    /// Waits until no visible element has this data-testid.
    pub fn gone(&self, testid: &str) {
        let script = "return ![...document.querySelectorAll(`[data-testid=\"${arguments[0]}\"]`)]
            .some(e => e.getClientRects().length > 0)";
        let ask = || self.look(script, &[json!(testid)]).filter(|gone| *gone == json!(true));
        self.wait(&format!("[{testid}] to be gone"), ask);
    }

    /// Lets go of a file over the middle of the window. The window hears what it hears of a file that a person drags
    /// in; how the desktop hands a file to the window is not part of it.
    pub fn drop_file(&self, name: &str, mime: &str, bytes: &[u8]) {
        let data = base64::engine::general_purpose::STANDARD.encode(bytes);
        let script = "const [name, type, data] = arguments;
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name, { type }));
            const over = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
            for (const event of ['dragenter', 'dragover', 'drop']) {
                over.dispatchEvent(new DragEvent(event, { bubbles: true, cancelable: true, dataTransfer: carried }));
            }
            return carried.files.length";
        let held = self.script(script, &[json!(name), json!(mime), json!(data)]);
        assert_eq!(held, json!(1), "the window takes files that are dropped");
    }

    /// Clicks the element with this data-testid.
    pub fn click(&self, testid: &str) {
        self.click_css(&format!("[data-testid=\"{testid}\"]"));
    }

    /// Clicks the first element until the second is there to be seen: what moves under the pointer at
    /// that moment takes no click, and a person clicks again.
    pub fn click_until(&self, testid: &str, seen: &str) {
        let css = format!("[data-testid=\"{testid}\"]");
        let ask = || {
            let found = self.page.find("css selector", &css).ok()?;
            let _ = found.iter().find(|element| self.shown(element)).map(|e| self.page.click(e));
            std::thread::sleep(Duration::from_millis(1500));
            self.text(seen)
        };
        self.wait(&format!("[{testid}] to lead to [{seen}]"), ask);
    }

    /// Clicks what a CSS selector finds, as soon as it can be clicked.
    pub fn click_css(&self, css: &str) {
        self.click_at("css selector", css);
    }

    /// Clicks a visible button, tab, option or link with exactly this text.
    pub fn click_text(&self, text: &str) {
        assert!(!text.contains('\''), "the text goes into an XPath in single quotes");
        let path = format!(
            "//*[self::button or self::a or self::label or @role='option' or @role='button' or \
             @role='menuitem' or @role='tab' or @role='radio'][normalize-space(.)='{text}']"
        );
        self.click_at("xpath", &path);
    }

    fn click_at(&self, using: &str, value: &str) {
        let ask = || {
            let found = self.page.find(using, value).ok()?;
            found
                .iter()
                .find(|element| self.shown(element) && self.page.click(element).is_ok())
                .map(drop)
        };
        self.wait(&format!("{value} to take a click"), ask);
    }

    /// Types into the input with (or inside the element with) this data-testid, in place of what stands there.
    pub fn fill(&self, testid: &str, text: &str) {
        let css = format!(
            "input[data-testid=\"{testid}\"], textarea[data-testid=\"{testid}\"], \
             [data-testid=\"{testid}\"] input, [data-testid=\"{testid}\"] textarea"
        );
        self.fill_css(&css, text);
    }

    /// Types into the visible field that the selector finds, in place of what stands there.
    pub fn fill_css(&self, css: &str, text: &str) {
        let ask = || {
            let found = self.page.find("css selector", css).ok()?;
            let input = found.iter().find(|element| self.shown(element))?;
            self.page.click(input).ok()?;
            // Ctrl+A and typing over it: `clear` fires no input event that a screen would hear.
            self.page.keys(input, "\u{e009}a\u{e000}").ok()?;
            self.page.keys(input, if text.is_empty() { "\u{e003}" } else { text }).ok()?;
            (self.page.property(input, "value").ok()? == json!(text)).then_some(())
        };
        self.wait(&format!("{css} to take {text:?}"), ask);
    }

    /// Types into the field with this label, in place of what stands there.
    pub fn fill_label(&self, label: &str, text: &str) {
        let css = self.labelled(label);
        self.fill_css(&css, text);
    }

    /// The selector of the visible field with this label.
    pub fn labelled(&self, label: &str) -> String {
        let script = "const seen = e => e.getClientRects().length > 0;
            const words = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('').trim();
            const l = [...document.querySelectorAll('label[for]')].find(e => seen(e) && words(e) === arguments[0]);
            if (l) return `[id=\"${l.htmlFor}\"]`;
            const a = [...document.querySelectorAll('[aria-label]')].find(e => seen(e) && e.getAttribute('aria-label') === arguments[0]);
            return a ? `[aria-label=\"${arguments[0]}\"]` : null";
        let ask = || self.look(script, &[json!(label)])?.as_str().map(str::to_owned);
        self.wait(&format!("a field labelled {label:?}"), ask)
    }

    /// Opens the list of this select and takes the option with these words.
    pub fn pick(&self, css: &str, words: &str) {
        self.click_css(css);
        let option = format!(
            "//li[contains(@class,'el-select-dropdown__item')][.//span[normalize-space(.)='{words}']]"
        );
        self.click_at("xpath", &option);
        let value =
            "return !document.querySelector('.el-select__popper:not([style*=\"none\"])') || null";
        self.wait("the list to close", || self.look(value, &[]));
    }

    /// Types into a field with suggestions and takes the first one.
    pub fn suggest(&self, label: &str, text: &str) {
        self.fill_label(label, text);
        let shown = "return document.querySelector('[role=listbox] [role=option]')?.getClientRects().length > 0 || null";
        self.wait(&format!("suggestions for {text:?}"), || self.look(shown, &[]));
        self.press("\u{e015}\u{e007}");
    }

    /// Ticks the choice or box whose words hold `part`, inside what the selector finds.
    pub fn choose(&self, inside: &str, part: &str) {
        let path = format!("{inside}//label[contains(normalize-space(.),'{part}')]");
        self.click_at("xpath", &path);
    }

    /// Asks the desk itself, through the window's own door.
    pub fn rpc(&self, verb: &str, input: Value) -> Value {
        let script = "const [verb, input, done] = arguments;
            window.__TAURI_INTERNALS__.invoke('rpc', { verb, input }).then(done, e => done({ refused: e }))";
        let answer = self.page.script_later(script, &[json!(verb), input]);
        answer.unwrap_or_else(|why| self.fail(&format!("{verb}: {why}")))
    }

    /// Presses keys where the focus is (WebDriver's key codes for the special ones).
    pub fn press(&self, keys: &str) {
        let ask = || self.page.keys(&self.page.focus().ok()?, keys).ok();
        self.wait(&format!("keys {keys:?}"), ask);
    }

    /// Presses keys until what they lead to is there to be seen: a page that is still being drawn hears nothing, and a
    /// person presses again.
    pub fn press_until(&self, keys: &str, seen: &str) {
        let ask = || {
            let _ = self.page.focus().and_then(|element| self.page.keys(&element, keys));
            std::thread::sleep(Duration::from_millis(1500));
            self.text(seen)
        };
        self.wait(&format!("keys {keys:?} to lead to [{seen}]"), ask);
    }

    /// Whether the driver (and with it the desk) still runs.
    pub fn alive(&mut self) -> bool {
        self.group.alive()
    }

    /// Ends desk and driver at once, as a pulled plug would.
    pub fn kill(mut self) {
        self.group.kill();
    }

    /// Closes the window as a person does.
    pub fn close(self) {
        // The desk may be gone before the driver has answered; the group is ended in any case.
        let _ = self.page.close();
    }

    fn shown(&self, element: &Element) -> bool {
        self.page.displayed(element) == Ok(true)
    }

    /// Asks again and again until there is an answer; fails with a picture.
    pub fn wait<T>(&self, what: &str, ask: impl Fn() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(answer) = ask() {
                return answer;
            }
            if start.elapsed() > PATIENCE {
                let page = "return document.title + '\\n' + document.body.innerText";
                let page = self.page.script(page, &[]).unwrap_or_default();
                self.fail(&format!("waited in vain for {what}\n{}", page.as_str().unwrap_or("")));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Ends the test with a sentence and a picture.
    pub fn fail(&self, sentence: &str) -> ! {
        let picture = self.picture("failed");
        let complaints = std::fs::read_to_string(self.home.path().join("stderr"));
        let complaints = complaints.unwrap_or_default();
        panic!("{sentence}\npicture: {}\n{complaints}", picture.display())
    }
}

/// PATH with the folders in which Debian keeps cupsd and lpadmin.
pub fn path_with_sbin() -> OsString {
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    path.push(":/usr/sbin:/sbin");
    path
}
