//! The contract with the screen: one TypeScript file made from the types of the verbs.

use std::any::TypeId;
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// What a verb takes and gives, in TypeScript.
pub(crate) struct Shape {
    verb: &'static str,
    input: String,
    output: String,
    types: BTreeMap<String, String>,
}

struct Collector<'a> {
    config: &'a Config,
    seen: Vec<TypeId>,
    types: BTreeMap<String, String>,
}

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declared = format!("{docs}export {}", T::decl(self.config));
            self.types.insert(T::ident(self.config), declared);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

pub(crate) fn shape<I: TS + 'static, O: TS + 'static>(verb: &'static str) -> Shape {
    let config = Config::new().with_large_int("number");
    let mut collector = Collector { config: &config, seen: Vec::new(), types: BTreeMap::new() };
    collector.visit::<I>();
    collector.visit::<O>();
    Shape { verb, input: I::name(&config), output: O::name(&config), types: collector.types }
}

/// The whole contract as a TypeScript module; `ui/src/platform/contract.ts` must equal it.
pub fn contract() -> String {
    let shapes = crate::dispatch::shapes();
    let (json, bytes) = crate::dispatch::verbs();
    let mut types = BTreeMap::new();
    for shape in &shapes {
        types.extend(shape.types.clone());
    }
    let error = shape::<crate::error::DeskError, ()>("");
    types.extend(error.types);
    let mut out = String::from(
        "// Made from the verbs of crates/desk by `cargo xtask contract`; not written by hand.\n\n",
    );
    for declared in types.values() {
        out.push_str(declared);
        out.push_str("\n\n");
    }
    let list = |name: &str, verbs: &[&str], with_output: bool| {
        let mut text = format!("export interface {name} {{\n");
        for shape in shapes.iter().filter(|s| verbs.contains(&s.verb)) {
            let output = if with_output { shape.output.as_str() } else { "Uint8Array" };
            text.push_str(&format!("  '{}': [{}, {output}]\n", shape.verb, shape.input));
        }
        text + "}\n\n"
    };
    out.push_str("/** Verbs that answer JSON: [input, output]. */\n");
    out.push_str(&list("Verbs", &json, true));
    out.push_str("/** Verbs that answer bytes: [input, bytes]. */\n");
    out.push_str(&list("ByteVerbs", &bytes, false));
    out.push_str("export type Verb = keyof Verbs\nexport type ByteVerb = keyof ByteVerbs\n");
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    fn no_two_types_of_the_contract_share_a_name() {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for shape in crate::dispatch::shapes() {
            for (name, declared) in shape.types {
                if let Some(other) = seen.insert(name.clone(), declared.clone()) {
                    assert_eq!(other, declared, "two types are called {name}");
                }
            }
        }
    }
}
