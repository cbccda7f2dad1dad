//! The drawing of the machine in docs/ is the one the code gives.

use std::path::Path;

#[test]
fn the_drawing_in_the_docs_is_the_machine_that_runs() {
    let drawing = casework::machine_drawing();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/machine.md");
    if std::env::var_os("FENGQIAO_WRITE").is_some() {
        std::fs::write(&path, &drawing).expect("docs/ can be written when it is asked for");
    }
    let there = std::fs::read_to_string(&path).expect("docs/machine.md");
    assert!(
        there == drawing,
        "docs/machine.md is stale: FENGQIAO_WRITE=1 cargo test -p casework --test machine"
    );
}

#[test]
fn the_drawing_names_every_state_and_title() {
    let drawing = casework::machine_drawing();
    for machine in casework::machine::machines() {
        assert!(drawing.contains(&format!("## {}", machine.label)));
        for state in machine.states {
            assert!(drawing.contains(&format!("    {}: {}", state.code, state.label)));
        }
    }
    assert_eq!(drawing.matches("执行依据").count(), 7);
}

#[test]
fn every_cited_article_of_the_procedure_law_stands_in_the_table_of_articles() {
    let articles = statute::Articles::embedded();
    let mut cited = 0;
    for machine in casework::machine::machines() {
        let moves = machine.moves.iter().map(|m| m.article);
        for article in moves.chain([machine.opening.article]) {
            for no in articles.named(article) {
                cited += 1;
                let known = articles.article.iter().any(|a| a.no == no);
                assert!(
                    known,
                    "{article} is neither checked nor marked ◇ in assets/law/articles.toml"
                );
            }
        }
    }
    assert!(cited > 20);
}
