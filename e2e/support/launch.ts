import { type Browser, chromium } from 'playwright-core';

/** A microphone that hums and is always allowed: no machine that tests has another. */
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** RETI_BROWSER names a browser of the machine; without it the one that comes with the packages is used. */
export async function launch(): Promise<Browser> {
  const own = process.env['RETI_BROWSER'];
  if (own) return chromium.launch({ executablePath: own, args: ['--no-sandbox', ...microphone] });
  // Without this the packaged browser looks for libraries that a bare machine does not have.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const packaged = (await import('@sparticuz/chromium')).default;
  // Its own switches draw by an imitated graphics card and let pages off the web's rules; here it is as strict as everybody's, and draws plainly.
  return chromium.launch({ executablePath: await packaged.executablePath(), args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none', ...microphone] });
}
