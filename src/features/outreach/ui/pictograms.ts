import type { IconName } from '../../../kernel/ui/icons.ts';
import type { NeedDomain } from '../../plans/contract.ts';
import type { MaterialKind, PlaceKind } from '../contract.ts';

/** The drawing of each need, beside its words. */
export const needDrawings: Readonly<Record<NeedDomain, IconName>> = {
  'work-rights': 'work', 'legal-status': 'document', 'physical-health': 'health', 'housing': 'home', 'food-income': 'food', 'safety': 'shield',
  'mental-health': 'mind', 'language-education': 'training', 'family-children': 'people', 'information': 'info', 'isolation': 'person', 'justice': 'legal',
};
/** Needs in the order in which they are most often heard on the street; the first six stand open. */
export const needsInOrder = Object.keys(needDrawings) as NeedDomain[];

export const materialDrawings: Readonly<Record<MaterialKind, IconName>> = {
  'information': 'document', 'contact-card': 'card', 'water-food': 'food', 'hygiene-kit': 'drop', 'reflective-vest': 'vest', 'clothing-blanket': 'clothing',
  'condoms': 'package', 'phone-card': 'device', 'transport-ticket': 'ticket', 'other': 'plus',
};
export const materialsInOrder = Object.keys(materialDrawings) as MaterialKind[];

/** One drawing for kinds of place that are alike: the words beside it tell them apart. */
export const placeDrawings: Readonly<Record<PlaceKind, IconName>> = {
  'street-prostitution': 'street', 'gathering-point': 'group', 'labour-pickup': 'group', 'informal-settlement': 'home', 'farm': 'place', 'workshop': 'work', 'construction-site': 'work', 'workplace': 'work',
  'station': 'ticket', 'canteen': 'food', 'centre-surroundings': 'place', 'reception-centre': 'home', 'housing': 'home', 'public-space': 'place', 'online': 'globe',
};
