/** Decisions about the street: no clock, no network, no database. */
export * from './domain/machines.ts';
export * from './domain/clock.ts';
export * from './domain/watch.ts';
export * from './domain/afterwards.ts';
export * from './domain/card.ts';
