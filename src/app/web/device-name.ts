import { parse } from 'bowser';

/** A signed-in browser as its owner would call it, «Firefox 140 · Android»: what it says of itself is nothing to recognise it by. @returns undefined when it says nothing known */
export function deviceName(said: string): string | undefined {
  if (said === '') return undefined;
  const { browser, os } = parse(said);
  const named = [browser.name, browser.version?.split('.')[0]].filter(Boolean).join(' ');
  return browser.name ? [named, os.name].filter(Boolean).join(' · ') : undefined;
}
