import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawnPage, pagesOf } from './drawing.ts';
import { colouredPdf, endlessPdf } from './testing/pdf.ts';

const middleOf = async (picture: Buffer): Promise<number[]> => {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  return [...data.subarray(at, at + 3)];
};

test('the second page of a contract that came by mail is drawn as it is, in its colours and lying on its side', async () => {
  const contract = colouredPdf('1 0 0', '0 0 1');
  expect(await pagesOf(contract)).toBe(2);
  const picture = await drawnPage(contract, 2, 300);
  if (!picture) throw new Error('no picture');
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width: 300, height: 150 });
  const [red = 255, green = 255, blue = 0] = await middleOf(picture);
  expect([red < 40, green < 40, blue > 215]).toEqual([true, true, true]);
});

test('there is no third page of two, none before the first, and none at all of what only says that it is a PDF', async () => {
  const contract = colouredPdf('1 0 0', '0 0 1');
  expect(await drawnPage(contract, 3, 300)).toBeUndefined();
  expect(await drawnPage(contract, 0, 300)).toBeUndefined();
  const pretended = Buffer.from('%PDF-1.7\nnothing\n%%EOF');
  expect([await pagesOf(pretended), await drawnPage(pretended, 1, 300)]).toEqual([undefined, undefined]);
});

test('a paper that would be drawn for ever is given up, and the next one is drawn', async () => {
  const [bomb, after] = await Promise.all([drawnPage(endlessPdf(), 1, 300), drawnPage(colouredPdf('0 1 0'), 1, 300)]);
  expect(bomb).toBeUndefined();
  expect(after?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
});

test('whoever waits behind papers that are drawn for ever is told in their own time, and gives no place away', async () => {
  const slow = [drawnPage(colouredPdf('1 0 0'), 1, 12_000), drawnPage(colouredPdf('1 0 0'), 1, 12_000)];
  expect(await drawnPage(colouredPdf('0 1 0'), 1, 60, 50)).toBeUndefined();
  await Promise.all(slow);
  expect(await Promise.all(Array.from({ length: 3 }, () => drawnPage(colouredPdf('0 1 0'), 1, 60).then(Boolean)))).toEqual([true, true, true]);
});

test('a paper that wants more memory than a paper may have is given up before it takes it', async () => {
  expect(await drawnPage(colouredPdf('1 0 0'), 1, 16_000)).toBeUndefined();
  expect(await drawnPage(colouredPdf('1 0 0'), 1, 6000)).toBeDefined();
});

test('forty colleagues who look at pages at once either see theirs or are told there is no picture', async () => {
  const seen = await Promise.all(Array.from({ length: 40 }, () => drawnPage(colouredPdf('1 0 0'), 1, 60)));
  expect(seen.filter(Boolean)).toHaveLength(26);
  expect(await drawnPage(colouredPdf('1 0 0'), 1, 60)).toBeDefined();
});
