import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider, RouterProvider as LinkProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import '../kernel/ui/styles/index.css';
import './web/shell.css';
import { chooseLanguage, localeOf } from '../kernel/i18n/languages.ts';
import { TextProvider, useText } from '../kernel/i18n/text.tsx';
import { startTranslator } from '../kernel/i18n/translator.ts';
import { connection } from '../kernel/ui/connection.ts';
import { createQueryClient } from '../kernel/ui/queries.ts';
import { keepOnDevice } from './web/device.ts';
import { createScreens } from './web/router.tsx';
import { texts } from './web/texts.ts';

connection.watch();
const translator = await startTranslator(texts, chooseLanguage(navigator.languages));
const queries = createQueryClient();
const screens = createScreens(translator);

/** React Aria speaks the same language as we do, and its links move inside the program. */
function Web(): ReactNode {
  const { language } = useText();
  return (
    <I18nProvider locale={localeOf(language)}>
      <LinkProvider navigate={(path) => screens.history.push(path)}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={screens} />
        </QueryClientProvider>
      </LinkProvider>
    </I18nProvider>
  );
}

if (import.meta.env.PROD) void keepOnDevice();

const place = document.getElementById('app');
if (!place) throw new Error('index.html has no #app');
createRoot(place).render(
  <StrictMode>
    <TextProvider translator={translator}><Web /></TextProvider>
  </StrictMode>,
);
