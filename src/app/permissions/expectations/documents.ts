import { closed, type Expectations, kept, may, type Who } from './words.ts';

const classes = { case: 'case', work: 'case', mediation: 'restricted', restricted: 'restricted', 'secret-psychologist': 'secret', 'secret-legal': 'secret' } as const;
const holders = (compartment: keyof typeof classes): readonly Who[] => (compartment === 'mediation' ? ['holders of restricted', 'named, holding mediation'] : [`holders of ${compartment}`]);

/** Documents: read with their compartment; a mediator reads what they brought. A file on its way is its bringer's alone. Bytes that were kept are never changed. */
export const documents: Expectations = {
  ...Object.fromEntries((Object.keys(classes) as (keyof typeof classes)[]).flatMap((compartment) => {
    const read = holders(compartment);
    return [
      [`document:${compartment}`, may(classes[compartment], { read, insert: [`holders of ${compartment}`], update: read })],
      [`document_content:${compartment}`, may(classes[compartment], { read, insert: [`holders of ${compartment}`] })],
    ];
  })),
  'document_content:on its way': may('case', { read: ['named, holding case'], insert: ['holders of case'], delete: ['named, holding case'] }),
  document_piece: may('case', { read: ['holders of case'] }),
  // A file on its way is its sender's alone, and so is its key; it ends through a function of the house.
  // The people of a body too: what goes with a segnalazione.
  upload: may('case', { read: ['team, named', 'reporter or partner, named'], insert: ['team, named', 'reporter or partner, named'] }),
  upload_piece: may('case', { read: ['team, named', 'reporter or partner, named'], insert: ['team, named', 'reporter or partner, named'] }),
  'vault_key:upload': may('case', { read: ['team, named', 'reporter or partner, named'], insert: ['team, named', 'reporter or partner, named'] }),
  document_version: kept('case', ['holders of case']),
  document_move: kept('case', ['holders of case']),
  letter_model: closed('public'),
  // The words of a template are the office's; whose papers it makes is kept by the papers themselves, and by the run.
  ...Object.fromEntries(['case', 'restricted', 'secret-psychologist'].map((compartment) => [`letter_template:${compartment}`, may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] })])),
  letter_template_move: may('team', { read: ['team'], insert: ['coordinator'] }),
  letter_run: may('case', { read: ['team, named'], insert: ['team'], update: ['team, named'] }),
  letter_run_case: may('case', { read: ['team, named'], insert: ['named, holding case'], update: ['team, named'] }),
  'vault_key:letter': may('case', { read: ['team, named'], insert: ['team, named'] }),
  // The file of a template may have been a letter once: sealed, and read with its template by whoever makes letters.
  letter_template_file: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  'vault_key:letter-template': may('team', { read: ['team'], insert: ['coordinator'] }),
  letterhead_emblem: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
  document_setting: may('team', { read: ['team'], insert: ['coordinator'], update: ['coordinator'] }),
};
