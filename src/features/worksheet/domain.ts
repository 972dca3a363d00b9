import { machine } from '../../kernel/machine.ts';
import { WorksheetState } from './contract.ts';

export { measureOf, pasted, told, typed } from './domain/cells.ts';
export { daysBetween, monthsBetween } from './domain/calendar.ts';
export { between, eurosBetween, explain, explainRate, monthName, untold } from './domain/explain.ts';
export { stretchesOf } from './domain/rates.ts';
export { type Spell, spellsOf } from './domain/spells.ts';
export { compute, indexOf, spanOf, suggestedIndices, sum } from './domain/compute.ts';
export { days, euros, hours, percent, portion } from './domain/money.ts';

/**
 * A draft is filled in; computed, it stands with the tables of that day; signed, it never changes again (what comes later is a new worksheet that
 * continues it). One that was begun in vain is set aside with its reason, and can be taken up again.
 */
export const worksheetMachine = machine({
  states: WorksheetState.options,
  initial: 'draft',
  moves: {
    'compute': { from: ['draft'], to: 'computed' },
    'reopen': { from: ['computed'], to: 'draft' },
    'sign': { from: ['computed'], to: 'signed' },
    'set-aside': { from: ['draft', 'computed'], to: 'set-aside', needs: ['reason'] },
    'take-up': { from: ['set-aside'], to: 'draft' },
  },
});
