import { v7 as newId } from 'uuid';
import { dayAfter, instantOf, whenOf } from '../../../agenda/domain/days.ts';
import { type MaterialKind, MaterialKind as kinds, type NewOuting, type Outing, type OutingPurpose, type Place, plateIn, type Season } from '../../contract.ts';
import { italianDay } from '../../../../kernel/italian-day.ts';

/** What the plan's screen holds. */
export interface PlanForm {
  readonly day: string | null;
  readonly from: string;
  readonly to: string;
  readonly crew: readonly string[];
  readonly answerableId: string | null;
  readonly buddyId: string | null;
  /** `at`: about when they are there, by the clock; null where it follows the stop before. */
  readonly stops: readonly { readonly id: string; readonly placeId: string; readonly at: string | null }[];
  readonly purposes: readonly OutingPurpose[];
  readonly purposeWords: string;
  readonly vehicle: string;
  readonly checkMinutes: number | null;
  readonly materials: Readonly<Partial<Record<MaterialKind, number | null>>>;
}

/** Every ten minutes of a whole day: they leave at 4:40, and the desk's own list begins at eight. */
export const timesOfDay = Array.from({ length: 24 * 6 }, (_, part) => `${String(Math.floor(part / 6)).padStart(2, '0')}:${String((part % 6) * 10).padStart(2, '0')}`).map((value) => ({ value, label: value }));

/** @param me who goes along by themselves; empty for who coordinates, who plans for others @param place from which somebody began to plan */
export const planOf = (before: Outing | undefined, me: string, today: string, place?: string): PlanForm => (before ? {
  day: italianDay(new Date(before.startsAt)), from: whenOf(before.startsAt, before.endsAt).start ?? '04:40', to: whenOf(before.endsAt, before.endsAt).start ?? '07:30', crew: before.crew.map(({ memberId }) => memberId), answerableId: before.answerable.memberId, buddyId: before.buddy?.memberId ?? null,
  stops: before.stops.map(({ id, placeId, at }) => ({ id, placeId, at: at === null ? null : whenOf(at, at).start })), purposes: before.purposes, purposeWords: before.purposeWords, vehicle: before.vehicle, checkMinutes: before.checkMinutesOwn,
  materials: Object.fromEntries(before.materials.map(({ kind, quantity }) => [kind, quantity])),
} : { day: dayAfter(today, 1), from: '04:40', to: '07:30', crew: me === '' ? [] : [me], answerableId: null, buddyId: null, stops: place === undefined ? [] : [{ id: newId(), placeId: place, at: null }], purposes: ['meet-people'], purposeWords: '', vehicle: '', checkMinutes: null, materials: {} });

/** What is missing or wrong, by field. */
export function faultsOf(form: PlanForm): Partial<Record<keyof PlanForm, 'missing' | 'crew-of-two' | 'no-stop' | 'same-hour' | 'plate'>> {
  return {
    ...(form.day === null ? { day: 'missing' as const } : {}), ...(form.from === form.to ? { to: 'same-hour' as const } : {}), ...(form.crew.length < 2 ? { crew: 'crew-of-two' as const } : {}), ...(form.answerableId === null ? { answerableId: 'missing' as const } : {}),
    ...(form.stops.length === 0 ? { stops: 'no-stop' as const } : {}), ...(form.purposes.length === 0 ? { purposes: 'missing' as const } : {}), ...(plateIn(form.vehicle) ? { vehicle: 'plate' as const } : {}),
  };
}

/** The call's body. An end before the beginning is the day after. @throws {Error} where {@link faultsOf} finds something */
export function planBody(form: PlanForm): NewOuting {
  if (form.day === null || form.answerableId === null) throw new Error('the plan is not whole');
  const { day } = form;
  const starts = instantOf(form.day, form.from);
  const ends = instantOf(form.to > form.from ? form.day : dayAfter(form.day, 1), form.to);
  return {
    startsAt: starts.toISOString(), endsAt: ends.toISOString(), crew: [...form.crew], answerableId: form.answerableId, buddyId: form.buddyId, stops: form.stops.map((one) => ({ ...one, at: one.at === null ? null : instantOf(one.at >= form.from ? day : dayAfter(day, 1), one.at).toISOString() })), purposes: [...form.purposes], purposeWords: form.purposeWords, vehicle: form.vehicle,
    materials: kinds.options.flatMap((kind) => { const quantity = form.materials[kind] ?? 0; return quantity > 0 ? [{ kind, language: null, quantity }] : []; }), checkMinutes: form.checkMinutes,
  };
}

/** Languages seen at the places that nobody of the crew speaks. */
export const languagesLacking = (places: readonly Pick<Place, 'languages'>[], crew: readonly { readonly languages: readonly string[] }[]): string[] =>
  [...new Set(places.flatMap(({ languages }) => languages))].filter((language) => !crew.some(({ languages }) => languages.includes(language)));

/** What is done at a place in a month (January is 1). */
export const activitiesIn = (seasons: readonly Season[], month: number): string[] => seasons.filter(({ months }) => months.includes(month)).map(({ activity }) => activity);
