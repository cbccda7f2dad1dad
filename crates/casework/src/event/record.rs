//! How an event becomes the kind and body of a record, and comes back from them.

use super::Event;
use serde_json::Value;

impl Event {
    /// Reads the event of a record; what it cannot read is kept as [`Event::Unknown`].
    pub fn parse(kind: &str, body: &Value) -> Self {
        let whole = serde_json::json!({ "kind": kind, "body": body });
        serde_json::from_value(whole)
            .unwrap_or_else(|_| Self::Unknown { kind: kind.to_owned(), body: body.clone() })
    }

    fn split(&self) -> (String, Value) {
        if let Self::Unknown { kind, body } = self {
            return (kind.clone(), body.clone());
        }
        let whole = serde_json::to_value(self).expect("events hold only plain data");
        let kind = whole["kind"].as_str().expect("the tag is a string").to_owned();
        (kind, whole["body"].clone())
    }

    /// Kind of the record.
    pub fn kind(&self) -> String {
        self.split().0
    }

    /// Body of the record.
    pub fn body(&self) -> Value {
        self.split().1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::PayWay;
    use crate::ids::Id;
    use crate::performance::PaymentMore;
    use chrono::NaiveDate;
    use serde_json::json;
    use statute::Fen;

    #[test]
    fn an_event_survives_the_way_through_a_record() {
        let event = Event::PaymentReceived {
            id: Id::from("p1"),
            obligation: Id::from("o1"),
            amount: Fen(400_000),
            on: NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day"),
            way: PayWay::Cash,
            note: String::new(),
            more: PaymentMore::default(),
        };
        assert_eq!(event.kind(), "payment.received");
        assert_eq!(Event::parse(&event.kind(), &event.body()), event);
    }

    #[test]
    fn a_kind_of_a_later_version_is_kept_to_the_letter() {
        let body = json!({"x": [1, {"y": "龘"}]});
        let event = Event::parse("case.of_tomorrow", &body);
        assert_eq!(event.kind(), "case.of_tomorrow");
        assert_eq!(event.body(), body);
    }
}
