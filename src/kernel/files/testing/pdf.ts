/** PDFs as strangers write them, put together by hand. */
function pdfOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const stream = (words: string, head = ''): string => `<< ${head} /Length ${words.length} >>\nstream\n${words}\nendstream`;

/** Landscape sheets, each of one colour (`1 0 0` is red). */
export const colouredPdf = (...colours: readonly string[]): Buffer => pdfOf([
  '<< /Type /Catalog /Pages 2 0 R >>',
  `<< /Type /Pages /Count ${colours.length} /Kids [${colours.map((_, index) => `${3 + 2 * index} 0 R`).join(' ')}] >>`,
  ...colours.flatMap((colour, index) => [`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents ${4 + 2 * index} 0 R >>`, stream(`${colour} rg 0 0 400 200 re f`)]),
]);

/** A few hundred bytes that ask for thousands of millions of strokes: each form draws the next one ten times. */
export const endlessPdf = (): Buffer => {
  const [first, last] = [5, 16];
  const forms = Array.from({ length: last - first + 1 }, (_, index) => {
    const next = first + index + 1;
    return next > last
      ? stream('0 0 400 200 re f', '/Type /XObject /Subtype /Form /BBox [0 0 400 200]')
      : stream('/F Do '.repeat(10), `/Type /XObject /Subtype /Form /BBox [0 0 400 200] /Resources << /XObject << /F ${next} 0 R >> >>`);
  });
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [3 0 R] >>', `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /XObject << /F ${first} 0 R >> >> >>`, stream('/F Do'), ...forms]);
};
