//! Every move of the table is taken, and the table is whole.

use super::*;

#[test]
fn every_move_of_the_table_can_be_taken_and_every_state_is_reached() {
    for m in machines() {
        // Breadth first over the states; each is reached by real commands from a real case.
        let (mut desk, from) = ready(m.kind);
        desk.does(from, open("x", m.kind, from));
        let mut seen = BTreeSet::from([m.states[0].code]);
        let mut taken = 0;
        let mut waiting = vec![(desk, day(from))];
        while let Some((desk, since)) = waiting.pop() {
            let p = desk.case.proceedings.iter().find(|p| p.opened.id == id("x")).unwrap();
            for step in moves_from(m.kind, p.state()) {
                // Long enough after that no period of the other side runs any more.
                let on = (since + chrono::Days::new(40)).to_string();
                let mut next = desk.clone();
                next.does(&on, go("x", step.to, &on));
                taken += 1;
                let state = machine::state(m.kind, step.to).unwrap();
                let now = next.case.proceedings.iter().find(|p| p.opened.id == id("x")).unwrap();
                assert_eq!(now.state(), step.to);
                assert_eq!(now.runs(), state.outcome == machine::Outcome::Runs);
                if seen.insert(step.to) {
                    waiting.push((next, day(&on)));
                }
            }
        }
        let all: BTreeSet<&str> = m.states.iter().map(|s| s.code).collect();
        assert_eq!(seen, all, "{:?}: a state nothing leads to", m.kind);
        let edges: usize = m.moves.iter().map(|m| m.from.len()).sum();
        assert_eq!(taken, edges, "{:?}", m.kind);
    }
}

#[test]
fn the_table_names_only_states_it_has_and_an_article_for_each_move() {
    for m in machines() {
        let known = |code: &str| m.states.iter().any(|s| s.code == code);
        for step in m.moves {
            assert!(known(step.to) && step.from.iter().all(|f| known(f)), "{:?}", m.kind);
            assert!(!step.article.is_empty());
            let title = machine::state(m.kind, step.to).unwrap().outcome == machine::Outcome::Title;
            // A title is known by what was issued and served, or by the period that ran out after the service.
            assert!(
                !title || step.needs.contains(&Need::Served) || !step.guards.is_empty(),
                "{:?} {}",
                m.kind,
                step.to
            );
        }
        assert!(!m.opening.article.is_empty() && !m.opening.papers.is_empty());
    }
}
