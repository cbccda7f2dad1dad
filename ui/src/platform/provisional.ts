// Stands in until the contract generated from Rust is here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any
