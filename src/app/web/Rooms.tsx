import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { RouterProvider as LinkProvider } from 'react-aria-components';
import type { Translator } from '../../kernel/i18n/translator.ts';
import { createScreens, readyAhead } from './router.tsx';

let made: ReturnType<typeof createScreens> | undefined;

/** Behind the digits of a telephone: the screens are made, and what the one needs that opens first is there when the PIN is typed. */
export async function roomsAhead(translator: Translator): Promise<void> {
  made ??= createScreens(translator);
  await readyAhead(translator, location.pathname);
}

/** Made ahead for whoever opens first; each who comes afterwards has their own. */
function screensFor(translator: Translator): ReturnType<typeof createScreens> {
  const screens = made ?? createScreens(translator);
  made = undefined;
  return screens;
}

/** The rooms behind the sign-in, with the frame around them. React Aria's links move inside the program. */
export default function Rooms({ translator }: { translator: Translator }): ReactNode {
  const [screens] = useState(() => screensFor(translator));
  return (
    <LinkProvider navigate={(path) => screens.history.push(path)}>
      <RouterProvider router={screens} />
    </LinkProvider>
  );
}
