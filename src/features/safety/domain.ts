/** Decisions about hard paths; no clock, no network, no database. */
export * from './domain/emergency.ts';
export * from './domain/minor.ts';
