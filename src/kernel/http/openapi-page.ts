import type { Described } from './openapi-document.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The interface as a page that needs neither script nor style: each room's calls, what they do, what they answer. */
export function readablePage(document: Described): string {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ path, method: method.toUpperCase(), call, room: call.tags?.[0] ?? 'house' })));
  const rooms = Map.groupBy(calls, (call) => call.room);
  const body = [...rooms].toSorted(([a], [b]) => a.localeCompare(b)).map(([room, ofRoom]) => `
<section><h2 id="${escaped(room)}">${escaped(room)}</h2>
<table><caption>Calls of ${escaped(room)}</caption><thead><tr><th scope="col">Call</th><th scope="col">What it does</th><th scope="col">Answers</th></tr></thead><tbody>
${ofRoom.map(({ method, path, call }) => `<tr><td><code>${method} ${escaped(path)}</code></td><td>${escaped(call.summary ?? '')}</td><td>${escaped(Object.keys(call.responses ?? {}).join(' '))}</td></tr>`).join('\n')}
</tbody></table></section>`).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(document.info.title)} – interface</title></head>
<body><main><h1>${escaped(document.info.title)} ${escaped(document.info.version)}: interface</h1><p>${escaped(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">The same for programs (OpenAPI 3.1)</a></p>${body}</main></body></html>`;
}
