/** A fingerprint as it is read out by telephone: groups of four. */
export const groupsOf = (fingerprint: string): string[] => fingerprint.replace(/\s/g, '').match(/.{1,4}/g) ?? []
