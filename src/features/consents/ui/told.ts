import type { Text } from '../../../kernel/i18n/text.tsx';
import type { ToldBody } from '../contract.ts';

/** A body as the person was told it is called, and what it is called now where that changed. */
export const toldName = (t: Text['t'], told: ToldBody): string => (told.nowCalled === null ? told.name : t('consents.told-name', { name: told.name, now: told.nowCalled }));
