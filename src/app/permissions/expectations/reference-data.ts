import { type Expectations, may } from './words.ts';

/** Terms and rules: everybody works by them and reads them; they are said and moved through functions of the room. */
export const referenceData: Expectations = {
  reference_value: may('network', { read: ['everyone'] }),
  reference_value_move: may('network', { read: ['everyone'] }),
  reference_check: may('network', { read: ['everyone'], insert: ['coordinator', 'prefecture', 'legal'] }),
};
