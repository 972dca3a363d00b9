import { type Browser, chromium } from 'playwright-core';

/** RETI_BROWSER names a browser of the machine; without it the one that comes with the packages is used. */
export async function launch(): Promise<Browser> {
  const own = process.env['RETI_BROWSER'];
  if (own) return chromium.launch({ executablePath: own, args: ['--no-sandbox'] });
  // Without this the packaged browser looks for libraries that a bare machine does not have.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const packaged = (await import('@sparticuz/chromium')).default;
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args.filter((argument) => argument !== '--single-process'), '--no-sandbox'] });
}
