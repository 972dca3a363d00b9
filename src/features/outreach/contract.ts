/** What crosses the wire of the street: places, outings and their safety, contacts, who is met again, figures. */
export * from './contract/common.ts';
export * from './contract/places.ts';
export * from './contract/outings.ts';
export * from './contract/contacts.ts';
export * from './contract/encounters.ts';
export * from './contract/figures.ts';
export * from './contract/concerns.ts';
export * from './contract/map.ts';
