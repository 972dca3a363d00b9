import { describe, expect, it } from 'vitest';
import { blockingKeys, scoreNames, searchKeys } from './index.ts';

const score = (a: string, b: string): number => scoreNames(a, b).score;
const finds = (query: string, stored: string): boolean => {
  const keys = new Set(blockingKeys([stored]));
  return searchKeys(query).some((key) => keys.has(key));
};

describe('the habits that a whole name shows', () => {
  it.each([
    ['Zhuang Yuzhen', 'Chuang Yu-chen'],
    ['Hsieh Chih-ming', 'Xie Zhiming'],
    ['曾国华', 'Zeng Guohua'],
    ['Shamso Cismaan', 'Shamsa Osman'],
    ['Ansumana Jatta', 'Ansoumana Diatta'],
    ['Đặng Văn Hiếu', 'Dang Hieu'],
    ['শাহনাজ পারভীন', 'Shahnaz Parveen'],
    ['سهام الدليمي', 'Siham Dulaimi'],
    ['Fat ouDiallo', 'Fatou Diallo'],
    ['Oluwafunmilayo Ogundipe', 'Funmilayo Ogundipe'],
  ])('%s and %s are two spellings of one name, and each finds the other', (a, b) => {
    expect(score(a, b)).toBeGreaterThan(0.45);
    expect([finds(a, b), finds(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['Zheng Wei', 'Cheng Weiguo'],
    ['Qian Zhongyi', 'Qian Zhonghua'],
    ['赖文斌', '赖文静'],
    ['Petru Ceban', 'Petruța Ceban'],
    ['Octavian Jianu', 'Octavia Jianu'],
    ['Yordan Shishkov', 'Yordanka Shishkova'],
    ['Ramzi Taleb', 'Ramzia Taleb'],
    ['Gurpreet Singh', 'Harpreet Singh'],
    ['Golnaz Rostamkhani', 'Golnar Rostamkhani'],
    ['حكيمة الزاوي', 'Hakim Zaoui'],
    ['Ekow Quansah', 'Ebo Quansah'],
  ])('%s and %s are two people', (a, b) => {
    expect(score(a, b)).toBeLessThan(0.43);
  });
});
