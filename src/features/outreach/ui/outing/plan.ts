import { v7 as newId } from 'uuid';
import { dayAfter, instantOf, whenOf } from '../../../agenda/domain/days.ts';
import { isPrinted, type Material, type MaterialKind, type NewOuting, type Outing, type OutingChange, type OutingPurpose, type Place, plateIn, type Season } from '../../contract.ts';
import { italianDay } from '../../../../kernel/italian-day.ts';

/** Of a plan, what is one decision: who goes when and where, and who watches. */
export interface Decision {
  readonly day: string | null;
  readonly from: string;
  readonly to: string;
  readonly crew: readonly string[];
  readonly answerableId: string | null;
  readonly buddyId: string | null;
  /** `at`: about when they are there, by the clock; null where it follows the stop before. */
  readonly stops: readonly { readonly id: string; readonly placeId: string; readonly at: string | null }[];
  readonly checkMinutes: number | null;
}
/** What the plan's screen holds. */
export interface PlanForm extends Decision {
  readonly purposes: readonly OutingPurpose[];
  readonly purposeWords: string;
  readonly vehicle: string;
  readonly materials: readonly Material[];
}

/** Every ten minutes of a whole day: they leave at 4:40, and the desk's own list begins at eight. */
export const timesOfDay = Array.from({ length: 24 * 6 }, (_, part) => `${String(Math.floor(part / 6)).padStart(2, '0')}:${String((part % 6) * 10).padStart(2, '0')}`).map((value) => ({ value, label: value }));

/** @param me who goes along by themselves; empty for who coordinates, who plans for others @param place from which somebody began to plan */
export const newPlan = (me: string, today: string, place?: string): PlanForm => ({
  day: dayAfter(today, 1), from: '04:40', to: '07:30', crew: me === '' ? [] : [me], answerableId: null, buddyId: null, stops: place === undefined ? [] : [{ id: newId(), placeId: place, at: null }], checkMinutes: null, purposes: ['meet-people'], purposeWords: '', vehicle: '', materials: [],
});

/** The decision of a call that was sent, or waits. */
export const decisionOf = ({ startsAt, endsAt, crew, answerableId, buddyId, stops, checkMinutes }: OutingChange): Decision => ({
  day: italianDay(new Date(startsAt)), from: whenOf(startsAt, endsAt).start ?? '04:40', to: whenOf(endsAt, endsAt).start ?? '07:30', crew, answerableId, buddyId, stops: stops.map(({ id, placeId, at }) => ({ id, placeId, at: at === null ? null : whenOf(at, at).start })), checkMinutes,
});

/** The decision that stands. */
export const decisionNow = ({ startsAt, endsAt, crew, answerable, buddy, stops, checkMinutesOwn }: Outing): Decision =>
  decisionOf({ startsAt, endsAt, crew: crew.map(({ memberId }) => memberId), answerableId: answerable.memberId, buddyId: buddy?.memberId ?? null, stops: stops.map(({ id, placeId, at }) => ({ id, placeId, at })), checkMinutes: checkMinutesOwn });

export const isSameDecision = (one: Decision, other: Decision): boolean => JSON.stringify(decisionParts(one)) === JSON.stringify(decisionParts(other));
const decisionParts = ({ day, from, to, crew, answerableId, buddyId, stops, checkMinutes }: Decision): unknown => [day, from, to, crew.toSorted(), answerableId, buddyId, stops.map(({ id, placeId, at }) => [id, placeId, at]), checkMinutes];

/** What is missing or wrong, by field. */
export function faultsOf(form: PlanForm): Partial<Record<keyof PlanForm, 'missing' | 'crew-of-two' | 'no-stop' | 'same-hour' | 'plate'>> {
  return {
    ...(form.day === null ? { day: 'missing' as const } : {}), ...(form.from === form.to ? { to: 'same-hour' as const } : {}), ...(form.crew.length < 2 ? { crew: 'crew-of-two' as const } : {}), ...(form.answerableId === null ? { answerableId: 'missing' as const } : {}),
    ...(form.stops.length === 0 ? { stops: 'no-stop' as const } : {}), ...(form.purposes.length === 0 ? { purposes: 'missing' as const } : {}), ...(plateIn(form.vehicle) ? { vehicle: 'plate' as const } : {}),
  };
}

/** The call's body. An end before the beginning is the day after. @throws {Error} where {@link faultsOf} finds something */
export function decisionBody(form: Decision): OutingChange {
  if (form.day === null || form.answerableId === null) throw new Error('the plan is not whole');
  const { day } = form;
  const starts = instantOf(form.day, form.from);
  const ends = instantOf(form.to > form.from ? form.day : dayAfter(form.day, 1), form.to);
  return { startsAt: starts.toISOString(), endsAt: ends.toISOString(), crew: [...form.crew], answerableId: form.answerableId, buddyId: form.buddyId, stops: form.stops.map(({ id, placeId, at }) => ({ id, placeId, at: at === null ? null : instantOf(at >= form.from ? day : dayAfter(day, 1), at).toISOString() })), checkMinutes: form.checkMinutes };
}
export const planBody = (form: PlanForm): NewOuting => ({ ...decisionBody(form), purposes: [...form.purposes], purposeWords: form.purposeWords, vehicle: form.vehicle, materials: [...form.materials] });

const isThat = (kind: MaterialKind, language: string | null) => (one: Material): boolean => one.kind === kind && (!isPrinted(kind) || one.language === language);
/** How much there is of a kind; of printed words, in one language (null: where nobody said which). */
export const quantityOf = (materials: readonly Material[], kind: MaterialKind, language: string | null = null): number | null => materials.filter(isThat(kind, language)).reduce((sum, one) => sum + one.quantity, 0) || null;
/** The same list with so many of one kind, or of one kind in one language; the others stay. */
export const withQuantity = (materials: readonly Material[], kind: MaterialKind, language: string | null, quantity: number | null): Material[] => {
  const isIt = isThat(kind, language);
  return [...materials.filter((one) => !isIt(one)), ...(quantity === null || quantity < 1 ? [] : [{ kind, language, quantity }])];
};
/** The languages in which printed words of a kind are counted: those that are offered, and those that stand there already, null for those of which nobody said it. */
export const languagesOf = (materials: readonly Material[], kind: MaterialKind, offered: readonly string[]): (string | null)[] => {
  const there = materials.filter((one) => one.kind === kind).map(({ language }) => language);
  return [...new Set([...offered, ...there.filter((one) => one !== null), ...(there.includes(null) ? [null] : [])])];
};

/** Languages seen at the places that nobody of the crew speaks. */
export const languagesLacking = (places: readonly Pick<Place, 'languages'>[], crew: readonly { readonly languages: readonly string[] }[]): string[] =>
  [...new Set(places.flatMap(({ languages }) => languages))].filter((language) => !crew.some(({ languages }) => languages.includes(language)));

/** What is done at a place in a month (January is 1). */
export const activitiesIn = (seasons: readonly Season[], month: number): string[] => seasons.filter(({ months }) => months.includes(month)).map(({ activity }) => activity);
