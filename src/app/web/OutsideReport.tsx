import type { ReactNode } from 'react';
import OpenReport from '../../features/intake/ui/OpenReport.tsx';
import { Brand } from './Brand.tsx';
import { EmergencySection } from './Emergency.tsx';

/** The form behind a personal link: no sign-in, nothing else of the program around it, and the numbers to call under it. */
export default function OutsideReport({ secret }: { secret: string }): ReactNode {
  return (
    <div className="outside">
      <header className="top-bar"><Brand /></header>
      <main id="main" aria-busy="false">
        <OpenReport secret={secret} />
        <EmergencySection />
      </main>
    </div>
  );
}
