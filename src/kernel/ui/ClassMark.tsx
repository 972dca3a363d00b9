import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { useText } from '../i18n/text.tsx';

/** The classes of data; `shared` is what one body was sent by another: a part of a case, for whoever received it. */
export type DataClass = 'public' | 'network' | 'team' | 'case' | 'shared' | 'restricted' | 'secret';

const drawings: Readonly<Record<DataClass, IconName>> = {
  public: 'globe', network: 'network', team: 'team', case: 'document', shared: 'document', restricted: 'lock', secret: 'key',
};

/** Who sees this block: small, calm, always in words. On every Panel that shows data of people. */
export function ClassMark({ of }: { of: DataClass }): ReactNode {
  const { t } = useText();
  return (
    <span className={`class-mark class-${of}`} title={t(`ui.class.${of}.who`)}>
      <Icon name={drawings[of]} />
      {t(`ui.class.${of}.name`)}
      <span className="only-heard">: {t(`ui.class.${of}.who`)}</span>
    </span>
  );
}
