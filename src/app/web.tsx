import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import '../kernel/ui/styles/index.css';
import './web/shell.css';
import { chooseLanguage, localeOf } from '../kernel/i18n/languages.ts';
import { TextProvider, useText } from '../kernel/i18n/text.tsx';
import { startTranslator } from '../kernel/i18n/translator.ts';
import { connection } from '../kernel/ui/connection.ts';
import { createQueryClient } from '../kernel/ui/queries.ts';
import { sessionQuery } from './web/account.ts';
import { keepOnDevice } from './web/device.ts';
import { Threshold } from './web/Threshold.tsx';
import { texts } from './web/texts.ts';

connection.watch();
const queries = createQueryClient();
// Who is here is asked while the words travel. A failure is told by the threshold.
void queries.prefetchQuery(sessionQuery);
const translator = await startTranslator(texts, chooseLanguage(navigator.languages));

/** React Aria speaks the same language as we do. */
function Web(): ReactNode {
  const { language } = useText();
  return (
    <I18nProvider locale={localeOf(language)}>
      <QueryClientProvider client={queries}>
        <Threshold translator={translator} />
      </QueryClientProvider>
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
