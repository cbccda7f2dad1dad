//! Making terms: instalments by plan, and the library of clauses.

mod clauses;
mod instalments;

pub use clauses::{Clauses, LibraryClause};
pub use instalments::{Every, Instalment, instalments};
