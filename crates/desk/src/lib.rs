//! What staff do: a file per noun, a function per verb; the contract with the screen.
//!
//! A verb is a plain function `verb(&Desk, Input) -> Result<Output, DeskError>`. Three doors call it
//! through [`dispatch`]: the window's `rpc` command, `fengqiao-desk <noun> <verb>`, and the loopback
//! door for browser tests. They run it on a thread that may block: a verb waits for the disk.
//!
//! `desk.status`, `desk.set_up` and the unlock verbs work on a closed desk; every other verb answers
//! `desk.locked` until a member of staff has signed in.

mod act;
mod agreement;
mod attachment;
mod backup;
mod case;
mod case_list;
mod case_step;
mod clock;
mod conflict;
mod contract;
mod county;
mod dispatch;
mod dossier;
mod employer;
mod error;
mod form;
mod gate;
mod group;
mod handbook;
mod history;
mod host;
mod identity;
mod label;
mod law;
mod matter;
mod numbers;
mod pack;
mod paper;
mod paper_act;
mod paper_data;
mod paper_form;
mod paper_kinds;
mod paper_list;
mod paper_look;
mod paper_signers;
mod payment;
mod phrases;
mod picture;
mod place;
mod practice;
mod printer;
mod private;
mod protect;
mod region;
mod register;
mod scan;
mod scratch;
mod search;
mod session;
mod settings;
mod staff;
mod sync;
mod tags;
mod terms;
mod today;
mod triage;
mod typesetter;
mod verify;
mod view;
mod view_make;
mod view_proceedings;

pub use contract::contract;
pub use dispatch::{dispatch, dispatch_bytes, verbs};
pub use documents::{WORKER_ARGUMENT, work as typeset_for_parent};
pub use error::{DeskError, Result};
pub use law::Counter;
pub use place::{Config, clock};
pub use session::{Change, Clock, Desk};
