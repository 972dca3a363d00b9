/** The words of a message that was written as a page: text alone. Nothing of it is ever drawn, fetched or run. */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', euro: '€', agrave: 'à', egrave: 'è', eacute: 'é', igrave: 'ì', ograve: 'ò', ugrave: 'ù', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', copy: '©', deg: '°' };

const character = (whole: string, code: string): string => {
  if (!code.startsWith('#')) return named[code.toLowerCase()] ?? whole;
  const number = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number.parseInt(code.slice(1), 10);
  return Number.isInteger(number) && number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff) ? String.fromCodePoint(number) : whole;
};

/** What goes with all it holds, and what breaks a line. */
const dropped = new Set(['style', 'script', 'head', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'iframe']);
const breaking = new Set(['p', 'div', 'br', 'tr', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'blockquote', 'hr', 'pre', 'ul', 'ol', 'section', 'article', 'dd', 'dt']);

/**
 * Text from HTML, in one pass over it, however broken it is. Addresses of links stand in brackets behind their words, so that one sees where they lead.
 * @param most characters looked at
 */
export function textOfHtml(html: string, most = 2_000_000): string {
  const text = html.slice(0, most);
  const lower = text.toLowerCase();
  let out = '';
  let at = 0;
  let link: string | undefined;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open < 0) { out += text.slice(at).replace(/\s+/g, ' '); break; }
    out += text.slice(at, open).replace(/\s+/g, ' ');
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4);
      at = end < 0 ? text.length : end + 3;
      continue;
    }
    const close = text.indexOf('>', open);
    if (close < 0) break;
    const [, slash = '', tag = ''] = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(text.slice(open, Math.min(close + 1, open + 40))) ?? [];
    const name = tag.toLowerCase();
    at = close + 1;
    if (slash === '' && dropped.has(name)) {
      const end = lower.indexOf(`</${name}`, at);
      at = end < 0 ? text.length : end;
    }
    if (breaking.has(name)) out += name === 'li' && slash === '' ? '\n• ' : '\n';
    if (name === 'td' || name === 'th') out += ' ';
    if (name === 'a' && slash === '') link = /\bhref\s*=\s*["']?([^"'\s>]{1,500})/i.exec(text.slice(open, close))?.[1];
    if (name === 'a' && slash !== '' && link !== undefined) {
      if (/^(https?|mailto|tel):/i.test(link) && !out.endsWith(link)) out += ` [${link}]`;
      link = undefined;
    }
  }
  return out.replace(/&(#?[a-zA-Z0-9]{1,10});/g, character).replace(/[ \t\u00a0]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}
