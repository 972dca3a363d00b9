/** Decisions about what is reserved; no clock, no network, no database. */
import { machine } from '../../kernel/machine.ts';

export { type Drawn, layOut } from './domain/layout.ts';
export { resemble } from './domain/names.ts';

/** A decision is written, then signed; signed, it stands for ever and is only added to. */
export const dutyMachine = machine({ states: ['draft', 'signed'], initial: 'draft', moves: { sign: { from: ['draft'], to: 'signed' } } });
