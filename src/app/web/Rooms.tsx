import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { RouterProvider as LinkProvider } from 'react-aria-components';
import type { Translator } from '../../kernel/i18n/translator.ts';
import { createScreens } from './router.tsx';

/** The rooms behind the sign-in, with the frame around them. React Aria's links move inside the program. */
export default function Rooms({ translator }: { translator: Translator }): ReactNode {
  const [screens] = useState(() => createScreens(translator));
  return (
    <LinkProvider navigate={(path) => screens.history.push(path)}>
      <RouterProvider router={screens} />
    </LinkProvider>
  );
}
