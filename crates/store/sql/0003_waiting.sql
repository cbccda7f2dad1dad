-- What waits for the hub is found without looking at what does not.

CREATE INDEX record_waiting ON record (dev, inc, seq) WHERE receipt IS NULL AND hub_seq IS NULL;
CREATE INDEX record_parked ON record (dev) WHERE verdict = 'parked';
