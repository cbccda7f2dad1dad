//! Document kinds a step needs (needs.md § (c)); kinds of a county's pack come on top of them.

/// Kinds of a step of the mediation, the one that is asked for first in front.
pub(super) fn papers(step: &str) -> &'static [&'static str] {
    match step {
        "receive" => {
            &["oral-application-record", "mediation-application", "receipt", "privacy-notice"]
        }
        "ask_supplement" => &["supplement-notice"],
        "ask_consent" => &["consent-inquiry"],
        "accept" => &["acceptance-notice", "rights-notice", "service-address"],
        "refuse" | "refusal_notice" => &["refusal-notice"],
        "schedule" => &["session-notice"],
        "session" => &["session-record"],
        "extend" => &["extension-consent"],
        "suspend" | "resume_mediation" => &["suspension-record"],
        "draft_agreement" => &["agreement"],
        "end" | "termination_notice" => &["termination-notice"],
        "arbitration_application" => &["arbitration-application"],
        "refer_entrusted" | "refer_application" | "refer_notice" => &["arbitration-reply"],
        "answer_court" => &["transfer-letter"],
        "receive_payment" => &["payment-receipt"],
        "withdraw" => &["withdrawal-application"],
        "close" => &["closing-approval"],
        "archive" => &["dossier-cover", "dossier-index", "dossier-note"],
        "visit" => &["follow-up-record"],
        "close_consultation" => &["consultation-record"],
        _ => &[],
    }
}
