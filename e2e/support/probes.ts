import type { Page } from 'playwright-core';

/** What a tool like axe does not see: these look at the page as it stands and name what is wrong, in words that find it again. */

/** How a person may have changed the page without asking it: a style that the reader brings (WCAG 1.4.4, 1.4.12), or letters that run the other way. */
export const readings = {
  'text at 200 %': { style: 'html { font-size: 200% !important; }', direction: 'ltr' },
  'wider spacing': { style: '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }', direction: 'ltr' },
  'right to left': { style: '', direction: 'rtl' },
} as const;
export type Reading = keyof typeof readings;

/** {@link sideways}, as the page itself runs it. */
function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const isFramed = (element: Element): boolean => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== 'visible') return true;
    }
    return false;
  };
  const outside = [...document.body.querySelectorAll('*')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > clientWidth + 1 || left < -1) && !isFramed(element);
  });
  const deepest = outside.filter((element) => !outside.some((other) => other !== element && element.contains(other)));
  const name = (element: Element): string => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} «${(element.textContent ?? '').slice(0, 24)}» in ${element.parentElement?.getAttribute('class') ?? ''}`;
  return [`${scrollWidth - clientWidth} px too wide`, ...deepest.slice(0, 4).map(name)];
}

/** {@link cutOff}, as the page itself runs it. */
function cutWords(): string[] {
  return [...document.querySelectorAll('a, button, h1, h2, h3, label, li, p, dd, dt, th, td, span, [role=tab]')].flatMap((element) => {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const isHidden = width <= 1 || height <= 1 || style.visibility === 'hidden' || element.closest('.only-heard, [data-shortens]') !== null || !element.checkVisibility();
    const cuts = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    const isCut = (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1) || (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 2);
    return isHidden || !isCut ? [] : [`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} «${(element.textContent ?? '').slice(0, 24)}»`];
  });
}

/** Parts that make the page scroll sideways (WCAG 1.4.10); empty when it does not. What scrolls in a frame of its own is no fault. */
export const sideways = (page: Page): Promise<string[]> => page.evaluate(tooWide);

/** Words that their own box cuts off. A choice that shortens itself with an ellipsis and is read in full elsewhere carries `data-shortens`. */
export const cutOff = (page: Page): Promise<string[]> => page.evaluate(cutWords);

/**
 * What is too wide or cut off at this width in each reading. The page lays itself out anew for each and is measured there and then: it need
 * not be painted in between, which is most of the work, for nobody looks.
 * @returns by reading; cut words count only where the reader's style may cut them, for a page that runs the other way has the same words in the same letters
 */
export async function asRead(page: Page, wanted: readonly Reading[]): Promise<Record<string, string[]>> {
  const given = wanted.map((name) => ({ name, ...readings[name] }));
  // What follows the width of the window by a program of its own follows with the next frame.
  return page.evaluate<Record<string, string[]>>(`(async () => {
    await new Promise((next) => requestAnimationFrame(next));
    const [tooWide, cutWords] = [${tooWide.toString()}, ${cutWords.toString()}];
    const found = {};
    for (const { name, style, direction } of ${JSON.stringify(given)}) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets = [sheet];
      document.documentElement.dir = direction;
      found[name] = [...tooWide(), ...(style === '' ? [] : cutWords())];
    }
    document.adoptedStyleSheets = [];
    document.documentElement.dir = 'ltr';
    return found;
  })()`);
}

/**
 * Controls smaller than 24 × 24 CSS px that stand too near another one (WCAG 2.5.8). A link within a sentence is free of it, and so is a
 * small one around whose middle a circle of 24 px meets no other.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=tab], [role=menuitem], [role=option]')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1 && !element.closest('.only-heard, [inert], [style*="clip"]'),
    );
    const boxOf = (element: Element): DOMRect => (element.closest('label') ?? element).getBoundingClientRect();
    const middle = ({ x, y, width, height }: DOMRect): [number, number] => [x + width / 2, y + height / 2];
    const isSmall = ({ width, height }: DOMRect): boolean => width < 23.9 || height < 23.9;
    return controls.flatMap((control) => {
      const box = boxOf(control);
      const isInSentence = control.matches('a') && getComputedStyle(control).display === 'inline' && (control.parentElement?.textContent ?? '').trim() !== (control.textContent ?? '').trim();
      if (!isSmall(box) || isInSentence) return [];
      const [x, y] = middle(box);
      const crowds = (other: Element): boolean => {
        if (other === control || other.contains(control) || control.contains(other)) return false;
        const theirs = boxOf(other);
        const [otherX, otherY] = middle(theirs);
        if (isSmall(theirs) && Math.hypot(otherX - x, otherY - y) < 24) return true;
        return Math.hypot(Math.max(theirs.left, Math.min(x, theirs.right)) - x, Math.max(theirs.top, Math.min(y, theirs.bottom)) - y) < 12;
      };
      return controls.some(crowds) ? [`${control.tagName.toLowerCase()}.${control.getAttribute('class') ?? ''} «${(control.getAttribute('aria-label') ?? control.textContent ?? '').slice(0, 24)}» ${Math.round(box.width)}×${Math.round(box.height)}`] : [];
    });
  });

/** Choices that look the same as those beside them once the reader's system colours are forced upon the page. */
export const indistinct = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const look = (element: Element): string => {
      const { backgroundColor, borderColor, borderWidth, outline, fontWeight, textDecorationLine } = getComputedStyle(element);
      return [backgroundColor, borderColor, borderWidth, outline, fontWeight, textDecorationLine].join();
    };
    const chosen = '[aria-current=page], [aria-current=true], [aria-selected=true], [data-selected=true]';
    return [...document.querySelectorAll(chosen)].flatMap((element) => {
      const same = [...document.querySelectorAll(`.${[...element.classList].find((name) => name !== 'active') ?? 'none'}`)].filter((other) => !other.matches(chosen) && other.checkVisibility());
      return element.checkVisibility() && same.some((other) => look(other) === look(element)) ? [`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} «${(element.textContent ?? '').slice(0, 24)}»`] : [];
    });
  });

/** Keys of texts that nobody translated, shown as they are. @param rooms first parts of keys */
export const bareKeys = (page: Page, rooms: readonly string[]): Promise<string[]> =>
  page.evaluate((names) => {
    const key = new RegExp(`(?<![\\w@./-])(?:${names.join('|')})\\.[a-z][\\w-]*(?:\\.[\\w-]+)*`, 'g');
    return [...new Set(document.body.innerText.match(key))];
  }, rooms);
