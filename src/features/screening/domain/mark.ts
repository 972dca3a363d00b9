import { markOf } from '../../../kernel/mark.ts';
import { Answers, type Instrument } from '../contract.ts';

/**
 * What is completed on a device without a network: the mark of every answer as it stands there, of the version of the list to which they were given and of the
 * language in which they were asked. Worked out again where it arrives. Which column of weights is read is no answer, and not the device's to say.
 */
export const markOfAnswers = ({ instrument, language, answers }: { readonly instrument: Pick<Instrument, 'id' | 'version'>; readonly language: string; readonly answers: Answers }): Promise<string> =>
  // Read as the server reads them: it keeps written answers without the blanks around them.
  markOf({ id: instrument.id, version: instrument.version, language, answers: Answers.parse(answers) });
